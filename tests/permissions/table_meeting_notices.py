"""The permission table of meeting notices."""

from tests.permissions.table import CONVENORS, DIRECTOR, OFFICE, Row, acts
from tests.permissions.table_meetings import ATTENDING, SECRETARIAT, absent

MEETING_NOTICES = (
    Row("meetings:session_notices", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:session_notices_print", whole=(*OFFICE, *ATTENDING)),
    Row("meetings:session_notices_sheet", whole=OFFICE),
    Row("meetings:session_notice_new", whole=SECRETARIAT),
    absent("session_notice", (*OFFICE, *ATTENDING)),
    absent("session_notice_preview", OFFICE),
    *acts(
        "meetings:session_notice",
        "absent",
        decide=(*CONVENORS, DIRECTOR),
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        take_back=SECRETARIAT,
        distribute=SECRETARIAT,
        issue=SECRETARIAT,
        receive=SECRETARIAT,
        remind=SECRETARIAT,
        redraft=SECRETARIAT,
        renew=SECRETARIAT,
        drop=SECRETARIAT,
    ),
)
