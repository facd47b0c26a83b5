"""Pages at old addresses that send a reader on to the new one."""

from pathlib import Path

from markupsafe import Markup

from briefwright.addresses import Addresses

_PAGE = Markup(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<p>This page has moved: <a href="{target}">go to its new address</a>.</p>
</body>
</html>
"""
)


def write_redirects(site: Path, addresses: Addresses, redirects: dict[str, str], site_url: str) -> None:
    """Write one small page for each old address."""
    for old, new in redirects.items():
        target = addresses.base(old) + new
        canonical = site_url.rstrip("/") + "/" + new if site_url else target
        path = site / addresses.file(old)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_PAGE.format(target=target, canonical=canonical), encoding="utf-8", newline="\n")
