"""Small pieces of HTML with a meaning: stances, likelihood, confidence, reliability codes."""

from markupsafe import Markup, escape

from briefwright.pages.lean_templates import finished
from briefwright.vocabulary import (
    LIKELIHOOD_RANGE,
    Confidence,
    Credibility,
    Likelihood,
    Reliability,
    Stance,
    label,
)

_FULL_UP = '<path d="M8 2 15 14H1z"/>'
_HALF_UP = '<path class="bw-outline" d="M8 3 14 13.4H2z"/><path d="M8 2v12H1z"/>'
_FULL_DOWN = '<path d="M8 14 1 2h14z"/>'
_HALF_DOWN = '<path class="bw-outline" d="M8 13 2 2.6h12z"/><path d="M8 14V2H1z"/>'

SHAPES: dict[Stance, str] = {
    Stance.SUPPORTS: _FULL_UP,
    Stance.SUPPORTS_WITH_CONDITIONS: _HALF_UP,
    Stance.MIXED: '<path d="m8 1 7 7-7 7-7-7z"/>',
    Stance.OPPOSES_WITH_CONDITIONS: _HALF_DOWN,
    Stance.OPPOSES: _FULL_DOWN,
    Stance.DECLINES_TO_SAY: '<circle class="bw-outline" cx="8" cy="8" r="6"/>',
}
"""Every stance has a shape of its own, so that it survives greyscale and colour blindness."""


def _shape(stance: Stance) -> str:
    return f'<svg class="bw-shape" viewBox="0 0 16 16" aria-hidden="true">{SHAPES[stance]}</svg>'


STANCE_HTML = {
    stance: Markup(
        f'<span class="bw-stance bw-stance--{stance.value}">{_shape(stance)}<span>{label(stance)}</span></span>'
    )
    for stance in Stance
}
STANCE_REST = {
    stance: str(html).removeprefix("<span").removesuffix("</span>") + "</a>" for stance, html in STANCE_HTML.items()
}
STANCE_ICON = {
    stance: Markup(
        f'<span class="bw-stance bw-stance--{stance.value}">{_shape(stance)}'
        f'<span class="bw-hidden">{label(stance)}</span></span>'
    )
    for stance in Stance
}


def stance_mark(stance: Stance) -> Markup:
    """Return a stance as shape, colour and word."""
    return STANCE_HTML[stance]


def stance_link(stance: Stance, address: str) -> Markup:
    """Return a stance like `stance_mark`, as a link; `address` is finished HTML."""
    return finished(f'<a href="{address}"{STANCE_REST[stance]}')


def stance_icon(stance: Stance) -> Markup:
    """Return a stance as shape and colour, its word for screen readers; a key stands nearby."""
    return STANCE_ICON[stance]


def _likelihood(term: Likelihood) -> Markup:
    low, high = LIKELIHOOD_RANGE[term]
    track = (
        '<svg class="bw-track" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="bw-track__rail" d="M0 1h1v8H0zM49.5 1h1v8h-1zM99 1h1v8h-1zM0 4.4h100v1.2H0z"/>'
        f'<rect class="bw-track__band" x="{low}" width="{high - low}" height="10"/></svg>'
    )
    return Markup(
        f'<span class="bw-likelihood"><span class="bw-likelihood__term">{escape(term.value)}</span>{track}'
        f'<span class="bw-likelihood__range">{low}–{high}&nbsp;%</span></span>'
    )


LIKELIHOOD_HTML = {term: _likelihood(term) for term in Likelihood}


def likelihood_mark(term: Likelihood) -> Markup:
    """Return a likelihood term with its range of ICD 203 drawn on a track from 0 to 100 per cent."""
    return LIKELIHOOD_HTML[term]


def _confidence(confidence: Confidence) -> Markup:
    filled = list(Confidence).index(confidence) + 1
    dots = "".join(
        f'<circle{"" if n < filled else " class=bw-outline"} cx="{6 + 12 * n}" cy="6" r="4"/>' for n in range(3)
    ).replace("class=bw-outline", 'class="bw-outline"')
    return Markup(
        f'<span class="bw-confidence"><svg class="bw-dots" viewBox="0 0 36 12" aria-hidden="true">{dots}</svg>'
        f"<span>{label(confidence)}</span></span>"
    )


CONFIDENCE_HTML = {confidence: _confidence(confidence) for confidence in Confidence}


def confidence_mark(confidence: Confidence) -> Markup:
    """Return a confidence as three dots, some of them filled, and its words."""
    return CONFIDENCE_HTML[confidence]


def _code(term: Reliability | Credibility, what: str) -> Markup:
    return Markup(
        f'<span class="bw-code" tabindex="0" role="note"><span aria-hidden="true">{term.value}</span>'
        f'<span class="bw-tip">{what} {term.value}: {label(term)}</span></span>'
    )


CODE_HTML = {
    **{term.value: _code(term, "Reliability") for term in Reliability},
    **{term.value: _code(term, "Credibility") for term in Credibility},
}
CODE_SIGN = {code: Markup(f'<span class="bw-code" aria-hidden="true">{code}</span>') for code in CODE_HTML}


def code_mark(code: Reliability | Credibility | str) -> Markup:
    """Return a letter or figure of the Admiralty code as a lozenge; its meaning shows on hover and focus."""
    return CODE_HTML[str(code)]


def code_sign(code: Reliability | Credibility | str) -> Markup:
    """Return the lozenge alone, for places where its meaning is written beside it."""
    return CODE_SIGN[str(code)]
