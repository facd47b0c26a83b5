"""The Jinja environment of the content templates, and what they may call."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefwright.dates import day, span
from briefwright.pages.marks import code_mark, confidence_mark, likelihood_mark, stance_icon, stance_mark
from briefwright.vocabulary import label

TEMPLATES = Path(__file__).parent.parent / "templates"


def make_environment() -> Environment:
    """Return an environment that escapes everything and refuses unknown names."""
    environment = Environment(
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
    )
    return environment
