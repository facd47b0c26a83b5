"""Every controlled term the project knows, each with the standard it comes from.

The values are what stands in the YAML files; the labels are what readers see.
No other module spells one of these strings again.
"""

from enum import StrEnum


class Stance(StrEnum):
    """Where an actor stands on an issue's question; relative to the wording of that question.

    The order of the first five is the order of the scale. `declines-to-say` lies outside of it.
    Words of intensity ("strongly") are left out: sources rarely bear them.
    """

    OPPOSES = "opposes"
    OPPOSES_WITH_CONDITIONS = "opposes-with-conditions"
    MIXED = "mixed"
    SUPPORTS_WITH_CONDITIONS = "supports-with-conditions"
    SUPPORTS = "supports"
    DECLINES_TO_SAY = "declines-to-say"


class AttributedBy(StrEnum):
    """Who says that the actor holds the position: the actor, a friend, a rival, the press, nobody named."""

    SELF = "self"
    ALLY = "ally"
    OPPONENT = "opponent"
    PRESS = "press"
    ANONYMOUS = "anonymous"


class Likelihood(StrEnum):
    """Terms of likelihood of ICD 203, "Analytic Standards" (Office of the DNI, 2015), both rows."""

    ALMOST_NO_CHANCE = "almost no chance"
    REMOTE = "remote"
    VERY_UNLIKELY = "very unlikely"
    HIGHLY_IMPROBABLE = "highly improbable"
    UNLIKELY = "unlikely"
    IMPROBABLE = "improbable"
    ROUGHLY_EVEN_CHANCE = "roughly even chance"
    ROUGHLY_EVEN_ODDS = "roughly even odds"
    LIKELY = "likely"
    PROBABLE = "probable"
    VERY_LIKELY = "very likely"
    HIGHLY_PROBABLE = "highly probable"
    ALMOST_CERTAIN = "almost certain"
    NEARLY_CERTAIN = "nearly certain"


LIKELIHOOD_RANGE: dict[Likelihood, tuple[int, int]] = {
    Likelihood.ALMOST_NO_CHANCE: (1, 5),
    Likelihood.REMOTE: (1, 5),
    Likelihood.VERY_UNLIKELY: (5, 20),
    Likelihood.HIGHLY_IMPROBABLE: (5, 20),
    Likelihood.UNLIKELY: (20, 45),
    Likelihood.IMPROBABLE: (20, 45),
    Likelihood.ROUGHLY_EVEN_CHANCE: (45, 55),
    Likelihood.ROUGHLY_EVEN_ODDS: (45, 55),
    Likelihood.LIKELY: (55, 80),
    Likelihood.PROBABLE: (55, 80),
    Likelihood.VERY_LIKELY: (80, 95),
    Likelihood.HIGHLY_PROBABLE: (80, 95),
    Likelihood.ALMOST_CERTAIN: (95, 99),
    Likelihood.NEARLY_CERTAIN: (95, 99),
}
"""Per cent, lowest and highest, of each term (ICD 203, section D.6.e.2.a)."""


class Confidence(StrEnum):
    """How well founded a judgement is (ICD 203): the quality of its basis, not how likely the event is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class ScaleOrigin(StrEnum):
    """Whose term a likelihood or a confidence is: the analyst's own, or the editor's reading."""

    ANALYST = "analyst"
    EDITOR = "editor"


class Reliability(StrEnum):
    """Reliability of a source, the letter of the Admiralty code (NATO AJP-2.1)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Credibility of one statement, the figure of the Admiralty code (NATO AJP-2.1)."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class SourceKind(StrEnum):
    """What sort of text a source is."""

    NEWS = "news"
    TRANSCRIPT = "transcript"
    OFFICIAL_STATEMENT = "official-statement"
    ANALYSIS = "analysis"
    DOCUMENT = "document"
    BROADCAST = "broadcast"
    SOCIAL_POST = "social-post"


class Origin(StrEnum):
    """How the text came to its publisher: written there, or taken over from elsewhere."""

    ORIGINAL = "original"
    WIRE = "wire"
    TRANSLATION = "translation"
    AGGREGATION = "aggregation"


class Status(StrEnum):
    """Where a briefing stands in its life. Drafts and reviews stay out of a published site."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    CIRCA = "circa"


class Direction(StrEnum):
    """Which way things are moving."""

    DETERIORATING = "deteriorating"
    UNCHANGED = "unchanged"
    IMPROVING = "improving"


class Relation(StrEnum):
    """How a briefing relates to another one."""

    FOLLOWS = "follows"
    UPDATES = "updates"
    SUPERSEDES = "supersedes"
    CONTRADICTS = "contradicts"
    BACKGROUND = "background"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    GROUP = "group"


LABELS: dict[StrEnum, str] = {
    Stance.OPPOSES: "Opposes",
    Stance.OPPOSES_WITH_CONDITIONS: "Opposes, with conditions",
    Stance.MIXED: "Mixed",
    Stance.SUPPORTS_WITH_CONDITIONS: "Supports, with conditions",
    Stance.SUPPORTS: "Supports",
    Stance.DECLINES_TO_SAY: "Declines to say",
    AttributedBy.SELF: "in the actor’s own words or account",
    AttributedBy.ALLY: "according to an ally",
    AttributedBy.OPPONENT: "according to an opponent",
    AttributedBy.PRESS: "according to the press",
    AttributedBy.ANONYMOUS: "according to unnamed sources",
    Confidence.LOW: "low confidence",
    Confidence.MODERATE: "moderate confidence",
    Confidence.HIGH: "high confidence",
    ScaleOrigin.ANALYST: "the analyst’s own term",
    ScaleOrigin.EDITOR: "the editor’s reading",
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
    Credibility.CONFIRMED: "confirmed by other sources",
    Credibility.PROBABLY_TRUE: "probably true",
    Credibility.POSSIBLY_TRUE: "possibly true",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.CANNOT_BE_JUDGED: "truth cannot be judged",
    SourceKind.NEWS: "news report",
    SourceKind.TRANSCRIPT: "transcript",
    SourceKind.OFFICIAL_STATEMENT: "official statement",
    SourceKind.ANALYSIS: "analysis",
    SourceKind.DOCUMENT: "document",
    SourceKind.BROADCAST: "broadcast",
    SourceKind.SOCIAL_POST: "social post",
    Origin.ORIGINAL: "original reporting",
    Origin.WIRE: "agency copy",
    Origin.TRANSLATION: "translation",
    Origin.AGGREGATION: "aggregation",
    Status.DRAFT: "Draft",
    Status.REVIEW: "In review",
    Status.PUBLISHED: "Published",
    Status.CORRECTED: "Corrected",
    Status.WITHDRAWN: "Withdrawn",
    Direction.DETERIORATING: "Deteriorating",
    Direction.UNCHANGED: "Unchanged",
    Direction.IMPROVING: "Improving",
    Relation.FOLLOWS: "Follows",
    Relation.UPDATES: "Updates",
    Relation.SUPERSEDES: "Supersedes",
    Relation.CONTRADICTS: "Contradicts",
    Relation.BACKGROUND: "Background",
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organisation",
    ActorKind.STATE: "State",
    ActorKind.GROUP: "Group",
}
"""What a reader sees for a term; the likelihood terms are shown as they are."""


def label(term: StrEnum) -> str:
    """Return the words that a reader sees for a term."""
    words = LABELS.get(term)
    return term.value if words is None else words
