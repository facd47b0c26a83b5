"""The words for how a check of a pull request ended: in order, something to put right, or a fault of the machinery."""

from dataclasses import dataclass

GOOD = "The briefings are in order"
CONTRIBUTION = "Something in this pull request has to be put right"
NOT_YOURS = "The site could not be built, and this pull request does not seem to be the cause"
MACHINERY = "The machinery failed; this says nothing about the pull request"

WORDS = {
    "fine": (GOOD, "Nothing that this pull request brings is an error."),
    "problems": (
        CONTRIBUTION,
        "The check found errors that it brings. Each stands at its line under “Files changed”, with what to do about "
        "it; the summary of the run has them all. On your own machine `briefwright check` lists them.",
    ),
    "settings": (
        CONTRIBUTION,
        "The site's settings, mkdocs.yml, are changed in it and cannot be used as they stand. The step “Check the "
        "briefings” says why.",
    ),
    "older": (
        NOT_YOURS,
        "It brings no error into the briefings. Older errors on the main branch, or a page in docs/, keep the site "
        "from being built; the step “Build the site” says which. There is no preview until that is put right.",
    ),
    "install": (
        MACHINERY,
        "The tools could not be installed, so nothing was checked. Often the network was at fault: run the job again.",
    ),
    "check": (MACHINERY, "The check itself broke off. The step “Check the briefings” says where."),
    "meaning": (MACHINERY, "The check found no error, but what the change means could not be worked out."),
    "site": (MACHINERY, "The check found no error, but the building of the site broke off."),
    "bundle": (MACHINERY, "The check found no error and the site was built, but its offline copy was not."),
    "unknown": (MACHINERY, "The run ended before it could say anything. Run it again."),
}
"""Key of a verdict → its headline, and what to do next. All of it is ours: nothing a contributor wrote is in it."""

OWN = "This pull request changes more than briefings, so the cause may lie in it all the same."
PREVIEW = "To look at the result, download “preview” at the foot of [the run]({run}), unpack it and open index.html."
NO_PREVIEW = "There is no preview this time."


@dataclass(frozen=True)
class Verdict:
    """How a check ended; `own`: not only briefings changed; `preview`: it was kept; `content`: see `line`."""

    key: str
    own: bool = False
    preview: bool = False
    content: bool = True

    @property
    def good(self) -> bool:
        """Whether the check should be green: old errors do not stand in the way of new briefings."""
        return self.key == "fine" or (self.key == "older" and not self.own)

    def text(self, run: str) -> str:
        """Return the verdict in Markdown; `run` is the address of the run."""
        headline, advice = WORDS[self.key]
        own = self.own and headline in (MACHINERY, NOT_YOURS)
        preview = PREVIEW.format(run=run) if self.preview else NO_PREVIEW
        return f"**{headline}.** {advice}{' ' + OWN if own else ''}\n\n{preview}\n"

    def line(self) -> str:
        """Return the verdict as the one line that `read_verdict` reads.

        Its last word is "content" where briefings, pages or settings changed, "code" where nothing of that did.
        """
        own, preview = "own" if self.own else "briefings", "preview" if self.preview else "none"
        return f"{self.key} {own} {preview} {'content' if self.content else 'code'}\n"


def read_verdict(line: str) -> Verdict | None:
    """Return the verdict of a line, or None where it is anything else."""
    words = line.split()
    if len(words) != 4 or words[0] not in WORDS:
        return None
    return Verdict(words[0], words[1] == "own", words[2] == "preview", words[3] == "content")
