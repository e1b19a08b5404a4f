"""The year of the leaders' records, from the address line."""

from django.http import QueryDict


def year_from(typed: QueryDict, this_year: int) -> int:
    """The year asked for, from five years back to this one; anything else is this year."""
    text = typed.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this_year
    return year if this_year - 5 <= year <= this_year else this_year
