"""Finds the briefing or the dossier that somebody asked for, by id, earlier id or file."""

from collections.abc import Iterable
from pathlib import Path

from briefwright.corpus import Corpus
from briefwright.digest import Digest
from briefwright.discovery import SUFFIXES, ContentFile
from briefwright.problems import clip, did_you_mean


class NotFoundError(Exception):
    """There is no such briefing or dossier; the message says what may have been meant."""


def find_briefing(corpus: Corpus, files: Iterable[ContentFile], word: str) -> Digest:
    """Return the briefing with an id, with an earlier id, or in a file; raises NotFoundError."""
    if word in corpus.by_id:
        return corpus.by_id[word]
    earlier = {alias: item for item in corpus.briefings for alias in item.aliases}
    if word in earlier:
        return earlier[word]
    path = Path(word)
    is_path = len(path.parts) > 1 or word.endswith(SUFFIXES)
    if is_path and path.is_file():
        names = {file.name for file in files if Path(file.path).resolve() == path.resolve()}
        found = next((item for item in corpus.briefings if item.path in names), None)
        if found is None:
            raise NotFoundError(f"{clip(word, 120)} is no briefing of this site")
        return found
    meant = path.name.rsplit(".", 1)[0] if is_path else word
    raise NotFoundError(_message("briefing", word, did_you_mean(meant, [*corpus.by_id, *earlier])))


def check_dossier(corpus: Corpus, id: str) -> None:
    """Raise NotFoundError where there is no dossier with an id, or none of its briefings is shown."""
    if id not in corpus.dossiers:
        raise NotFoundError(_message("dossier", id, did_you_mean(id, corpus.dossiers)))
    if not any(item.dossier == id for item in corpus.live):
        raise NotFoundError(f"the dossier '{id}' has no briefings that are shown; there is nothing to print")


def _message(kind: str, word: str, hint: str) -> str:
    return f"there is no {kind} '{clip(word, 120)}'" + (f"; {hint}" if hint else "")
