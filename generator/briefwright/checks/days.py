"""Editorial rules on dates and files: days that cannot be in the order in which they are written."""

from collections.abc import Iterator
from itertools import pairwise

from briefwright.checks.case import Case
from briefwright.checks.frame import Finding, alone
from briefwright.checks.text import before
from briefwright.problems import Severity
from briefwright.references import Loc


@alone("LNK01", Severity.WARNING)
def read_before_published(case: Case) -> Iterator[Finding]:
    """Read before it was published.

    accessed is the day on which the editor read the source, and that is before the day of its publication. One of the
    two is wrong, or the text was read before it was public: then say so in the source's note.
    """
    for index, source in enumerate(case.briefing.sources):
        if source.accessed and source.published and before(source.accessed, source.published) and not source.note:
            message = f"'{source.id}' was read on {source.accessed}, before it was published on {source.published}"
            yield Finding(("sources", index, "accessed"), message, "correct one of the dates, or explain it in 'note'")


@alone("LNK02", Severity.WARNING)
def event_to_come(case: Case) -> Iterator[Finding]:
    """Event after the briefing.

    The event's date lies after the briefing's own date and its last update, so the briefing tells what nobody could
    know. One of the dates is wrong.
    """
    event = case.briefing.event
    if event and before(case.last_day, event.date):
        message = f"the event is of {event.date}, and the briefing ends on {case.last_day}"
        yield Finding(("event", "date"), message, "correct the date of the event, or that of the briefing")


@alone("LNK03", Severity.WARNING)
def end_before_beginning(case: Case) -> Iterator[Finding]:
    """Event that ends before it begins.

    until is the last day of the event, and it lies before the first.
    """
    event = case.briefing.event
    if event and event.until and before(event.until, event.date):
        message = f"the event ends on {event.until}, before it begins on {event.date}"
        yield Finding(("event", "until"), message, "swap the two, or correct one of them")


@alone("LNK04", Severity.WARNING)
def over_before_it_began(case: Case) -> Iterator[Finding]:
    """Forecast that was over before it was made.

    horizon is the day until which the forecast holds, and it lies before the day of the judgement, or of the view. Set
    stated_on where the analyst spoke earlier.
    """
    for loc, item, made in case.forecasts:
        if item.horizon and before(item.horizon, made):
            message = f"this holds until {item.horizon}, and was made on {made}"
            hint = "correct 'horizon', or set 'stated_on'" if loc[0] == "analyst_views" else "correct 'horizon'"
            yield Finding((*loc, "horizon"), message, hint)


@alone("LNK05", Severity.WARNING)
def outcome_before_forecast(case: Case) -> Iterator[Finding]:
    """Outcome before the forecast.

    The day on which the outcome was clear lies before the day of the judgement or of the view. What was known already
    was no forecast; or one of the dates is wrong. Set stated_on where the analyst spoke earlier.
    """
    for loc, item, made in case.forecasts:
        if item.outcome and before(item.outcome.on, made):
            message = f"the outcome was clear on {item.outcome.on}, and the forecast was made on {made}"
            hint = "correct the date of the outcome"
            hint += ", or set 'stated_on'" if loc[0] == "analyst_views" else ""
            yield Finding((*loc, "outcome", "on"), message, hint)


@alone("LNK06", Severity.ADVICE)
def given_up_early(case: Case) -> Iterator[Finding]:
    """Forecast called wrong before its time.

    The outcome is false, on a day before the horizon: it might still have come about. Where it had become impossible,
    a source should show that.
    """
    for loc, item, _ in case.forecasts:
        outcome = item.outcome
        if outcome and not outcome.value and item.horizon and before(outcome.on, item.horizon) and not outcome.sources:
            message = f"called wrong on {outcome.on}, and the forecast holds until {item.horizon}"
            yield Finding((*loc, "outcome", "on"), message, "wait for the horizon, or name a source that rules it out")


