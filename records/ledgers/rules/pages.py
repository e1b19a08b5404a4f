"""Pages of a ledger: thirty rows each, and what somebody may have typed for the number of one."""

ROWS = 30
DIGITS = 7  # ten million pages; longer numbers are no page of anything


def page_number(typed: str, rows: int) -> int:
    """The page asked for, from 1; what is no number, or a page that is not there, is the first."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= DIGITS):
        return 1
    number = int(typed)
    return number if 1 <= number <= -(-rows // ROWS) else 1
