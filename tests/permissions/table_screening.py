"""The permission table of the screening pages: roles against addresses of a number that is not there.

Own unit, other unit and other township are told apart where the rows are made, in tests/petitions/screening.
"""

from tests.permissions.table import CLERK, DIRECTOR, GRID, LEADER, LIAISON, OFFICE, Row, acts

RUNNING = (DIRECTOR, CLERK)
SEEING = (*OFFICE, LIAISON, LEADER)
WORKING = (LIAISON, GRID, CLERK)


def absent(name: str, roles: tuple[str, ...], post: bool = False) -> Row:
    """An address with numbers in it."""
    return Row(f"petitions:{name}", "absent", roles, ok=404, post=post)


SCREENING = (
    Row("petitions:rounds", whole=SEEING),
    Row("petitions:rounds_sheet", whole=(*OFFICE, LIAISON)),
    Row("petitions:round_new", whole=RUNNING),
    absent("round_of", SEEING),
    absent("screening", SEEING),
    absent("unit_return", SEEING),
    Row("petitions:rounds_print", whole=SEEING),
    *acts(
        "petitions:screening",
        "absent",
        hand_in=(LIAISON, CLERK),
        nil=(LIAISON, CLERK),
        close=RUNNING,
        urge=RUNNING,
        draft=RUNNING,
        edit=RUNNING,
        submit=RUNNING,
        take_back=RUNNING,
        decide=(DIRECTOR,),
        distribute=RUNNING,
        issue=RUNNING,
        end=RUNNING,
    ),
    absent("screening_circular_preview", RUNNING),
    Row("petitions:disputes", whole=(*SEEING, GRID)),
    Row("petitions:disputes_sheet", whole=(*OFFICE, LIAISON)),
    Row("petitions:disputes_print", whole=(*OFFICE, LIAISON)),
    Row("petitions:dispute_new", whole=WORKING),
    absent("dispute", (*SEEING, GRID)),
    absent("dispute_parties", (*RUNNING, LIAISON)),
    *acts(
        "petitions:dispute",
        "absent",
        take_up=(*RUNNING, LIAISON),
        send_back=(*RUNNING, LIAISON),
        strike_off=(*RUNNING, LIAISON),
        return_strike=(*RUNNING, LIAISON),
        report_progress=WORKING,
        propose_strike=WORKING,
        mediate=WORKING,
        escalate=WORKING,
        assign=(*RUNNING, LIAISON),
        reopen=RUNNING,
    ),
)
