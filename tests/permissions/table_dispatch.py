"""The permission table of the video dispatch, the hearing and the work report, like that of the other meeting pages: own and
other unit are told apart in tests/meetings, here it is asked that a role without the right gets 403."""

from tests.permissions.table import CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row
from tests.permissions.table_meetings import ATTENDING, SECRETARIAT, absent

HEARERS = (*OFFICE, LEADER)

DISPATCH = (
    Row("meetings:dispatches", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:dispatch_open", whole=SECRETARIAT, ok=302, post=True),
    absent("dispatch", (*OFFICE, *ATTENDING)),
    absent("dispatch_edit", SECRETARIAT),
    absent("dispatch_call", SECRETARIAT),
    absent("dispatch_slots", SECRETARIAT),
    absent("dispatch_tasks", SECRETARIAT),
    absent("dispatch_remind", SECRETARIAT, post=True),
    absent("dispatch_compile", SECRETARIAT, post=True),
    absent("dispatch_pack", (*OFFICE, *ATTENDING)),
    absent("dispatch_screen", (*OFFICE, *ATTENDING)),
    absent("dispatch_pdf", (*OFFICE, *ATTENDING)),
    absent("dispatch_sheet", (*OFFICE, *ATTENDING)),
    absent("dispatch_report", (*SECRETARIAT, LIAISON)),
    absent("dispatch_return", SECRETARIAT),
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
