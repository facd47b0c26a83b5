"""Writes one briefing as a Markdown page for plain Material for MkDocs, with the fields of a Briefwright page."""

from typing import Any

import words
from briefwright.vocabulary import LABELS, LIKELIHOOD_RANGE
from prose import Prose, numbered
from world import Entry, World

TERMS = {str(term): text for term, text in LABELS.items()}
RANGES = {str(term): f"{low} to {high} per cent" for term, (low, high) in LIKELIHOOD_RANGE.items()}


class Page:
    """One briefing's page, and the names of what it writes in place."""

    def __init__(self, briefing: Entry, world: World, prose: Prose) -> None:
        self.briefing, self.world, self.prose = briefing, world, prose
        in_place = [actor for actor in briefing["actors"] if isinstance(actor, dict) and "name" in actor]
        self.own_actors = {words.name_id(actor["name"]): actor["name"] for actor in in_place}
        self.own_publishers = dict(self.publisher(s) for s in briefing["sources"] if isinstance(s["publisher"], dict))
        self.actor_ids = [_actor_id(use) for use in briefing["actors"]]

    def term(self, value: str) -> str:
        """Return what readers see for a term of the vocabulary."""
        return TERMS[value]

    def link(self, kind: str, key: str) -> str:
        """Return a Markdown link to the page of an actor or an issue."""
        name = self.world.issue_titles[key] if kind == "issues" else self._actor_name(key)
        return f"[{name}](../{kind}/{key}.md)"

    def publisher(self, source: Entry) -> tuple[str, str]:
        """Return id and name of a source's publisher."""
        publisher = source["publisher"]
        if isinstance(publisher, dict):
            return words.ascii_id(publisher["name"]), publisher["name"]
        return publisher, self.world.publisher_names[publisher]

    def text(self) -> str:
        """Return the page as Markdown with front matter."""
        briefing = self.briefing
        description = self.prose.plain(briefing["summary"])
        head = f"---\ndescription: >-\n  {description}\n---\n# {briefing['title']}\n\n{self._kicker()}"
        if "withdrawal" in briefing:
            gone = briefing["withdrawal"]
            return f"{head}\n\nWithdrawn on {gone['date']}. {gone['reason']}\n"
        parts = [head, self.prose.rewrite(briefing["summary"]), self._standing(), self._trend(), "## Key judgements"]
        parts += [self._judgement(judgement) for judgement in briefing["key_judgements"]]
        parts += ["## Key actors", "\n".join(self._actor(use) for use in briefing["actors"]), "## Positions"]
        parts += self._positions()
        parts += ["## Analysts’ views", *(self._view(view) for view in briefing["analyst_views"])]
        parts += ["## Timeline", "\n".join(self._step(step) for step in briefing["timeline"])]
        parts += ["## Background", self.prose.rewrite(briefing["body"]).rstrip()]
        parts += ["## Sources", "\n".join(self._source(n, s) for n, s in enumerate(briefing["sources"], 1))]
        parts += self._afterlife()
        return "\n\n".join(part for part in parts if part) + "\n"

    def _actor_name(self, key: str) -> str:
        return self.own_actors.get(key) or self.world.names[key]

    def _kicker(self) -> str:
        event, dossier = self.briefing["event"], self.briefing.get("dossier")
        story = f"[Dossier](../dossiers/{dossier}.md) " if dossier else ""
        return f"{story}{event['date']} {event['place']}"

    def _standing(self) -> str:
        briefing = self.briefing
        status, updated = self.term(briefing.get("status", "published")), briefing.get("updated")
        line = (
            f"{briefing['date']} {status}{f', updated {updated}' if updated else ''}. {', '.join(briefing['authors'])}"
        )
        if "reviewers" in briefing:
            line += f"; reviewed by {', '.join(briefing['reviewers'])}"
        return f"{line}\n\n{', '.join(briefing['regions'])} · {', '.join(briefing['topics'])}"

    def _trend(self) -> str:
        trend = self.briefing.get("trend")
        return f"**{self.term(trend['direction'])}**: {trend['reason']} {_uses(trend)}" if trend else ""

    def _assessment(self, data: Entry) -> str:
        parts = []
        if "likelihood" in data:
            parts.append(f"**{data['likelihood']}** ({RANGES[data['likelihood']]})")
        if "confidence" in data:
            parts.append(f"{self.term(data['confidence'])}, {self.term(data['scale_origin'])}")
        if "horizon" in data:
            parts.append(f"until {data['horizon']}")
        if "resolves_if" in data:
            parts.append(f"came about if {data['resolves_if']}")
        if "outcome" in data:
            outcome = data["outcome"]
            came = "came about" if outcome["value"] else "did not come about"
            parts.append(f"{came} on {outcome['on']} {_uses(outcome)}")
        return "; ".join(parts)

    def _judgement(self, data: Entry) -> str:
        text = f"{self.prose.rewrite(data['text'])} {_uses(data)}"
        return "\n\n".join(part for part in (text, self._assessment(data), f"Basis: {data['basis']}") if part)

    def _actor(self, use: Any) -> str:
        key = _actor_id(use)
        data: Entry = use if isinstance(use, dict) else {}
        kind = self.term(data.get("kind") or self.world.kinds[key])
        more = [data[name] for name in ("role", "note") if name in data]
        return f"- {self.link('actors', key)}, {', '.join([kind, *more])}"

    def _positions(self) -> list[str]:
        parts: list[str] = []
        last = None
        for position in self.briefing["positions"]:
            issue = position["issue"]
            if issue != last:
                question = (
                    f"Should the parties accept the plan for {self.world.issue_titles[issue].lower()} as it was tabled?"
                )
                parts += [f"### {self.link('issues', issue)}", question]
                last = issue
            parts += self._position(position)
        return parts

    def _position(self, data: Entry) -> list[str]:
        who = f"{self.link('actors', data['actor'])} **{self.term(data['stance'])}**"
        parts = [who, f"{data['statement']} {_uses(data)}"]
        if "quote" in data:
            parts.append(self._quote(data["quote"], data["actor"]))
        if "conditions" in data:
            parts.append("\n".join(f"- {condition}" for condition in data["conditions"]))
        facts = [self.term(data["attributed_by"])] if "attributed_by" in data else []
        parts.append(" ".join([*facts, data.get("stated_on", "")]).strip())
        return [part for part in parts if part]

    def _quote(self, quote: Entry, speaker: str) -> str:
        return f"> “{quote['text']}”\n>\n> {self.link('actors', quote.get('speaker', speaker))} ({quote['lang']})"

    def _view(self, data: Entry) -> str:
        parts = [f"{self.link('actors', data['analyst'])}, {data['affiliation']}", f"{data['view']} {_uses(data)}"]
        parts.append(self._assessment(data))
        if "quote" in data:
            parts.append(self._quote(data["quote"], data["analyst"]))
        parts.append("On " + ", ".join(self.link("issues", issue) for issue in data["about"]))
        return "\n\n".join(part for part in parts if part)

    def _step(self, step: Entry) -> str:
        return f"- {step['date']} {step['text']} {_uses(step)}"

    def _source(self, number: int, data: Entry) -> str:
        key, name = self.publisher(data)
        author = f", {', '.join(data['author'])}" if "author" in data else ""
        facts = [self.term(data["kind"]), self.term(data["origin"]), data["lang"]]
        facts += [data["derived_from"]] if "derived_from" in data else []
        facts += [f"{data['reliability']}: {self.term(data['reliability'])}"] if "reliability" in data else []
        facts += [f"[archived copy]({data['archive_url']})"] if "archive_url" in data else []
        dates = f"{data['published']}, read {data['accessed']}"
        anchor = f'<a id="source-{number}"></a>'
        title = f"*[{data['title']}]({data['url']})*"
        return f"{number}. {anchor}{title}{author}. [{name}](../publishers/{key}.md), {dates}. {', '.join(facts)}"

    def _afterlife(self) -> list[str]:
        briefing = self.briefing
        parts: list[str] = []
        if "corrections" in briefing:
            parts += [
                "## Corrections",
                *(f"{c['date']} {self.prose.rewrite(c['text'])}" for c in briefing["corrections"]),
            ]
        if "related" in briefing:
            lines = []
            for other in briefing["related"]:
                title = self.world.title(int(other["id"][-6:]))
                lines.append(f"- {self.term(other['rel'])} [{title}]({other['id']}.md)")
            parts += ["## Related", "\n".join(lines)]
        return [*parts, f"{briefing['licence']} · [Edit this briefing](https://git.example/desk/{briefing['id']}.md)"]


def _actor_id(use: Any) -> str:
    if isinstance(use, str):
        return use
    return str(use["id"]) if "id" in use else words.name_id(use["name"])


def _uses(data: Entry) -> str:
    """Return the numbered links to the sources of a line."""
    parts = []
    for use in numbered(data["sources"]):
        extra = "".join(f", {use[key]}" for key in ("credibility", "locator") if key in use)
        parts.append(f'<sup><a href="#source-{use["n"]}">{use["n"]}{extra}</a></sup>')
    return "".join(parts)
