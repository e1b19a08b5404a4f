"""The permission table of the meeting pages: roles against addresses of a number that is not there.

Own unit, other unit and other township are told apart where the rows are made, in tests/meetings; here it is asked that
a role without the right gets 403 and a role with it no more than 404.
"""

from tests.permissions.table import CLERK, CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row

SECRETARIAT = (DIRECTOR, CLERK)
ATTENDING = (LIAISON, LEADER)


def absent(name: str, roles: tuple[str, ...], post: bool = False, ok: int = 404) -> Row:
    """An address with numbers in it. ok 302: a button that sends back to the session's page, which is 404."""
    return Row(f"meetings:{name}", "absent", roles, ok=ok, post=post)


MEETINGS = (
    Row("meetings:sessions", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:session_new", whole=SECRETARIAT),
    absent("session", (*OFFICE, *ATTENDING)),
    absent("session_edit", SECRETARIAT),
    absent("session_convene", SECRETARIAT, post=True),
    absent("session_postpone", SECRETARIAT, post=True),
    absent("session_again", SECRETARIAT, post=True),
    absent("session_cancel", SECRETARIAT, post=True),
    absent("session_held", SECRETARIAT, post=True),
    absent("session_close", SECRETARIAT, post=True),
    absent("session_invite", SECRETARIAT, post=True),
    absent("attendance", SECRETARIAT),
    absent("seat_answer", (*SECRETARIAT, *ATTENDING), post=True),
    absent("seat_remove", SECRETARIAT, post=True),
    absent("agenda_add", SECRETARIAT, post=True, ok=302),
    absent("agenda_shift", SECRETARIAT, post=True, ok=302),
    absent("agenda_remove", SECRETARIAT, post=True, ok=302),
    absent("minutes_begin", (CLERK,), post=True),
    Row("meetings:topics", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:topic_new", whole=(*SECRETARIAT, LIAISON)),
    absent("topic", (*OFFICE, *ATTENDING)),
    absent("minutes", (*OFFICE, *ATTENDING)),
    absent("minutes_versions", OFFICE),
    absent("minutes_co_sign", (CLERK,), post=True),
    absent("minutes_submit", (CLERK,), post=True),
    absent("minutes_take_back", (CLERK,), post=True),
    absent("approve", CONVENORS),
    absent("minutes_issue", SECRETARIAT, post=True),
    absent("minutes_pdf", (*OFFICE, *ATTENDING)),
    absent("minutes_remind", SECRETARIAT, post=True),
    absent("receipt", (*SECRETARIAT, LIAISON), post=True),
    absent("item", (CLERK,)),
    absent("item_writers", (CLERK,)),
    absent("task_add", (CLERK,), post=True),
    absent("task_remove", (CLERK,), post=True),
    absent("co_sign", (*CONVENORS, *ATTENDING)),
    Row("meetings:resolutions", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:resolutions_sheet", whole=OFFICE),
    Row("meetings:resolutions_print", whole=(*OFFICE, *ATTENDING)),
    absent("resolution", (*OFFICE, *ATTENDING)),
)
