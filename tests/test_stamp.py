"""Moulds: every slot is filled wherever the theme put it, and nothing of a page is taken for a slot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright.pages.rendered import Heading, Rendered
from briefwright.shells import SHELLS
from briefwright.stamp import (
    CONTENT,
    DESCRIPTION,
    HEADING,
    HEADING_ANCHOR,
    TITLE,
    ShellError,
    make_mould,
)

ADDRESS = "briefings/briefwright-shell/"
ITEM = f'<li class="md-nav__item"><a href="#{HEADING_ANCHOR}">{HEADING}</a></li>'
SHELL = (
    f'<title>{TITLE} - Desk</title><meta content="{DESCRIPTION}"><link href="https://desk.example/{ADDRESS}">'
    f"<ul><li>Other</li>{ITEM}</ul><h2>{TITLE}</h2>{CONTENT}"
)


def page(title: str = "T", description: str = "D", html: str = "<p>C</p>", contents: tuple[Heading, ...] = ()):
    return Rendered("briefings/x/", "briefing", title, description, html, contents)


def test_every_slot_is_filled() -> None:
    contents = (Heading("one", "One"), Heading("two", "Two", (Heading("inner", "In <it>"),)))
    made = make_mould(SHELL, ADDRESS).stamp(page(contents=contents))
    assert made == (
        '<title>T - Desk</title><meta content="D"><link href="https://desk.example/briefings/x/">'
        '<ul><li>Other</li><li class="md-nav__item"><a href="#one">One</a></li>'
        '<li class="md-nav__item"><a href="#two">Two</a>'
        '<nav class="md-nav"><ul class="md-nav__list"><li class="md-nav__item"><a href="#inner">In &lt;it&gt;</a></li>'
        "</ul></nav></li></ul><h2>T</h2><p>C</p>"
    )


def test_without_contents_the_item_goes() -> None:
    assert "md-nav__item" not in make_mould(SHELL, ADDRESS).stamp(page())


def test_a_theme_without_contents_is_fine() -> None:
    made = make_mould(f"<title>{TITLE}</title>{CONTENT}", ADDRESS).stamp(page(contents=(Heading("a", "A"),)))
    assert made == "<title>T</title><p>C</p>"


@pytest.mark.parametrize("missing", [CONTENT, TITLE])
def test_a_theme_without_a_needed_slot_is_refused(missing: str) -> None:
    with pytest.raises(ShellError, match=ADDRESS):
        make_mould(SHELL.replace(missing, ""), ADDRESS)


SLOTS = st.lists(st.sampled_from([TITLE, DESCRIPTION, CONTENT, HEADING, HEADING_ANCHOR, ADDRESS, ITEM, "<&\"'x"]))


@given(SLOTS.map("".join), SLOTS.map("".join), SLOTS.map("".join))
def test_what_looks_like_a_slot_in_a_page_stays(title: str, description: str, html: str) -> None:
    from markupsafe import escape

    made = make_mould(SHELL, ADDRESS).stamp(page(title, description, html))
    head, rest = made.split('<link href="https://desk.example/briefings/x/">')
    assert head == f'<title>{escape(title)} - Desk</title><meta content="{escape(description)}">'
    assert rest == f"<ul><li>Other</li></ul><h2>{escape(title)}</h2>{html}"


def test_shells_have_an_address_of_their_own() -> None:
    paths = [shell.path for shell in SHELLS]
    assert len(paths) == len(set(paths))
    assert all("briefwright-shell" in path for path in paths)
