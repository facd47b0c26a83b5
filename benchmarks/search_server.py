"""Serves folders and made-up files on this machine and notes what was asked for, each file by its size after gzip."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

GZIP_LEVEL = 9
GZIP_MAGIC = b"\x1f\x8b"


def packed_size(data: bytes) -> int:
    """Return the bytes that travel: after gzip, or as they are where that is less (files that are packed already)."""
    if data.startswith(GZIP_MAGIC):
        return len(data)
    return min(len(data), len(gzip.compress(data, GZIP_LEVEL, mtime=0)))


@cache
def packed_file_size(path: Path) -> int:
    """Return `packed_size` of a file; each file is packed once."""
    return packed_size(path.read_bytes())


@dataclass(frozen=True)
class Served:
    """One answered request: path from the root without its leading slash, bytes after gzip."""

    path: str
    bytes: int


class Host:
    """A running server: its address, and what browsers asked for so far."""

    def __init__(self, address: str) -> None:
        self.address = address
        """Ends with a slash."""
        self._served: list[Served] = []
        self._lock = threading.Lock()

    def note(self, served: Served) -> None:
        """Keep one request."""
        with self._lock:
            self._served.append(served)

    def take(self, *prefixes: str) -> list[Served]:
        """Return the requests since the last call whose path begins with one of the prefixes; forget all."""
        with self._lock:
            taken, self._served = self._served, []
        return [served for served in taken if served.path.startswith(prefixes)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host
    mounts: Mapping[str, Path]
    made: Mapping[str, str]

    def do_GET(self) -> None:
        """Send a made-up file, or one below the longest prefix that fits; keep note of it."""
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if path == "" or path.endswith("/"):
            path += "index.html"
        body, size = self._find(path)
        self.send_response(HTTPStatus.OK if body is not None else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self._type(path))
        self.send_header("Content-Length", str(len(body or b"")))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body or b"")
        if body is not None:
            self.host.note(Served(path, size))

    def _find(self, path: str) -> tuple[bytes | None, int]:
        if path in self.made:
            data = self.made[path].encode()
            return data, packed_size(data)
        for prefix in sorted(self.mounts, key=len, reverse=True):
            if path.startswith(prefix):
                file = self.mounts[prefix] / path[len(prefix) :]
                if ".." not in file.parts and file.is_file():
                    return file.read_bytes(), packed_file_size(file)
        return None, 0

    @staticmethod
    def _type(path: str) -> str:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page closes its connections; that is no error of ours."""


@contextmanager
def hosted(mounts: Mapping[str, Path], made: Mapping[str, str]) -> Iterator[Host]:
    """Serve folders (prefix of the path → folder) and made-up files (path → text) on a free port of 127.0.0.1."""
    handler = type("Handler", (_Handler,), {"mounts": dict(mounts), "made": dict(made)})
    with _Server(("127.0.0.1", 0), handler) as server:
        handler.host = Host(f"http://127.0.0.1:{server.server_port}/")  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield handler.host  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()
