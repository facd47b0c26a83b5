"""Makes synthetic briefings one by one, as plain data, each from its own seed: none needs another one in memory."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import words
from world import IN_PLACE_ACTORS, Entry, World

STANCES = [
    "opposes",
    "opposes-with-conditions",
    "mixed",
    "supports-with-conditions",
    "supports",
    "supports",
    "opposes",
    "declines-to-say",
]
LIKELIHOODS = ["very unlikely", "unlikely", "roughly even chance", "likely", "likely", "very likely", "almost certain"]
CONFIDENCES = ["low", "moderate", "moderate", "high"]
ATTRIBUTIONS = ["self", "self", "self", "press", "press", "ally", "opponent", "anonymous"]
KINDS = ["news", "news", "news", "transcript", "official-statement", "analysis", "document", "broadcast", "social-post"]
ORIGINS = ["original", "original", "wire", "translation", "aggregation"]
RELATIONS = ["follows", "follows", "updates", "background", "contradicts"]


def briefings(world: World) -> Iterator[Entry]:
    """Yield the briefings of a world, oldest first; `id` is always set."""
    return (Desk(world, index).briefing() for index in range(world.size))


class Desk:
    """Writes briefing number `index` of a world."""

    def __init__(self, world: World, index: int) -> None:
        self.world, self.index = world, index
        self.rng = rng = random.Random(world.size * 1_000_003 + index)
        self._random = self.rng.random
        self.day = world.day(index)
        self.source_ids = [f"s{number + 1}" for number in range(min(rng.randint(5, 9), rng.randint(5, 9)))]
        self._next_source = 0

    def pick(self, items: Any) -> Any:
        """Return one item; quicker than random.choice, and a briefing takes some 400."""
        return items[int(self._random() * len(items))]

    def clause(self) -> str:
        """Return a short made-up sentence of about 50 characters."""
        pick = self.pick
        if self._random() < 0.3:
            return f"The {pick(self.world.bodies)} {pick(words.VERBS)} the {pick(words.NOUNS)}."
        return f"The {pick(words.NOUNS)} {pick(words.VERBS)} the {pick(words.ADJECTIVES)} {pick(words.NOUNS)}."

    def sentence(self) -> str:
        """Return a made-up sentence of about 80 characters."""
        pick, world = self.pick, self.world
        shape = self._random()
        what = f"the {pick(words.ADJECTIVES)} {pick(words.NOUNS)}"
        verb = pick(words.VERBS)
        if shape < 0.3:
            return f"{pick(words.LEADS)}, the {pick(world.bodies)} {pick(words.ADVERBS)} {verb} {what}."
        if shape < 0.6:
            return f"The {pick(words.NOUNS)} of {pick(world.places)} {verb} {what} and {pick(words.VERBS)} the rest."
        if shape < 0.85:
            return f"One {pick(words.NOUNS)} in {pick(world.places)} {verb} {what} on the {pick(words.NOUNS)}."
        share = self.rng.randint(3, 97)
        return f"About {share} per cent of the {pick(words.NOUNS)} was {pick(words.ADVERBS)} {verb}, {what} less so."

    def citation(self) -> str:
        """Return a citation of the next source; all of them come up in turn."""
        source = self.source_ids[self._next_source % len(self.source_ids)]
        self._next_source += 1
        return f"[@{source}, para {self.rng.randint(2, 30)}]" if self._random() < 0.1 else f"[@{source}]"

    def uses(self, most: int = 2) -> list[Any]:
        """Return references to one to `most` sources, some with a credibility and a locator."""
        chosen = self.rng.sample(self.source_ids, self.rng.randint(1, most))
        if self._random() < 0.25:
            return [{"source": chosen[0], "credibility": str(self.rng.randint(1, 4)), "locator": "para 4"}, *chosen[1:]]
        return list(chosen)

    def days(self, low: int, high: int) -> str:
        """Return the briefing's date moved by some days, as text."""
        return (self.day + timedelta(self.rng.randint(low, high))).isoformat()

    def briefing(self) -> Entry:
        """Return the briefing as the data that its YAML file would hold, plus its id."""
        self._choose()
        index, world = self.index, self.world
        data: Entry = {"id": world.briefing_id(index), "title": world.title(index), "date": self.day.isoformat()}
        data["summary"] = f"{self.sentence()} {self.sentence()} {self.citation()}"
        data |= self._standing()
        data["event"] = {"date": self.event_date, "place": world.place(index)}
        data["regions"] = self.rng.sample(words.COUNTRIES, 2)
        data["topics"] = self.rng.sample(words.TOPICS, 3)
        data["key_judgements"] = [self._judgement() for _ in range(self.rng.randint(1, 2))]
        data["actors"] = [self._actor(actor) for actor in self.actors] + self.in_place
        data["positions"] = [self._position(actor, issue) for actor, issue in self.stands]
        data["analyst_views"] = [self._view(analyst) for analyst in self.analysts]
        data["body"] = self._body()
        data["timeline"] = [
            self._step(back) for back in sorted(self.rng.sample(range(60), self.rng.randint(2, 4)), reverse=True)
        ]
        if self._random() < 0.3:
            trend = self.pick(["deteriorating", "unchanged", "improving"])
            data["trend"] = {"direction": trend, "reason": self.clause(), "sources": self.uses()}
        data["sources"] = [self._source(source) for source in self.source_ids]
        data |= self._afterlife()
        return data

    def _choose(self) -> None:
        """Draw who and what the briefing is about: dossier, issues, actors, who stands on what, analysts."""
        rng, world = self.rng, self.world
        middle = self.index * len(world.dossiers) // world.size
        self.dossier = world.dossiers[min(max(middle + rng.randint(-5, 5), 0), len(world.dossiers) - 1)]
        own = self._random() < 0.85
        self.has_dossier = own
        pool = self.dossier["issues"] if own else [issue["id"] for issue in rng.sample(world.issues, 5)]
        self.issues = rng.sample(pool, rng.randint(2, 4))
        shared = tuple(rng.sample(self.dossier["actors"], 2)) if own else ()
        self.actors = world.draw_actors(rng, rng.randint(4, 8), shared)
        self.in_place: list[Entry] = []
        everybody = list(self.actors)
        if self.index % 50 == 17:
            actor_id, name = words.person(IN_PLACE_ACTORS + self.index)
            self.in_place = [{"name": name, "kind": "person", "role": self.pick(words.ROLES), "note": self.sentence()}]
            everybody.append(actor_id)
        pairs = [(actor, issue) for issue in self.issues for actor in everybody]
        self.stands = sorted(
            rng.sample(pairs, min(len(pairs), rng.randint(4, 8), rng.randint(4, 8))),
            key=lambda p: self.issues.index(p[1]),
        )
        self.analysts = rng.sample(world.analysts, min(len(world.analysts), rng.randint(2, 3)))
        self.event_date = self.days(-2, 0)

    def _standing(self) -> Entry:
        data: Entry = {"lang": "en"}
        if self.index % 500 == 123:
            reason = "The text that it rested on turned out to be forged."
            data |= {"status": "withdrawn", "withdrawal": {"date": self.days(30, 60), "reason": reason}}
        elif self.index % 100 == 37:
            data |= {"status": "corrected", "updated": self.days(5, 20)}
        if self.has_dossier:
            data["dossier"] = self.dossier["id"]
        return data

    def _judgement(self) -> Entry:
        data: Entry = {"text": f"{self.sentence()} {self.citation()}"}
        if self._random() < 0.8:
            data |= {
                "likelihood": self.pick(LIKELIHOODS),
                "confidence": self.pick(CONFIDENCES),
                "scale_origin": "editor",
            }
        return data | {"basis": self.clause(), "sources": self.uses()}

    def _actor(self, actor: str) -> Any:
        return {"id": actor, "role": self.pick(words.ROLES)} if self._random() < 0.6 else actor

    def _quote(self) -> Entry:
        return {"text": self.clause().rstrip("."), "lang": self.pick(words.LANGS)}

    def _position(self, actor: str, issue: str) -> Entry:
        stance = self.pick(STANCES)
        data: Entry = {"actor": actor, "issue": issue, "stance": stance, "statement": self.clause()}
        if self._random() < 0.4:
            data["quote"] = self._quote()
            if self._random() < 0.3:
                data["quote"]["speaker"] = self.pick(self.actors)
        if self._random() < 0.7:
            data["attributed_by"] = self.pick(ATTRIBUTIONS)
        if "conditions" in stance:
            data["conditions"] = [
                f"{self.pick(words.ADJECTIVES)} {self.pick(words.NOUNS)} agreed",
                "observers admitted",
            ]
        if self._random() < 0.4:
            data["stated_on"] = self.event_date
        return data | {"sources": self.uses()}

    def _view(self, analyst: str) -> Entry:
        data: Entry = {"analyst": analyst, "affiliation": self.pick(self.world.bodies)}
        data["view"] = f"{self.sentence()} {self.clause()}"
        if self._random() < 0.6:
            data |= {"likelihood": self.pick(LIKELIHOODS), "confidence": self.pick(CONFIDENCES)}
            data |= {"scale_origin": self.pick(["analyst", "editor"]), "horizon": self.days(60, 120)}
            if self._random() < 0.3:
                data["resolves_if"] = f"the {self.pick(words.NOUNS)} is signed by both sides"
                data["outcome"] = {"value": self._random() < 0.5, "on": self.days(121, 150), "sources": self.uses(1)}
        if self._random() < 0.3:
            data["quote"] = self._quote()
        return data | {"about": self.issues[:2], "sources": self.uses()}

    def _body(self) -> str:
        """Return the background: five paragraphs, two headings, a list; about 1,800 characters of Markdown."""
        links = [f"[[{self.actors[0]}]]", f"[[{self.issues[0]}]]", f"[[{self.dossier['id']}]]"]
        if self.index:
            links.append(f"[[{self.world.briefing_id(self.index - 1 - int(self._random() * min(self.index, 50)))}]]")
        linked = f"{self.pick(words.LEADS)}, {links[0]} turned to {links[1]} again; see {links[-1]}."
        cited: Callable[[], str] = lambda: f"{self.sentence()} {self.clause()} {self.citation()}"  # noqa: E731
        items = [f"- **{self.pick(words.NOUNS).capitalize()}**: {self.sentence()} {self.citation()}" for _ in range(3)]
        parts = [
            f"{cited()} {self.sentence()} {linked}",
            f"{cited()} {self.sentence()} {self.sentence()}",
            f"## How the {self.pick(words.NOUNS)} came about",
            f"{cited()} This was the *{self.pick(words.ADJECTIVES)}* part. {self.citation()}",
            "\n".join(items),
            f"## What is still open on {self.world.issue_titles[self.issues[-1]].lower()}",
            f"{cited()} {self.sentence()} {cited()}",
            f"Background stands in {links[2]}. {cited()}",
        ]
        return "\n\n".join(parts) + "\n"

    def _step(self, back: int) -> Entry:
        return {"date": self.days(-back - 3, -back - 3), "text": self.clause(), "sources": self.uses(1)}

    def _source(self, source: str) -> Entry:
        rng, publisher = self.rng, self.pick(self.world.publishers)
        town = words.ascii_id(self.pick(self.world.places))
        data: Entry = {"id": source, "title": self.clause().rstrip(".")}
        if self._random() < 0.03:
            number = rng.randrange(40)
            data["publisher"] = {
                "name": f"{words.place(number + 1200)} Letter",
                "country": words.COUNTRIES[number % 30],
            }
            data["url"] = f"https://letter-{number}.example/{town}/{rng.randrange(10**6)}"
        else:
            data["publisher"] = publisher["id"]
            data["url"] = f"{publisher['url']}{self.day.year}/{town}-{rng.randrange(10**6)}"
        if self._random() < 0.6:
            number = rng.randrange(400)
            data["author"] = [f"{words.GIVEN[number % 70][0]}. {words.person(number + 20_000)[1].split()[1]}"]
        data |= {"published": self.event_date, "accessed": self.days(0, 3)}
        if self._random() < 0.3:
            data["archive_url"] = f"https://archive.example/{rng.randrange(10**9)}/{town}"
        data |= {"lang": self.pick(words.LANGS), "kind": self.pick(KINDS), "origin": self.pick(ORIGINS)}
        # Three in four of the texts that others published first say whose they are, as in real briefings.
        if data["origin"] == "wire" or (data["origin"] != "original" and self._random() < 0.6):
            data["derived_from"] = f"{self.pick(words.PAPERS)} agency copy of {self.event_date}"
        if self._random() < 0.4:
            data["reliability"] = self.pick("ABBCCDEF")
        return data

    def _afterlife(self) -> Entry:
        """Return what comes after publication: related briefings, corrections, who wrote it, old addresses."""
        data: Entry = {}
        earlier = min(self.index, 200)
        if earlier and self._random() < 0.6:
            back = self.rng.sample(range(1, earlier + 1), min(earlier, self.rng.randint(1, 2)))
            data["related"] = [
                {"id": self.world.briefing_id(self.index - b), "rel": self.pick(RELATIONS)} for b in back
            ]
        if self.index % 100 == 37:
            text = f"An earlier version gave a wrong {self.pick(words.NOUNS)}. {self.citation()}"
            data["corrections"] = [{"date": self.days(5, 20), "text": text}]
        data["authors"] = [words.person(21_000 + self.index % 24)[1]]
        if self._random() < 0.5:
            data["reviewers"] = [words.person(21_100 + self.index % 12)[1]]
        data["licence"] = "CC-BY-4.0"
        if self.index % 100 == 71:
            data["aliases"] = [f"{self.day.isoformat()}-old-{self.index:06d}"]
        return data
