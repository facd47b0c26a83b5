"""Writes the same N briefings as a Hugo site: `python benchmarks/hugo_site.py N DIR`."""

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import words
from briefwright.vocabulary import LABELS, LIKELIHOOD_RANGE
from prose import Prose, numbered
from synthetic import briefings
from world import Entry, World
from yaml_text import dump

TEMPLATES = Path(__file__).parent / "hugo"


def front_matter(briefing: Entry, prose: Prose) -> Entry:
    """Return Hugo's front matter for a briefing: its own fields and the taxonomies, the rest under `params`."""
    actors = [_actor(use) for use in briefing["actors"]]
    sources = [
        source | {"n": int(source["id"][1:]), "publisher": publisher_id(source)} for source in briefing["sources"]
    ]
    involved = [actor["id"] for actor in actors] + [view["analyst"] for view in briefing["analyst_views"]]
    matter: Entry = {
        "title": briefing["title"],
        "date": briefing["date"],
        "description": prose.plain(briefing["summary"]),
        "actors": list(dict.fromkeys(involved)),
        "issues": list(dict.fromkeys(position["issue"] for position in briefing["positions"])),
        "publishers": list(dict.fromkeys(source["publisher"] for source in sources)),
        "years": [briefing["date"][:4]],
    }
    if "dossier" in briefing:
        matter["dossiers"] = [briefing["dossier"]]
    if "aliases" in briefing:
        matter["aliases"] = [f"/briefings/{old}/" for old in briefing["aliases"]]
    taken = {"id", "title", "date", "summary", "aliases", "actors", "positions", "sources", "body"}
    params = {key: _rewritten(value, prose, key) for key, value in briefing.items() if key not in taken}
    params["standfirst"] = prose.rewrite(briefing["summary"])
    params |= {"key_actors": actors, "positions": _by_issue(briefing["positions"], prose), "sources": sources}
    return matter | {"params": params}


def publisher_id(source: Entry) -> str:
    """Return the id of a source's publisher, made from the name where it is written in place."""
    publisher = source["publisher"]
    return publisher if isinstance(publisher, str) else words.ascii_id(publisher["name"])


def _actor(use: Any) -> Entry:
    if isinstance(use, str):
        return {"id": use}
    return use if "id" in use else {"id": words.name_id(use["name"]), **use}


def _by_issue(positions: list[Entry], prose: Prose) -> list[Entry]:
    """Group positions under their issue, in the order of the briefing."""
    groups: dict[str, list[Entry]] = {}
    for position in positions:
        held = {key: _rewritten(value, prose, key) for key, value in position.items() if key != "issue"}
        groups.setdefault(position["issue"], []).append(held)
    return [{"issue": issue, "held": held} for issue, held in groups.items()]


def _rewritten(value: Any, prose: Prose, key: str) -> Any:
    """Return a field's value with numbered sources and rewritten prose, all the way down."""
    if key == "sources":
        return numbered(value)
    if isinstance(value, dict):
        return {name: _rewritten(item, prose, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_rewritten(item, prose, "") for item in value]
    return prose.rewrite(value) if isinstance(value, str) else value


def write_data(world: World, in_place: dict[str, dict[str, Entry]], folder: Path) -> None:
    """Write the registries and the vocabulary as Hugo data files, keyed by id."""
    folder.mkdir(parents=True)
    tables: dict[str, Any] = {
        name: {entry["id"]: entry for entry in getattr(world, name)} | in_place.get(name, {})
        for name in ("actors", "issues", "publishers", "dossiers")
    }
    tables["years"] = {}
    tables["vocabulary"] = {str(term): text for term, text in LABELS.items()}
    tables["likelihood"] = {str(term): {"low": low, "high": high} for term, (low, high) in LIKELIHOOD_RANGE.items()}
    for name, table in tables.items():
        (folder / f"{name}.json").write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")


def write_site(size: int, target: Path, syntax: str = "json") -> None:
    """Write the whole Hugo site into `target`, front matter as `json` or `yaml`."""
    world = World(size)
    prose = Prose(world, lambda kind, name: f"/{kind}/{name}/")
    shutil.copytree(TEMPLATES, target, dirs_exist_ok=True)
    content = target / "content" / "briefings"
    content.mkdir(parents=True)
    (content / "_index.md").write_text("---\ntitle: Briefings\n---\n", encoding="utf-8")
    in_place: dict[str, dict[str, Entry]] = {"actors": {}, "publishers": {}}
    for briefing in briefings(world):
        matter = front_matter(briefing, prose)
        in_place["actors"] |= {actor["id"]: actor for actor in matter["params"]["key_actors"] if "name" in actor}
        for source in briefing["sources"]:
            if isinstance(source["publisher"], dict):
                in_place["publishers"][publisher_id(source)] = source["publisher"]
        head = json.dumps(matter, ensure_ascii=False, indent=1) if syntax == "json" else f"---\n{dump(matter)}---"
        text = f"{head}\n\n{prose.rewrite(briefing['body'])}"
        (content / f"{briefing['id']}.md").write_text(text, encoding="utf-8")
    write_data(world, in_place, target / "data")


def main() -> int:
    """Read the arguments and write the site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", metavar="N", type=int, help="number of briefings")
    parser.add_argument("target", metavar="DIR", type=Path, help="folder to make; must not exist or be empty")
    parser.add_argument("--front-matter", choices=("json", "yaml"), default="json", help="default: %(default)s")
    arguments = parser.parse_args()
    if arguments.target.exists() and any(arguments.target.iterdir()):
        parser.error(f"{arguments.target} is not empty")
    write_site(arguments.size, arguments.target, arguments.front_matter)
    print(f"{arguments.size} briefings for Hugo", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
