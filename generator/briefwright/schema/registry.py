"""Registries: what many briefings share. Actors, issues, publishers and dossiers."""

from pydantic import Field

from briefwright.schema.types import Country, Id, Lang, Line, Lines, Model, PartialDate, Prose, WebAddress, Wikidata
from briefwright.vocabulary import ActorKind, Reliability, Stance


class Role(Model):
    """An office or a post that an actor holds or held."""

    title: Line = Field(description="Title of the office: foreign minister.")
    of: Line | None = Field(None, description="What the office belongs to: Coast State, Harbour Institute.")
    since: PartialDate | None = Field(None, alias="from", description="When it began.")
    until: PartialDate | None = Field(None, alias="to", description="When it ended; missing while it lasts.")


class Actor(Model):
    """A person, organisation, state or group that takes positions or offers views."""

    id: Id = Field(description="Id of the actor.")
    name: Line = Field(description="Name as readers of the site's language know it.")
    kind: ActorKind = Field(description="person, organisation, state or group.")
    names: dict[Lang, Line] = Field({}, description="The name in other languages, by language tag.")
    aliases: Lines = Field((), description="Other names and spellings, for search and for checks.")
    roles: tuple[Role, ...] = Field((), description="Offices held, latest first.")
    wikidata: Wikidata | None = Field(None, description="Wikidata item.")
    part_of: Id | None = Field(None, description="Id of the actor that this one belongs to.")
    note: Prose | None = Field(None, description="A few words about the actor.")


class Issue(Model):
    """A question in dispute. Every stance is relative to its wording."""

    id: Id = Field(description="Id of the issue.")
    title: Line = Field(description="Short title: Fishing limits.")
    question: Line = Field(description="The proposition that an actor supports or opposes, as a question.")
    options: dict[Stance, Line] = Field({}, description="What a stance means for this question, by stance.")
    note: Prose | None = Field(None, description="Background of the question.")


class Publisher(Model):
    """Whoever publishes sources."""

    id: Id = Field(description="Id of the publisher.")
    name: Line = Field(description="Name of the publisher.")
    country: Country | None = Field(None, description="Country, ISO 3166-1 alpha-2.")
    ownership: Line | None = Field(None, description="Who owns or controls it.")
    reliability: Reliability | None = Field(None, description="Admiralty code that its sources have unless they say.")
    url: WebAddress | None = Field(None, description="Address of its site.")
    lang: Lang | None = Field(None, description="Language it mostly publishes in (BCP 47).")
    note: Prose | None = Field(None, description="What a reader should know about it.")


class Dossier(Model):
    """A running story that several briefings belong to."""

    id: Id = Field(description="Id of the dossier.")
    title: Line = Field(description="Title of the story.")
    summary: Prose = Field(description="What the story is about.")
    issues: tuple[Id, ...] = Field((), description="Ids of the issues at its centre, in order.")
    actors: tuple[Id, ...] = Field((), description="Ids of its main actors, in order.")
    note: Prose | None = Field(None, description="What a reader should know about how it was made.")
