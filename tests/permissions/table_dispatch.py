"""The permission table of the video dispatch, the hearing and the work report, like that of the other meeting pages: own and
other unit are told apart in tests/meetings, here it is asked that a role without the right gets 403."""

from tests.permissions.table import CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row, acts
from tests.permissions.table_meetings import ATTENDING, SECRETARIAT, absent

HEARERS = (*OFFICE, LEADER)

DISPATCH = (
    Row("meetings:dispatches", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:dispatches_sheet", whole=OFFICE),
    Row("meetings:dispatches_print", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:dispatch_open", whole=SECRETARIAT),
    absent("dispatch", (*OFFICE, *ATTENDING)),
    *acts(
        "meetings:dispatch",
        "absent",
        call=SECRETARIAT,
        edit=SECRETARIAT,
        compile=SECRETARIAT,
        lapse=SECRETARIAT,
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
    Row("meetings:hearings_print", whole=HEARERS),
    Row("meetings:hearings_sheet", whole=OFFICE),
    Row("meetings:hearing_open", whole=SECRETARIAT),
    absent("hearing", HEARERS),
    *acts(
        "meetings:hearing",
        "absent",
        draft_report=SECRETARIAT,
        arrange=SECRETARIAT,
        record=SECRETARIAT,
        lapse=SECRETARIAT,
    ),
    Row("meetings:work_reports", whole=HEARERS),
    Row("meetings:work_reports_print", whole=HEARERS),
    Row("meetings:work_reports_sheet", whole=OFFICE),
    absent("work_report", HEARERS),
    *acts(
        "meetings:work_report",
        "absent",
        draft=SECRETARIAT,
        decide=(*CONVENORS, DIRECTOR),
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        take_back=SECRETARIAT,
        redraft=SECRETARIAT,
    ),
    absent("work_report_preview", HEARERS),
)