@alone("LNK07", Severity.WARNING)
def outcome_without_source(case: Case) -> Iterator[Finding]:
    """Outcome without a source.

    Whether a forecast came about is a statement like any other: a reader must be able to check it.
    """
    for loc, item, _ in case.forecasts:
        if item.outcome and not item.outcome.sources:
            message = "nothing shows that the forecast " + (
                "came about" if item.outcome.value else "did not come about"
            )
            yield Finding((*loc, "outcome"), message, "add 'sources: [...]' to the outcome")


@alone("LNK08", Severity.WARNING)
def folder_of_another_year(case: Case) -> Iterator[Finding]:
    """File in the folder of another year.

    Briefings lie in the folder of the year of their date, or of their event, so that people find them. To move the
    file changes nothing on the site.
    """
    folder = case.path.split("/")[-2]
    years = {case.briefing.date[:4], case.briefing.event.date[:4] if case.briefing.event else ""}
    if len(folder) == 4 and folder.isdigit() and folder not in years:
        message = f"the briefing is of {case.briefing.date}, and lies in the folder {folder}"
        yield Finding(("date",), message, f"move the file to the folder {case.briefing.date[:4]}, or correct the date")


@alone("LNK09", Severity.ADVICE)
def name_of_another_day(case: Case) -> Iterator[Finding]:
    """File named after another day.

    The file's name begins with a date that is neither that of the briefing nor that of its event. The name is the
    briefing's address, so keep it once it is published, or list it under aliases when you rename the file.
    """
    day = case.path.rsplit("/", 1)[-1][:10]
    event = case.briefing.event
    days = {case.briefing.date, *((event.date, event.until) if event else ())}
    is_day = len(day) == 10 and day[4] == day[7] == "-" and day.replace("-", "").isdigit()
    if is_day and not any(found and day.startswith(found) for found in days):
        message = f"the name begins with {day}, and the briefing is of {case.briefing.date}"
        yield Finding(("date",), message, "correct the date, or rename the file and list the old name under 'aliases'")


@alone("LNK10", Severity.ADVICE)
def out_of_order(case: Case) -> Iterator[Finding]:
    """Timeline out of order.

    An entry of the timeline is earlier than the one before it. Readers see the entries as they stand in the file.
    """
    for index, (earlier, later) in enumerate(pairwise(case.briefing.timeline), 1):
        if before(later.date, earlier.date):
            message = f"{later.date} stands below {earlier.date}, which is later"
            yield Finding(("timeline", index, "date"), message, "put the entries in the order of their dates")
            return


@alone("LNK11", Severity.WARNING)
def stated_later(case: Case) -> Iterator[Finding]:
    """Stated after the briefing.

    A position or a view is said to be of a day after the briefing's date and its last update. One of the dates is
    wrong, or 'updated' is missing.
    """
    for name in ("positions", "analyst_views"):
        for index, item in enumerate(getattr(case.briefing, name)):
            if item.stated_on and before(case.last_day, item.stated_on):
                message = f"stated on {item.stated_on}, and the briefing ends on {case.last_day}"
                yield Finding((name, index, "stated_on"), message, "correct the date, or set 'updated'")


@alone("LNK12", Severity.WARNING)
def changed_before_written(case: Case) -> Iterator[Finding]:
    """Changed before it was written.

    updated, a correction or the withdrawal is of a day before the briefing's own date.
    """
    briefing = case.briefing
    days: list[tuple[Loc, str]] = [(("updated",), briefing.updated or "")]
    days += [(("corrections", index, "date"), item.date) for index, item in enumerate(briefing.corrections)]
    days += [(("withdrawal", "date"), briefing.withdrawal.date)] if briefing.withdrawal else []
    for loc, day in days:
        if day and before(day, briefing.date):
            yield Finding(loc, f"{day} is before the briefing's date, {briefing.date}", "correct one of the two")
