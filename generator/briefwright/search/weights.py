"""How much a word counts, by the field it stands in, and the measures that index and engine share."""

from bisect import bisect_left

TITLE = 8
NAMES = 4
SUMMARY = 4
JUDGEMENTS = 3
POSITIONS = 2
VIEWS = 2
BODY = 1

K1 = 4.8
"""How fast more of the same word counts less (BM25); 1.2 times 4, because the frequencies are weighted."""

B = 0.75
"""How far a long document counts less (BM25)."""

MOST_FREQUENT = 255
"""A word's weighted frequency in a document is held in one byte."""

BASE = 1 << 20
"""Number of the first entry; briefings have the numbers below it."""

BRIEFINGS_PER_SHARD = 2
ENTRIES_PER_SHARD = 8
BRIEFINGS_PER_PART = 96
SHARDS_PER_DIRECTORY = 64
"""How many cards stand in a shard, and how many card shards in a directory."""

BRIEFINGS_PER_PART = 96
"""How many briefings a worker indexes at once: a multiple of those in a shard."""

DICTIONARY_FROM = 500
"""From this many briefings on, their card shards share a dictionary; before that it would not pay."""

DICTIONARY_BYTES = 32_000
"""Length of the dictionary; what is to be deflated can point back 32 KiB at most."""

SHARD_BYTES = 16 * 1024
"""Size of the blocks of a term shard before it is deflated; only a longer list of one term is larger."""

_STEP = 1.12
# A code covers the lengths around its power: the middle between two powers belongs to the higher one.
_BOUNDS = [_STEP ** (code - 0.5) for code in range(2, 256)]


def length_code(length: int) -> int:
    """Return the byte that stands for a weighted length: length = 1.12^code about; 0 for an empty document."""
    return 1 + bisect_left(_BOUNDS, length) if length > 0 else 0
