"""Numbers with the word for what they count, and verbs that agree with them."""


def counted(number: int, noun: str) -> str:
    """Return "1 page", "2,000 pages", "0 pages"; `noun` is a word that takes an s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def all_of(number: int, noun: str) -> str:
    """Return "the only page", "both pages", "all 2,000 pages"; `number` is at least 1."""
    return {1: f"the only {noun}", 2: f"both {noun}s"}.get(number, f"all {counted(number, noun)}")


def verb(number: int, plural: str) -> str:
    """Return a verb as it goes with a number: "write" becomes "writes" for 1, and "are" becomes "is"."""
    if number != 1:
        return plural
    return "is" if plural == "are" else f"{plural}s"
