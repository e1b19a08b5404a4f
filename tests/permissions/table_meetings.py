"""The permission table of the meeting pages: roles against addresses of a number that is not there.

Own unit, other unit and other township are told apart where the rows are made, in tests/meetings; here it is asked that
a role without the right gets 403 and a role with it no more than 404.
"""

from tests.permissions.table import CLERK, CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row, acts

SECRETARIAT = (DIRECTOR, CLERK)
ATTENDING = (LIAISON, LEADER)


def absent(name: str, roles: tuple[str, ...], post: bool = False, ok: int = 404) -> Row:
    """An address with numbers in it. ok 302: a button that sends back to the session's page, which is 404."""
    return Row(f"meetings:{name}", "absent", roles, ok=ok, post=post)


MEETINGS = (
    Row("meetings:sessions", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:sessions_print", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:sessions_sheet", whole=OFFICE),
    Row("meetings:session_new", whole=SECRETARIAT),
    absent("session", (*OFFICE, *ATTENDING)),
    *acts(
        "meetings:session",
        "absent",
        convene=SECRETARIAT,
        plan_again=SECRETARIAT,
        note_attendance=SECRETARIAT,
        hold=SECRETARIAT,
        enter_held=SECRETARIAT,
        begin_minutes=(CLERK,),
        close=SECRETARIAT,
        invite=SECRETARIAT,
        schedule=SECRETARIAT,
        add_material=SECRETARIAT,
        withdraw_material=SECRETARIAT,
        edit=SECRETARIAT,
        postpone=SECRETARIAT,
        cancel=SECRETARIAT,
        answer_notice=(*SECRETARIAT, *ATTENDING),
        uninvite=SECRETARIAT,
        move_up=SECRETARIAT,
        move_down=SECRETARIAT,
        unschedule=SECRETARIAT,
    ),
    Row("meetings:topics", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:topics_print", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:topics_sheet", whole=OFFICE),
    Row("meetings:topic_new", whole=(*SECRETARIAT, LIAISON)),
    absent("topic", (*OFFICE, *ATTENDING)),
    *acts(
        "meetings:topic",
        "absent",
        agree=CONVENORS,
        opine=SECRETARIAT,
        schedule=SECRETARIAT,
        refer=SECRETARIAT,
        mark_major=OFFICE,
        unmark_major=CONVENORS,
        add_material=(*SECRETARIAT, LIAISON),
        withdraw_material=(*SECRETARIAT, LIAISON),
        withdraw=(*SECRETARIAT, LIAISON),
    ),
    absent("minutes", (*OFFICE, *ATTENDING)),
    absent("minutes_versions", OFFICE),
    absent("minutes_preview", OFFICE),
    absent("minutes_pdf", (*OFFICE, *ATTENDING)),
    absent("item_writers", (CLERK,)),
    *acts(
        "meetings:minutes",
        "absent",
        drop=(CLERK,),
        start_co_sign=(CLERK,),
        write=(CLERK,),
        submit=(CLERK,),
        take_back=(CLERK,),
        distribute=(CLERK,),
        decide=CONVENORS,
        issue=SECRETARIAT,
        receive=(*SECRETARIAT, LIAISON),
        remind=SECRETARIAT,
        sign=(*CONVENORS, *ATTENDING),
        propose_edit=(DIRECTOR,),
        accept_edit=(CLERK,),
        decline_edit=(CLERK,),
        withdraw_edit=(DIRECTOR,),
    ),
    Row("meetings:resolutions", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:resolutions_sheet", whole=OFFICE),
    Row("meetings:resolutions_print", whole=(*OFFICE, *ATTENDING)),
    absent("resolution", (*OFFICE, *ATTENDING)),
    *acts(
        "meetings:resolution",
        "absent",
        receive=(LIAISON,),
        report_progress=(LIAISON,),
        report_done=(LIAISON,),
        ask_extension=(LIAISON,),
        decide_extension=(*CONVENORS, DIRECTOR),
        verify=SECRETARIAT,
        send_back=SECRETARIAT,
        refer=SECRETARIAT,
        mark_major=OFFICE,
        unmark_major=CONVENORS,
    ),
)
