"""The Jinja environment of the content templates, and what they may call."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefwright.dates import day, span
from briefwright.pages.lean_templates import LeanCodeGenerator, text
from briefwright.pages.marks import (
    code_mark,
    code_sign,
    confidence_mark,
    likelihood_mark,
    stance_icon,
    stance_mark,
)
from briefwright.stamp import HEADING_ANCHOR
from briefwright.views.languages import language
from briefwright.views.places import place
from briefwright.vocabulary import Stance, label


class LeanEnvironment(Environment):
    """An environment whose templates are compiled by LeanCodeGenerator."""

    code_generator_class = LeanCodeGenerator
    text = staticmethod(text)


TEMPLATES = Path(__file__).parent.parent / "templates"


def make_environment() -> Environment:
    """Return an environment that escapes everything and refuses unknown names."""
    environment = LeanEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.globals.update(
        day=day,
        span=span,
        label=label,
        stance_mark=stance_mark,
        stance_icon=stance_icon,
        likelihood_mark=likelihood_mark,
        confidence_mark=confidence_mark,
        code_mark=code_mark,
        code_sign=code_sign,
        language=language,
        place=place,
        stances=tuple(Stance),
        content_anchor=HEADING_ANCHOR,
    )
    return environment
