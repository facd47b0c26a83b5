"""The briefing: one event, told with everybody's positions and the sources of every line."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from briefwright.schema.source import Named, Source, SourceUse
from briefwright.schema.types import Day, Id, Lang, Line, Lines, Model, PartialDate, Prose, Region
from briefwright.vocabulary import (
    ActorKind,
    AttributedBy,
    Confidence,
    Direction,
    Likelihood,
    Precision,
    Relation,
    ScaleOrigin,
    Stance,
    Status,
)


class ActorUse(Named):
    """An actor in a briefing: an id from the registry, with what holds for this event, or one in place."""

    kind: ActorKind | None = Field(None, description="Kind of an actor written in place.")
    role: Line | None = Field(None, description="What the actor was at this event.")
    note: Prose | None = Field(None, description="A few words about an actor written in place.")

    @model_validator(mode="after")
    def _has_a_kind(self) -> Self:
        # No default: to call an organisation a person would be a wrong statement about it.
        if self.name is not None and self.kind is None:
            raise PydanticCustomError("no_kind", "an actor written in place needs a 'kind'")
        return self


class Event(Model):
    """When and where it happened."""

    date: PartialDate = Field(description="The day, or the first of several days.")
    until: PartialDate | None = Field(None, description="The last day, where there were several.")
    precision: Precision | None = Field(None, description="How exact the date is; read from the date if left out.")
    place: Line | None = Field(None, description="Where it happened.")


class Quote(Model):
    """Words as they were printed, never longer and never without their speaker."""

    text: Line = Field(description="The words, without quotation marks.")
    speaker: Id | None = Field(None, description="Actor id of whoever said it; the position's actor if left out.")
    lang: Lang | None = Field(None, description="Language in which the words stand here (BCP 47).")
    note: Line | None = Field(None, description="How they reached us: through an interpreter, re-translated.")
    sources: tuple[SourceUse, ...] = Field((), description="Where the words stand; the position's if left out.")


class Position(Model):
    """What one actor holds on one issue, on one day."""

    actor: Id = Field(description="Actor id: from the registry or from this file's actors.")
    issue: Id = Field(description="Issue id from the registry.")
    stance: Stance = Field(description="Where the actor stands on the issue's question.")
    statement: Prose | None = Field(None, description="The position in the editor's words.")
    quote: Quote | None = Field(None, description="The actor's own words.")
    attributed_by: AttributedBy | None = Field(None, description="Who says that the actor holds this position.")
    conditions: Lines = Field((), description="What the actor makes it depend on.")
    stated_on: PartialDate | None = Field(None, description="When it was stated; the event's date if left out.")
    sources: tuple[SourceUse, ...] = Field((), description="What backs it.")


class Outcome(Model):
    """How a forecast turned out."""

    value: bool = Field(description="true if it came about.")
    on: Day = Field(description="The day on which that was clear.")
    sources: tuple[SourceUse, ...] = Field((), description="What shows it.")


class Assessment(Model):
    """What a judgement or a view may carry: how likely, how sure, until when, and how it turned out."""

    likelihood: Likelihood | None = Field(None, description="A term of ICD 203, only where somebody chose it.")
    confidence: Confidence | None = Field(None, description="How well founded it is: low, moderate or high.")
    scale_origin: ScaleOrigin | None = Field(None, description="Whose terms these are: analyst or editor.")
    horizon: PartialDate | None = Field(None, description="Until when the forecast holds.")
    resolves_if: Line | None = Field(None, description="What would show that it came about.")
    outcome: Outcome | None = Field(None, description="How it turned out; added later.")
    about: tuple[Id, ...] = Field((), description="Ids of the issues it is about.")
    sources: tuple[SourceUse, ...] = Field((), description="What backs it.")


class KeyJudgement(Assessment):
    """One of the few things the desk wants a reader to take away."""

    text: Prose = Field(description="The judgement in one or two sentences.")
    basis: Prose | None = Field(None, description="What it rests on.")


class AnalystView(Assessment):
    """What a named analyst makes of it."""

    analyst: Id = Field(description="Actor id of the analyst: from the registry or from this file's actors.")
    affiliation: Line | None = Field(None, description="Where the analyst worked at the time.")
    view: Prose = Field(description="The view in the editor's words.")
    quote: Quote | None = Field(None, description="The analyst's own words.")
    stated_on: PartialDate | None = Field(None, description="When it was stated.")


class TimelineEntry(Model):
    """One step on the way to the event, or after it."""

    date: PartialDate = Field(description="When.")
    precision: Precision | None = Field(None, description="How exact the date is; read from the date if left out.")
    text: Prose = Field(description="What happened.")
    sources: tuple[SourceUse, ...] = Field((), description="What backs it.")


class Trend(Model):
    """Which way things are moving, and why the desk thinks so."""

    direction: Direction = Field(description="deteriorating, unchanged or improving.")
    reason: Prose = Field(description="Why.")
    sources: tuple[SourceUse, ...] = Field((), description="What backs it.")


class Related(Model):
    """Another briefing, and how this one relates to it."""

    id: Id = Field(description="Id of the other briefing.")
    rel: Relation = Field(description="follows, updates, supersedes, contradicts or background.")


class Correction(Model):
    """What was wrong, and when it was put right."""

    date: Day = Field(description="When it was corrected.")
    text: Prose = Field(description="What was wrong and what stands now.")


class Withdrawal(Model):
    """When and why a briefing was taken back."""

    date: Day = Field(description="When it was withdrawn.")
    reason: Prose = Field(description="Why.")


class Silence(Model):
    """An editorial rule that need not be told of this briefing, and why."""

    rule: Line = Field(description="Id of the rule as `briefwright check` prints it, such as SRC03.")
    reason: Line = Field(description="Why it does not apply here; for colleagues, not shown on the site.")


class Briefing(Model):
    """A briefing: one YAML file. Title, date and summary are all it needs."""

    title: Line = Field(description="Headline.")
    date: Day = Field(description="Date of the briefing, YYYY-MM-DD.")
    summary: Prose = Field(description="What happened, in a few sentences.")
    id: Id | None = Field(None, description="Id and address; the file's name without .yml if left out.")
    lang: Lang | None = Field(None, description="Language of this briefing (BCP 47); the site's if left out.")
    status: Status = Field(Status.PUBLISHED, description="draft, review, published, corrected or withdrawn.")
    updated: Day | None = Field(None, description="Day of the last change that readers should notice.")
    withdrawal: Withdrawal | None = Field(None, description="When and why; needed where the status is withdrawn.")
    dossier: Id | None = Field(None, description="Id of the running story it belongs to.")
    event: Event | None = Field(None, description="When and where it happened, if not on the briefing's date.")
    regions: tuple[Region, ...] = Field((), description="Countries (ISO 3166) or areas (UN M49) it concerns.")
    topics: Lines = Field((), description="Free words to file it under.")
    key_judgements: tuple[KeyJudgement, ...] = Field((), description="The few things to take away.")
    actors: tuple[ActorUse, ...] = Field((), description="Who matters here, in order of weight.")
    positions: tuple[Position, ...] = Field((), description="Who holds what on which issue.")
    analyst_views: tuple[AnalystView, ...] = Field((), description="What named analysts make of it.")
    body: Prose | None = Field(None, description="Background, in Markdown.")
    timeline: tuple[TimelineEntry, ...] = Field((), description="The steps, in order.")
    trend: Trend | None = Field(None, description="Which way things are moving.")
    sources: tuple[Source, ...] = Field((), description="Everything it rests on, in the order of their numbers.")
    related: tuple[Related, ...] = Field((), description="Other briefings.")
    corrections: tuple[Correction, ...] = Field((), description="What was put right, latest first.")
    authors: Lines = Field((), description="Who wrote it.")
    reviewers: Lines = Field((), description="Who checked it.")
    licence: Line | None = Field(None, description="Licence of the text, an SPDX id where there is one.")
    aliases: tuple[Id, ...] = Field((), description="Earlier ids; their addresses redirect here.")
    silence: tuple[Silence, ...] = Field((), description="Editorial rules that do not apply here, each with a reason.")

    @model_validator(mode="after")
    def _withdrawal_says_why(self) -> Self:
        if self.status is Status.WITHDRAWN and self.withdrawal is None:
            raise PydanticCustomError("no_withdrawal", "a withdrawn briefing must say when and why")
        return self
