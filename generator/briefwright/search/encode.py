"""Numbers, strings and whole shards as bytes: varints, deflate, and script files that hold seven bits a character."""

import zlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from hashlib import blake2b

NAME_LENGTH = 10
"""Letters of a shard's name: 50 bits of the hash of its content."""

_ONE_BYTE = [bytes([number]) for number in range(128)]
_LANES = 7

# Characters that a string literal in a script cannot hold as they are, and what stands for them.
_UNSAFE = {0x00: 0x80, 0x0A: 0x81, 0x0D: 0x82, 0x22: 0x83, 0x5C: 0x84}
_SAFE = bytes(_UNSAFE.get(byte & 0x7F, byte & 0x7F) for byte in range(256))
_TOP_BIT_IN_LANE = [bytes((byte >> 7) << lane for byte in range(256)) for lane in range(_LANES)]


def varint(number: int) -> bytes:
    """Return a number >= 0 as LEB128: seven bits a byte, the lowest first, the top bit set on all but the last."""
    if number < 128:
        return _ONE_BYTE[number]
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def varints(numbers: Sequence[int]) -> bytes:
    """Return numbers >= 0 one after the other."""
    if not numbers or max(numbers) < 128:
        return bytes(numbers)
    return b"".join(map(varint, numbers))


def gaps(numbers: Sequence[int]) -> bytes:
    """Return ascending numbers as the first one and the differences that follow."""
    return varints([number - before for before, number in zip((0, *numbers), numbers, strict=False)])


def string(text: str) -> bytes:
    """Return a text as its length in bytes and its UTF-8; half a surrogate pair becomes a question mark."""
    data = text.encode("utf-8", "replace")
    return varint(len(data)) + data


def strings(texts: Iterable[str]) -> bytes:
    """Return how many texts there are, and the texts."""
    held = [string(text) for text in texts]
    return varint(len(held)) + b"".join(held)


def deflate(data: bytes) -> bytes:
    """Return data as a raw deflate stream (RFC 1951)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()


def literal(data: bytes) -> bytes:
    """Return the lower seven bits of each byte as the inside of a string literal in UTF-8."""
    return data.translate(_SAFE).decode("latin-1").encode()


def top_bits(data: bytes) -> bytes:
    """Return the top bits of seven bytes at a time, as one byte: bit k is that of byte k."""
    length = -(-len(data) // _LANES)
    padded = data.ljust(length * _LANES, b"\0")
    # Each lane is one big number; no bit of a lane reaches into the next byte, so the lanes can be put over each other.
    packed = 0
    for lane in range(_LANES):
        packed |= int.from_bytes(padded[lane::_LANES].translate(_TOP_BIT_IN_LANE[lane]), "little")
    return packed.to_bytes(length, "little")


def shard_name(data: bytes) -> str:
    """Return the ten letters that stand for the content of a shard, once deflated."""
    return b32encode(blake2b(data, digest_size=20).digest())[:NAME_LENGTH].decode().lower()


def shard(folder: str, data: bytes) -> tuple[str, bytes]:
    """Return the name of a shard and its file `FOLDER/NAME.js`: one call with the deflated data in it."""
    return packed_shard(folder, deflate(data))


def packed_shard(folder: str, packed: bytes) -> tuple[str, bytes]:
    """Return name and file of a shard whose data is deflated already."""
    name = shard_name(packed)
    low, high = literal(packed), literal(top_bits(packed))
    script = b'briefwrightShard("%s/%s","%s","%s",%d);' % (folder.encode(), name.encode(), low, high, len(packed))
    return name, script
