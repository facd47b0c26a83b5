"""What paper says of the site: its name, its published address, its language, read from mkdocs.yml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefwright.addresses import Addresses
from briefwright.mkdocs_yml import read_config


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The site behind a document. `address` ends with a slash, or is empty where the site is not published."""

    name: str
    address: str = ""
    lang: str = "en"
    directories: bool = True

    @property
    def addresses(self) -> Addresses:
        """How the addresses of its pages look."""
        return Addresses(self.directories)


def site_facts(config: Path) -> SiteFacts:
    """Read a site's facts from its mkdocs.yml; raises SettingsError where the file cannot be read."""
    values = read_config(config).data
    address = _text(values.get("site_url"))
    theme = values.get("theme")
    lang = _text(theme.get("language")) if isinstance(theme, dict) else ""
    return SiteFacts(
        name=_text(values.get("site_name")) or "Briefings",
        address=f"{address.rstrip('/')}/" if address.startswith(("http://", "https://")) else "",
        lang=lang or "en",
        directories=values.get("use_directory_urls") is not False,
    )


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
