"""Jinja templates compiled for speed: plain attributes, plain calls, and text that is escaped once.

A page has some thousand expressions, and the general code that Jinja makes for one costs more than its value.
What is given up is not used here: sandboxing, async, functions that take the context, `a.b` for `a["b"]`.
Escaping is the same: whatever is not Markup is escaped.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

FINISHED = frozenset(
    (
        *("block", "chip", "cites", "code_mark", "code_sign", "confidence_mark", "inline", "likelihood_mark"),
        *("row_html", "stance_icon", "stance_mark", "measures", "actor_row", "position_row", "view_row"),
        *("timeline_row", "source_rows"),
    )
)
"""Functions that return finished HTML, always as Markup: templates need not look at what they return."""

finished: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Mark a text as finished HTML. `Markup(text)` looks for its `__html__` first, which takes longer than all the rest."""

_special = re.compile(r"""[&<>"']""").search


def text(value: Any) -> str:
    """Return a value as the HTML that stands for it."""
    kind = value.__class__
    if kind is Markup or (kind is str and _special(value) is None):
        safe: str = value
        return safe
    return str(value) if kind is int else escape(value)


class LeanCodeGenerator(CodeGenerator):
    """Writes `a.b` for `{{ a.b }}` and `f(x)` for `{{ f(x) }}`."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a plain attribute access; a missing attribute is an error in the template."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a plain call."""
        self.visit(node.node, frame)
        self.write("(")
        # `signature` begins with a comma, as if an argument came before.
        self.write("*()")
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        finished = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in FINISHED
        self.write("(" if finished else "environment.text(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")
