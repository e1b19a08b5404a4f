"""The permission table of major matters, recurring sessions, materials, proposed edits and monthly unit meetings."""

from tests.permissions.table import CLERK, CONVENORS, DIRECTOR, LIAISON, OFFICE, Row
from tests.permissions.table_meetings import ATTENDING, SECRETARIAT, absent

SESSION_PARTS = (
    Row("meetings:referrals", whole=OFFICE),
    absent("referral", OFFICE),
    absent("topic_major", OFFICE),
    absent("resolution_major", OFFICE),
    absent("major_lift", CONVENORS, post=True),
    absent("referral_new", SECRETARIAT, post=True),
    Row("meetings:series_list", whole=SECRETARIAT),
    Row("meetings:series_new", whole=SECRETARIAT),
    absent("series", SECRETARIAT),
    absent("series_edit", SECRETARIAT),
    absent("series_move", SECRETARIAT, post=True),
    absent("session_calendar", (*OFFICE, *ATTENDING)),
    absent("session_material", SECRETARIAT, post=True),
    absent("topic_material", (*SECRETARIAT, LIAISON), post=True),
    absent("material", (*OFFICE, *ATTENDING)),
    absent("material_withdraw", (*SECRETARIAT, LIAISON), post=True),
    absent("edit_propose", (DIRECTOR,)),
    absent("edit_decide", (CLERK,), post=True),
    absent("edit_withdraw", (DIRECTOR,), post=True),
    Row("meetings:unit_meetings", whole=(*OFFICE, LIAISON)),
    Row("meetings:unit_meetings_sheet", whole=OFFICE),
    Row("meetings:unit_meeting_new", whole=(LIAISON,)),
    absent("unit_meeting", (*OFFICE, LIAISON)),
    absent("unit_meeting_edit", (LIAISON,)),
)
