"""The corpus of a site as it stands now, for commands that look something up in it."""

from briefwright.cache import Cache
from briefwright.corpus import Corpus
from briefwright.discovery import Found
from briefwright.load import listing, load
from briefwright.parallel import cores
from briefwright.progress import Progress
from briefwright.settings import Settings


def corpus_now(site: Settings, found: Found, drafts: bool, progress: Progress) -> Corpus:
    """Read all briefings of a site, those that are sound; `found` are its files."""
    return load(listing(found), Cache(site.cache), drafts, site.jobs or cores(), progress).corpus
