"""The permission table of major matters, recurring sessions, materials, proposed edits and monthly unit meetings."""

from tests.permissions.table import CONVENORS, LIAISON, OFFICE, Row, acts
from tests.permissions.table_meetings import ATTENDING, SECRETARIAT, absent

SESSION_PARTS = (
    Row("meetings:referrals", whole=OFFICE),
    Row("meetings:referrals_print", whole=OFFICE),
    Row("meetings:referrals_sheet", whole=OFFICE),
    absent("referral", OFFICE),
    absent("referral_preview", OFFICE),
    *acts(
        "meetings:referral",
        "absent",
        decide=CONVENORS,
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        issue=SECRETARIAT,
        take_back=SECRETARIAT,
        receive=SECRETARIAT,
        record_decision=SECRETARIAT,
        drop=SECRETARIAT,
    ),
    Row("meetings:series_list", whole=SECRETARIAT),
    Row("meetings:series_list_print", whole=SECRETARIAT),
    Row("meetings:series_list_sheet", whole=SECRETARIAT),
    Row("meetings:series_new", whole=SECRETARIAT),
    absent("series", SECRETARIAT),
    *acts("meetings:series", "absent", edit=SECRETARIAT, resume=SECRETARIAT, pause=SECRETARIAT, end=SECRETARIAT),
    absent("session_calendar", (*OFFICE, *ATTENDING)),
    absent("material", (*OFFICE, *ATTENDING)),
    Row("meetings:unit_meetings", whole=(*OFFICE, LIAISON)),
    Row("meetings:unit_meetings_print", whole=(*OFFICE, LIAISON)),
    Row("meetings:unit_meetings_sheet", whole=OFFICE),
    Row("meetings:unit_meeting_new", whole=(LIAISON,)),
    absent("unit_meeting", (*OFFICE, LIAISON)),
    *acts("meetings:unit_meeting", "absent", edit=(LIAISON,)),
)
