"""The sitemap of the leaves (sitemaps.org, protocol 0.9), joined to the one the site builder made."""

import gzip
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

MOST = 45_000
"""Addresses in one file; the protocol allows 50,000."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _url(address: str, date: str | None) -> str:
    changed = f"<lastmod>{date}</lastmod>" if date else ""
    return f"    <url><loc>{escape(address)}</loc>{changed}</url>\n"


def write_sitemap(site: Path, site_url: str, addresses: Sequence[str], dates: dict[str, str], today: str) -> None:
    """Add the leaves to site/sitemap.xml, or make it an index of several files where they are many.

    `dates` gives a leaf's last change, by address. Without a site_url there are no absolute addresses, so nothing
    is added.
    """
    path = site / "sitemap.xml"
    if not site_url or not path.is_file():
        return
    base = site_url.rstrip("/") + "/"
    urls = [_url(base + address, dates.get(address)) for address in addresses]
    own = path.read_text(encoding="utf-8")
    if len(urls) <= MOST:
        path.write_text(own.replace("</urlset>", "".join(urls) + "</urlset>"), encoding="utf-8", newline="\n")
    else:
        names = ["sitemap-pages.xml"]
        (site / names[0]).write_text(own, encoding="utf-8", newline="\n")
        for at in range(0, len(urls), MOST):
            names.append(f"sitemap-{at // MOST + 1}.xml")
            body = f"{_HEAD}<urlset {_SPACE}>\n{''.join(urls[at : at + MOST])}</urlset>\n"
            (site / names[-1]).write_text(body, encoding="utf-8", newline="\n")
        entries = "".join(f"    <sitemap><loc>{escape(base + name)}</loc></sitemap>\n" for name in names)
        index = f"{_HEAD}<sitemapindex {_SPACE}>\n{entries}</sitemapindex>\n"
        path.write_text(index, encoding="utf-8", newline="\n")
    _write_gzip(path, today)


def _write_gzip(path: Path, today: str) -> None:
    moment = int(datetime.fromisoformat(today).replace(tzinfo=UTC).timestamp())
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=moment) as file:
        file.write(path.read_bytes())
    path.with_name("sitemap.xml.gz").write_bytes(packed.getvalue())
