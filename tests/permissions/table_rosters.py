"""The permission table of rosters, receptions and liaison points (接访值班)."""

from tests.permissions.table import (
    AUDITOR,
    CLERK,
    CONVENORS,
    DIRECTOR,
    GRID,
    LEADER,
    LIAISON,
    OFFICE,
    Row,
    acts,
    public,
)

SECRETARIAT = (DIRECTOR, CLERK)
STAFF_AND_LEADERS = (*OFFICE, LEADER)
RECORDERS = (*CONVENORS, CLERK, LEADER)
READERS = (*OFFICE, LIAISON, LEADER, GRID, AUDITOR)


def absent(name: str, roles: tuple[str, ...], post: bool = False) -> Row:
    """An address of a number that is not there."""
    return Row(f"meetings:{name}", "absent", roles, ok=404, post=post)


ROSTERS = (
    Row("meetings:roster_now", whole=READERS, ok=302),
    Row("meetings:roster_week", "week", READERS),
    absent("roster", READERS),
    absent("roster_pdf", READERS),
    absent("roster_arrange", (CLERK,), post=True),
    absent("roster_edit", (CLERK,)),
    absent("roster_act", (CLERK,), post=True),
    absent("roster_publish", (DIRECTOR,)),
    absent("slot_sign_in", STAFF_AND_LEADERS, post=True),
    Row("meetings:leaves", whole=STAFF_AND_LEADERS),
    absent("leave_withdraw", STAFF_AND_LEADERS, post=True),
    Row("meetings:swaps", whole=STAFF_AND_LEADERS),
    absent("swap_new", STAFF_AND_LEADERS),
    absent("swap_act", STAFF_AND_LEADERS, post=True),
    Row("meetings:emergency", whole=READERS),
    absent("emergency_end", SECRETARIAT),
    Row("meetings:feeds", whole=STAFF_AND_LEADERS),
    absent("feed_revoke", STAFF_AND_LEADERS, post=True),
    public("meetings:feed", "feed"),
    public("meetings:duty"),
    public("meetings:duty_of", "code"),
    Row("meetings:receptions", whole=(*OFFICE, LEADER, LIAISON)),
    Row("meetings:receptions_print", whole=(*OFFICE, LEADER, LIAISON)),
    Row("meetings:reception_new", whole=RECORDERS),
    Row("meetings:receptions_sheet", whole=OFFICE),
    Row("meetings:coverage", whole=(*OFFICE, LEADER, AUDITOR)),
    Row("meetings:coverage_sheet", whole=OFFICE),
    absent("reception", (*OFFICE, LEADER, LIAISON)),
    *acts(
        "meetings:reception",
        "absent",
        add_visitor=RECORDERS,
        close=RECORDERS,
        answer=RECORDERS,
        record=RECORDERS,
        keep_promise=RECORDERS,
        call_unit=RECORDERS,
        note_unit=RECORDERS,
    ),
    absent("visitor_reveal", (*OFFICE, LEADER)),
    Row("meetings:liaison_points", whole=(*OFFICE, LEADER)),
    Row("meetings:point_new", whole=SECRETARIAT),
    absent("point_visit", STAFF_AND_LEADERS),
    absent("point_end", SECRETARIAT),
)
