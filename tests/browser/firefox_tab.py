"""A tab of a driven Firefox: what a reader does in it, and what its pages complain about."""

import time
from pathlib import Path
from typing import Any

import pytest

from .marionette import Marionette, MarionetteError

PATIENCE = 20
"""Seconds to wait for what a page is to show."""

TRIES = 10
"""Times that an element is looked for which a page may just be drawing anew."""

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""WebDriver's name for a reference to an element."""

ERRORS = """
return Services.console.getMessageArray().filter(one => one instanceof Ci.nsIScriptError)
  .filter(one => !(one.flags & (Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag)))
  .filter(one => !/^(chrome|component)/.test(one.category) && !/^(chrome|resource):/.test(one.sourceName))
  .map(one => `${one.errorMessage} (${one.sourceName}:${one.lineNumber})`);
"""


class Tab:
    """The one tab; elements are named by CSS selectors, and waited for."""

    def __init__(self, marionette: Marionette, output: Path) -> None:
        self.marionette = marionette
        self._output = output
        self._seen = 0

    def forget(self) -> None:
        """Begin anew, without trouble."""
        self._chrome("Services.console.reset();")
        self._seen = self._output.stat().st_size

    def trouble(self) -> list[str]:
        """Return errors of scripts, rejected promises and refused loads, and what was written to the console."""
        written = self._output.read_bytes()[self._seen :].decode(errors="replace").splitlines()
        lines = [line for line in written if line.startswith(("console.error", "console.warn"))]
        return [*self._chrome(ERRORS), *lines]

    def open(self, address: str) -> None:
        self._call("Navigate", url=address)

    def reload(self) -> None:
        self._call("Refresh")

    def back(self) -> None:
        self._call("Back")

    def forward(self) -> None:
        self._call("Forward")

    def run(self, script: str, *values: Any) -> Any:
        """Return what a function body in JavaScript returns in the page."""
        return self._call("ExecuteScript", script=script, args=list(values))

    def wait(self, condition: str, *values: Any) -> None:
        """Wait until an expression in JavaScript is true in the page; what it says in the end is in the message."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.run(f"return Boolean({condition})", *values):
                return
            time.sleep(0.03)
        shown = self.run("return location.href + '\\n' + document.body.innerText.slice(0, 2000)")
        pytest.fail(f"not within {PATIENCE} seconds: {condition} {values}\n{self.trouble()}\n{shown}")

    def click(self, selector: str) -> None:
        self._on(selector, "ElementClick")

    def type(self, selector: str, text: str) -> None:
        """Type into a box, after what is there already."""
        self._on(selector, "ElementSendKeys", text=text)

    def texts(self, selector: str) -> list[str]:
        """Return the text of each element, with single spaces."""
        script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
        return [" ".join(text.split()) for text in self.run(script, selector)]

    def value(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).value", selector))

    def _on(self, selector: str, command: str, **parameters: Any) -> None:
        """Do something with an element; where a page draws it anew in between, with the new one, as a reader would."""
        for left in reversed(range(TRIES)):
            try:
                self._call(command, id=self._element(selector), **parameters)
                return
            except MarionetteError as error:
                if not left or error.kind not in ("stale element reference", "no such element"):
                    raise

    def _element(self, selector: str) -> str:
        self.wait("document.querySelector(arguments[0])", selector)
        return str(self._call("FindElement", using="css selector", value=selector)[ELEMENT])

    def _call(self, command: str, **parameters: Any) -> Any:
        return self.marionette.call(f"WebDriver:{command}", **parameters)

    def _chrome(self, script: str) -> Any:
        """Run a script in the browser itself instead of the page."""
        self.marionette.call("Marionette:SetContext", value="chrome")
        try:
            return self.run(script)
        finally:
            self.marionette.call("Marionette:SetContext", value="content")
