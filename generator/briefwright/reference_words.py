"""What the reference says beyond the code's own words: each term, and each option of the plugin, in a sentence."""

from enum import StrEnum

from briefwright.vocabulary import (
    ActorKind,
    AttributedBy,
    Confidence,
    Direction,
    Origin,
    Precision,
    Relation,
    ScaleOrigin,
    SourceKind,
    Stance,
    Status,
)

MEANINGS: dict[StrEnum, str] = {
    Stance.OPPOSES: "The actor answers the issue's question with no.",
    Stance.OPPOSES_WITH_CONDITIONS: "No for now or in this form, unless something changes.",
    Stance.MIXED: "Yes in some respects and no in others, or neither yes nor no.",
    Stance.SUPPORTS_WITH_CONDITIONS: "Yes, if something the actor names is met or added.",
    Stance.SUPPORTS: "The actor answers the question with yes.",
    Stance.DECLINES_TO_SAY: "The actor was asked, or was expected to answer, and took no side.",
    AttributedBy.SELF: "The actor, or somebody who speaks for the actor, said it or wrote it.",
    AttributedBy.ALLY: "Somebody on the actor's side reports it.",
    AttributedBy.OPPONENT: "Somebody on the other side reports it.",
    AttributedBy.PRESS: "Journalists report it, in their own account.",
    AttributedBy.ANONYMOUS: "People who did not give their names report it.",
    Confidence.LOW: "Few or weak sources, or much that had to be assumed.",
    Confidence.MODERATE: "Credible sources, but too few or not enough in agreement for more.",
    Confidence.HIGH: "Good sources that agree, and little that had to be assumed.",
    ScaleOrigin.ANALYST: "The analyst used this very term.",
    ScaleOrigin.EDITOR: "The editor chose the term that comes closest to the words.",
    SourceKind.NEWS: "A report by journalists, in print or on a site.",
    SourceKind.TRANSCRIPT: "What was said, word by word.",
    SourceKind.OFFICIAL_STATEMENT: "A statement or press release of a government, an office or an organisation.",
    SourceKind.ANALYSIS: "A commentary, a study, an opinion.",
    SourceKind.DOCUMENT: "An agreement, a draft, a law, a letter; also a text that was handed over.",
    SourceKind.BROADCAST: "Radio, television, video or podcast.",
    SourceKind.SOCIAL_POST: "A post on a social network or in a channel.",
    Origin.ORIGINAL: "The publisher wrote it.",
    Origin.WIRE: "It came from a news agency or a network; name it in `derived_from`.",
    Origin.TRANSLATION: "It was translated from a text in another language.",
    Origin.AGGREGATION: "It sums up, collects or reposts what others published.",
    Status.DRAFT: "Being written. Not on the published site.",
    Status.REVIEW: "Waiting for a second pair of eyes. Not on the published site.",
    Status.PUBLISHED: "On the site. This is meant where the field is left out.",
    Status.CORRECTED: "On the site, with a list of what was put right under `corrections`.",
    Status.WITHDRAWN: "Taken back: a short page says when and why, as `withdrawal` has it.",
    Precision.DAY: "The day is known.",
    Precision.MONTH: "Only the month is known.",
    Precision.YEAR: "Only the year is known.",
    Precision.CIRCA: "About that time.",
    Direction.DETERIORATING: "Things get worse.",
    Direction.UNCHANGED: "Things stay as they are.",
    Direction.IMPROVING: "Things get better.",
    Relation.FOLLOWS: "This briefing tells what came next after the other one.",
    Relation.UPDATES: "This one brings news on the event of the other one, which still holds.",
    Relation.SUPERSEDES: "This one takes the place of the other one.",
    Relation.CONTRADICTS: "The two do not agree.",
    Relation.BACKGROUND: "The other one helps to understand this one.",
    ActorKind.PERSON: "One human being.",
    ActorKind.ORGANISATION: "A body with members or staff: a ministry, a company, an institute, an alliance.",
    ActorKind.STATE: "A country.",
    ActorKind.GROUP: "Several people or states that act together without being an organisation.",
}
"""What a term means to somebody who has to choose one; where it is missing, what readers see says it all."""

OPTIONS: dict[str, str] = {
    "briefings_dir": "Folder of the briefings and of `registry/`, beside mkdocs.yml.",
    "cache_dir": "Folder for what a build keeps for the next one, beside mkdocs.yml; empty to keep nothing.",
    "drafts": "`true` shows drafts and briefings in review; `briefwright build --drafts` does so once.",
    "jobs": "Processes that work at the same time; 0 for as many as the machine has cores.",
    "search": "`false` leaves out the search index; the page Explore and the search box then find nothing.",
    "bundle": "`true` makes the [offline copy](offline.md) with the site and offers it on the home page.",
    "edit_base": 'Address that the file\'s path in the briefings folder is added to for "Edit this briefing"; '
    "empty for what `repo_url` and `edit_uri` give.",
    "rules": "Weights of editorial rules that differ from their own: `{SRC01: error, WRI02: off}`, each one of "
    "`error`, `warning`, `advice` and `off`. They count for `briefwright check`.",
    "limits": "Figures that some editorial rules compare with: `quote_words` (60), `prose_quote_words` (4), "
    "`summary_characters` (600), `in_place_briefings` (3), `unused_briefings` (10), `alike_sources` (3), "
    "`slip_letters` (10).",
}
"""What each option of the plugin in mkdocs.yml does."""
