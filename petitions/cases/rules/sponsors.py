"""Which cases are long pending (信访积案) and so go to the first-in-command first.

衡阳9: 疑难信访案件按照“先党委后政府、先正职后副职”原则领办包案; 西集一: 信访积案“清零”. No source says from when a case is long pending:
it is when the office has put it on its list, or when it has been open for a year.
"""

from datetime import date

YEAR = 365  # days


def is_long_pending(is_backlog: bool, registered_on: date, today: date) -> bool:
    """Whether an open case is long pending."""
    return is_backlog or (today - registered_on).days > YEAR
