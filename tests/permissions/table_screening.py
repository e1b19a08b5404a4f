"""The permission table of the screening pages: roles against addresses of a number that is not there.

Own unit, other unit and other township are told apart where the rows are made, in tests/petitions/screening.
"""

from tests.permissions.table import CLERK, DIRECTOR, GRID, LEADER, LIAISON, OFFICE, Row

RUNNING = (DIRECTOR, CLERK)
SEEING = (*OFFICE, LIAISON, LEADER)
WORKING = (LIAISON, GRID, CLERK)


def absent(name: str, roles: tuple[str, ...], post: bool = False) -> Row:
    """An address with numbers in it."""
    return Row(f"petitions:{name}", "absent", roles, ok=404, post=post)


SCREENING = (
    Row("petitions:rounds", whole=SEEING),
    Row("petitions:round_new", whole=RUNNING),
    absent("round_of", SEEING),
    absent("screening", SEEING),
    absent("round_urge", RUNNING, post=True),
    absent("round_close", RUNNING),
    absent("unit_return", SEEING),
    absent("nil_return", (LIAISON, CLERK), post=True),
    absent("circular", RUNNING),
    absent("circular_draft", RUNNING, post=True),
    absent("circular_issue", RUNNING, post=True),
    Row("petitions:disputes", whole=(*SEEING, GRID)),
    Row("petitions:disputes_sheet", whole=(*OFFICE, LIAISON)),
    Row("petitions:disputes_print", whole=(*OFFICE, LIAISON)),
    Row("petitions:dispute_new", whole=WORKING),
    Row("petitions:dispute_import", whole=(LIAISON, CLERK)),
    Row("petitions:dispute_template", whole=(LIAISON, CLERK)),
    absent("dispute_batch", (LIAISON, CLERK)),
    absent("dispute", (*SEEING, GRID)),
    absent("dispute_parties", (*RUNNING, LIAISON), post=True),
    absent("mediation_new", WORKING),
)
