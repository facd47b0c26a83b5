"""Numbers with the word for what they count."""


def counted(number: int, noun: str) -> str:
    """Return "1 page", "2,000 pages", "0 pages"; `noun` is a word that takes an s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
