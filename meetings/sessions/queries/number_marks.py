"""The form of the numbers a township gives its documents, by its rule profile (H2)."""

from datetime import date

from township.profiles.queries.profiles import profile_values


def number_pattern(township_id: int, kind: str, on: date, default: str) -> str:
    """The pattern of one kind of document ("minutes") in the profile in force on a day; `default` where it names none."""
    marks = profile_values(township_id, on, "marks")
    return next((mark["pattern"] for mark in marks if mark["kind"] == kind and mark.get("pattern")), default)
