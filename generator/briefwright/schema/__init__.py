"""The data model: what may stand in a briefing and in a registry, as pydantic models."""

from briefwright.schema.briefing import (
    ActorUse,
    AnalystView,
    Briefing,
    Correction,
    Event,
    KeyJudgement,
    Outcome,
    Position,
    Quote,
    Related,
    Silence,
    TimelineEntry,
    Trend,
    Withdrawal,
)
from briefwright.schema.registry import Actor, Dossier, Issue, Publisher, Role
from briefwright.schema.source import PublisherUse, Source, SourceUse

__all__ = [
    "Actor",
    "ActorUse",
    "AnalystView",
    "Briefing",
    "Correction",
    "Dossier",
    "Event",
    "Issue",
    "KeyJudgement",
    "Outcome",
    "Position",
    "Publisher",
    "PublisherUse",
    "Quote",
    "Related",
    "Role",
    "Silence",
    "Source",
    "SourceUse",
    "TimelineEntry",
    "Trend",
    "Withdrawal",
]
