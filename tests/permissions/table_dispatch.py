"""The permission table of the video dispatch, the hearing and the work report, like that of the other meeting pages: own and
other unit are told apart in tests/meetings, here it is asked that a role without the right gets 403."""

from tests.permissions.table import CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row, acts
from tests.permissions.table_meetings import ATTENDING, SECRETARIAT, absent

HEARERS = (*OFFICE, LEADER)

DISPATCH = (
    Row("meetings:dispatches", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:dispatches_print", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:dispatch_open", whole=SECRETARIAT),
    absent("dispatch", (*OFFICE, *ATTENDING)),
    *acts(
        "meetings:dispatch",
        "absent",
        call=SECRETARIAT,
        edit=SECRETARIAT,
        compile=SECRETARIAT,
        remind=SECRETARIAT,
        plan_tasks=SECRETARIAT,
        arrange=SECRETARIAT,
        link=SECRETARIAT,
        report=(*SECRETARIAT, LIAISON),
        return_report=SECRETARIAT,
    ),
    absent("dispatch_pack", (*OFFICE, *ATTENDING)),
    absent("dispatch_screen", (*OFFICE, *ATTENDING)),
    absent("dispatch_pdf", (*OFFICE, *ATTENDING)),
    absent("dispatch_sheet", (*OFFICE, *ATTENDING)),
    Row("meetings:hearings", whole=HEARERS),
    Row("meetings:hearing_open", whole=SECRETARIAT, ok=302, post=True),
    absent("hearing", HEARERS),
    absent("hearing_arrange", SECRETARIAT),
    absent("hearing_record", SECRETARIAT),
    absent("work_report_open", SECRETARIAT, post=True),
    absent("work_report", HEARERS),
    absent("work_report_draft", SECRETARIAT, post=True),
    absent("work_report_edit", SECRETARIAT),
    absent("work_report_submit", SECRETARIAT, post=True),
    absent("work_report_sign", (*CONVENORS, DIRECTOR)),
    absent("work_report_pdf", HEARERS),
)
