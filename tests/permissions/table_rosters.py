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
    absent("roster_preview", SECRETARIAT),
    *acts(
        "meetings:roster",
        "absent",
        decide=(DIRECTOR,),
        submit=(CLERK,),
        fill=(CLERK,),
        edit=(CLERK,),
        arrange=(CLERK,),
        take_back=(CLERK,),
        sign_in=STAFF_AND_LEADERS,
        stand_in=STAFF_AND_LEADERS,
        note_absence=STAFF_AND_LEADERS,
        record_reception=RECORDERS,
        no_visit=RECORDERS,
        ask_swap=STAFF_AND_LEADERS,
        accept=STAFF_AND_LEADERS,
        approve=SECRETARIAT,
        withdraw=STAFF_AND_LEADERS,
        undo=SECRETARIAT,
    ),
    Row("meetings:leaves", whole=STAFF_AND_LEADERS),
    absent("leave_withdraw", STAFF_AND_LEADERS, post=True),
    Row("meetings:swaps", whole=STAFF_AND_LEADERS),
    Row("meetings:swaps_print", whole=STAFF_AND_LEADERS),
    Row("meetings:swaps_sheet", whole=OFFICE),
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
        tell_case=RECORDERS,
        correct=RECORDERS,
        close=RECORDERS,
        answer=RECORDERS,
        record=RECORDERS,
        keep_promise=RECORDERS,
        call_unit=RECORDERS,
        note_unit=RECORDERS,
    ),
    absent("visitor_reveal", (*OFFICE, LEADER)),
    Row("meetings:liaison_points", whole=(*OFFICE, LEADER)),
    Row("meetings:liaison_points_print", whole=(*OFFICE, LEADER)),
    Row("meetings:liaison_points_sheet", whole=OFFICE),
    Row("meetings:point_new", whole=SECRETARIAT),
    absent("point_visit", STAFF_AND_LEADERS),
    absent("point_end", SECRETARIAT),
)
