"""Writes the same N briefings as plain Material for MkDocs: `python benchmarks/material_site.py N DIR`."""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from material_page import Page
from prose import Prose
from synthetic import briefings
from world import Entry, World

ENTRIES = 200
"""Entries on one page of a list, as in the Hugo site."""

CONFIG = """site_name: Benchmark desk
site_url: https://bench.example/
theme:
  name: material
  font: false
plugins:
  - search
markdown_extensions:
  - attr_list
  - toc:
      permalink: true
nav:
  - Home: index.md
  - Briefings: briefings/index.md
  - Dossiers: dossiers/index.md
  - Actors: actors/index.md
  - Issues: issues/index.md
  - Publishers: publishers/index.md
not_in_nav: |
  /briefings/
  /dossiers/
  /actors/
  /issues/
  /publishers/
"""

Entries = dict[str, list[str]]


class Site:
    """Collects, briefing by briefing, what each list page has to say."""

    def __init__(self, world: World, docs: Path) -> None:
        self.world, self.docs = world, docs
        self.lists: dict[str, Entries] = {kind: defaultdict(list) for kind in ("actors", "issues", "publishers")}
        self.lists |= {"dossiers": defaultdict(list), "years": defaultdict(list)}
        self.heads: dict[str, dict[str, str]] = {
            "actors": {entry["id"]: _actor_head(entry) for entry in world.actors},
            "issues": {entry["id"]: _issue_head(entry) for entry in world.issues},
            "publishers": {entry["id"]: _publisher_head(entry) for entry in world.publishers},
            "dossiers": {entry["id"]: f"# {entry['title']}\n\n{entry['summary']}\n" for entry in world.dossiers},
        }

    def add(self, briefing: Entry, page: Page) -> None:
        """Note a briefing on the pages of everything that it is about."""
        link = f"[{briefing['title']}](../briefings/{briefing['id']}.md)"
        head = f"{briefing['date']} {link}"
        self.lists["years"][briefing["date"][:4]].append(f"- {head.replace('../briefings/', '')}")
        if "dossier" in briefing:
            self.lists["dossiers"][briefing["dossier"]].append(f"- {head}: {page.prose.plain(briefing['summary'])}")
        for position in briefing["positions"]:
            said = f"**{page.term(position['stance'])}**: {position['statement']}"
            issue, actor = position["issue"], position["actor"]
            self.lists["actors"][actor].append(f"- {head}, {page.link('issues', issue)}, {said}")
            self.lists["issues"][issue].append(f"- {head}, {page.link('actors', actor)}, {said}")
        for view in briefing["analyst_views"]:
            self.lists["actors"][view["analyst"]].append(f"- {head}, as an analyst: {view['view']}")
        holders = {position["actor"] for position in briefing["positions"]}
        for actor in page.actor_ids:
            if actor not in holders:
                self.lists["actors"][actor].append(f"- {head}")
        for number, source in enumerate(briefing["sources"], 1):
            anchor = "" if "withdrawal" in briefing else f"#source-{number}"
            where = f"[{briefing['title']}](../briefings/{briefing['id']}.md{anchor})"
            line = f"- {source['published']} [{source['title']}]({source['url']}) in {where}"
            self.lists["publishers"][page.publisher(source)[0]].append(line)
        self.heads["actors"] |= {key: f"# {name}\n" for key, name in page.own_actors.items()}
        self.heads["publishers"] |= {key: f"# {name}\n" for key, name in page.own_publishers.items()}

    def write(self) -> None:
        """Write the lists, newest first, in pages of 200 entries, and an index for each kind."""
        for kind, heads in self.heads.items():
            (self.docs / kind).mkdir(exist_ok=True)
            for key, head in heads.items():
                self._paged(kind, key, head, self.lists[kind][key])
            names = sorted((head.splitlines()[0][2:], key) for key, head in heads.items())
            index = [f"- [{name}]({key}.md) ({len(self.lists[kind][key])})" for name, key in names]
            self._paged(kind, "index", f"# {kind.title()}\n", index[::-1])
        years = sorted(self.lists["years"], reverse=True)
        for year in years:
            self._paged("briefings", f"year-{year}", f"# {year}\n", self.lists["years"][year])
        lines = [f"- [{year}](year-{year}.md)" for year in years]
        (self.docs / "briefings" / "index.md").write_text("# Briefings\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
        newest = [line.replace("](", "](briefings/") for line in self.lists["years"][years[0]][:-31:-1]]
        home = f"# Benchmark desk\n\n{self.world.size} made-up briefings.\n\n" + "\n".join(newest) + "\n"
        (self.docs / "index.md").write_text(home, encoding="utf-8")

    def _paged(self, kind: str, key: str, head: str, lines: list[str]) -> None:
        newest = lines[::-1]
        parts = [newest[start : start + ENTRIES] for start in range(0, len(newest), ENTRIES)] or [[]]
        names = [f"{key}.md", *(f"{key}-page-{number}.md" for number in range(2, len(parts) + 1))]
        for number, part in enumerate(parts):
            text = head + "\n" + "\n".join(part) + "\n"
            if number + 1 < len(names):
                text += f"\n[Older]({names[number + 1]})\n"
            if number:
                text += f"\n[Newer]({names[number - 1]})\n"
            (self.docs / kind / names[number]).write_text(text, encoding="utf-8")


def _actor_head(actor: Entry) -> str:
    facts = [actor["kind"], *actor.get("names", {}).values(), *actor.get("aliases", []), actor.get("note", "")]
    roles = [f"- {r['title']}, {r['of']}, {r['from']} to {r.get('to', 'now')}" for r in actor.get("roles", [])]
    return f"# {actor['name']}\n\n{', '.join(fact for fact in facts if fact)}\n\n" + "\n".join(roles) + "\n"


def _issue_head(issue: Entry) -> str:
    options = "\n".join(f"- {stance}: {meaning}" for stance, meaning in issue["options"].items())
    return f"# {issue['title']}\n\n{issue['question']}\n\n{options}\n\n{issue.get('note', '')}\n"


def _publisher_head(publisher: Entry) -> str:
    facts = f"{publisher['country']}, {publisher['ownership']}, reliability {publisher['reliability']}"
    return f"# {publisher['name']}\n\n{facts}, <{publisher['url']}>\n"


def write_site(size: int, target: Path) -> None:
    """Write the whole MkDocs project into `target`."""
    world = World(size)
    prose = Prose(world, lambda kind, name: f"../{kind}/{name}.md")
    docs = target / "docs"
    (docs / "briefings").mkdir(parents=True)
    (target / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    site = Site(world, docs)
    for briefing in briefings(world):
        page = Page(briefing, world, prose)
        (docs / "briefings" / f"{briefing['id']}.md").write_text(page.text(), encoding="utf-8")
        site.add(briefing, page)
    site.write()


def main() -> int:
    """Read the arguments and write the site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", metavar="N", type=int, help="number of briefings")
    parser.add_argument("target", metavar="DIR", type=Path, help="folder to make; must not exist or be empty")
    arguments = parser.parse_args()
    if arguments.target.exists() and any(arguments.target.iterdir()):
        parser.error(f"{arguments.target} is not empty")
    write_site(arguments.size, arguments.target)
    print(f"{arguments.size} briefings for Material for MkDocs", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
