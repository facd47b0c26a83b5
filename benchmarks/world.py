"""The synthetic desk: who and what N briefings are about, the same for the same N, as plain data for any generator."""

import random
from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import words

Entry = dict[str, Any]

FIRST_DAY = date(2016, 1, 4)
DAYS = 3650
ZIPF_SHIFT = 1.4
"""Flattens the head of the Zipf curve so that at 10,000 briefings the first actor is in about 3,000 of them."""

IN_PLACE_ACTORS = 30_000
"""Number of the first person who is written in place; the registry stays below it."""


class World:
    """Registries for a corpus of `size` briefings, and draws from them. Holds no briefing."""

    def __init__(self, size: int) -> None:
        self.size = size
        rng = random.Random(f"registries of {size}")
        self.places = [words.place(n) for n in range(min(300 + size // 20, 2000))]
        self.bodies = [words.body(n) for n in range(min(100 + size // 20, 1500))]
        self.publishers = [_publisher(n, rng) for n in range(min(max(20, size // 20), 300))]
        self.issues = [_issue(n, title, rng) for n, title in enumerate(words.ISSUES)]
        self.actors = [self._actor(n, rng) for n in range(max(24, size // 5))]
        self.analysts = [actor["id"] for actor in self.actors[5::9] if actor["kind"] == "person"]
        self.names = {entry["id"]: entry["name"] for entry in self.actors}
        self.kinds = {entry["id"]: entry["kind"] for entry in self.actors}
        self.publisher_names = {entry["id"]: entry["name"] for entry in self.publishers}
        self.issue_titles = {entry["id"]: entry["title"] for entry in self.issues}
        self._weights = list(accumulate(1 / (rank + ZIPF_SHIFT) for rank in range(1, len(self.actors) + 1)))
        self.dossiers = [self._dossier(n, rng) for n in range(max(3, size // 100))]

    def day(self, index: int) -> date:
        """Return the date of briefing `index`: they lie evenly over ten years, in order."""
        return FIRST_DAY + timedelta(index * DAYS // self.size)

    def place(self, index: int) -> str:
        """Return the place that briefing `index` is about."""
        return self.places[index * 31 % len(self.places)]

    def title(self, index: int) -> str:
        """Return the headline of briefing `index`."""
        return f"{self.place(index)} {words.TITLES[index * 13 % len(words.TITLES)]}"

    def briefing_id(self, index: int) -> str:
        """Return the id of briefing `index`, known without making the briefing."""
        return f"{self.day(index).isoformat()}-{words.ascii_id(self.title(index))}-{index:06d}"

    def draw_actor(self, rng: random.Random) -> str:
        """Return the id of an actor; the first ones come up far more often (Zipf-Mandelbrot)."""
        return self.actors[bisect(self._weights, rng.random() * self._weights[-1])]["id"]

    def draw_actors(self, rng: random.Random, count: int, start: tuple[str, ...] = ()) -> list[str]:
        """Return ids of `count` different actors, those of `start` first."""
        found = dict.fromkeys(start)
        while len(found) < count:
            found[self.draw_actor(rng)] = None
        return list(found)

    def _actor(self, number: int, rng: random.Random) -> Entry:
        if number % 8 == 0:
            return _state(self.places[number // 8 % len(self.places)], number)
        if number % 8 == 4:
            name = words.body(number + 2000)
            kind = "group" if number % 40 == 4 else "organisation"
            return {"id": words.ascii_id(name), "name": name, "kind": kind, "note": f"Founded in {1900 + number % 90}."}
        return _person(number, self.places, rng)

    def _dossier(self, number: int, rng: random.Random) -> Entry:
        issues = rng.sample(self.issues, 5)
        title = f"The {words.place(number + 4000)} question"
        topics = ", ".join(issue["title"].lower() for issue in issues[:3])
        return {
            "id": words.ascii_id(title),
            "title": title,
            "summary": f"A dispute that has gone on for years, about {topics} and what comes after.",
            "issues": [issue["id"] for issue in issues],
            "actors": self.draw_actors(rng, 6),
        }


def _state(place: str, number: int) -> Entry:
    name = f"{place} State" if number < 2400 else f"{place} State {number}"
    return {"id": words.ascii_id(name), "name": name, "kind": "state", "aliases": [f"Republic of {place}"]}


def _person(number: int, places: list[str], rng: random.Random) -> Entry:
    actor_id, name = words.person(number)
    since = rng.randrange(2008, 2022)
    role = {
        "title": rng.choice(words.ROLES),
        "of": f"{rng.choice(places)} State",
        "from": f"{since}-{number % 12 + 1:02d}",
    }
    entry: Entry = {"id": actor_id, "name": name, "kind": "person"}
    if number % 3 == 0:
        entry["names"] = {"uk": name.lower().translate(words.CYRILLIC).title()}
    if number % 5 == 0:
        entry["aliases"] = [f"{name[0]}. {name.split()[1]}"]
    entry["roles"] = [role]
    if number % 4 == 0:
        earlier = {"title": rng.choice(words.ROLES), "of": role["of"], "from": str(since - 4), "to": str(since)}
        entry["roles"].append(earlier)
    return entry


def _publisher(number: int, rng: random.Random) -> Entry:
    town, paper = words.place(number + 700), words.PAPERS[number * 5 % len(words.PAPERS)]
    entry: Entry = {
        "id": words.ascii_id(f"{town} {paper}"),
        "name": f"{town} {paper}",
        "country": rng.choice(words.COUNTRIES),
        "ownership": rng.choice(["Public broadcaster", "State agency", "Family-owned", "Listed company", "Foundation"]),
        "reliability": rng.choice("ABBBCCCDF"),
        "url": f"https://{words.ascii_id(f'{town} {paper}')}.example/",
        "lang": rng.choice(words.LANGS),
    }
    return entry


def _issue(number: int, title: str, rng: random.Random) -> Entry:
    entry: Entry = {
        "id": words.ascii_id(title),
        "title": title,
        "question": f"Should the parties accept the plan for {title.lower()} as it was tabled?",
        "options": {
            "opposes": f"Keeps the present rules on {title.lower()}.",
            "supports": f"Accepts the plan for {title.lower()} as it stands.",
        },
    }
    if number % 2:
        entry["note"] = (
            f"In dispute since {rng.randrange(1995, 2015)}; the wording is that of the first {rng.choice(words.NOUNS)}."
        )
    return entry
