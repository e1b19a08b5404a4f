"""The permission table of commendations. What units see before publicity is told apart in tests/assessment/commendation."""

from tests.permissions.table import AUDITOR, CLERK, CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row, acts

SECRETARIAT = (DIRECTOR, CLERK)
READERS = (*OFFICE, AUDITOR, LIAISON, LEADER)

COMMENDATION = (
    Row("assessment:commendations", whole=READERS),
    Row("assessment:commendations_print", whole=READERS),
    Row("assessment:commendations_sheet", whole=(*OFFICE, AUDITOR)),
    Row("assessment:commendation_new", whole=SECRETARIAT),
    Row("assessment:commendation", "absent", READERS, ok=404),
    Row("assessment:commendation_notice", "absent", SECRETARIAT, ok=404),
    Row("assessment:commendation_preview", "absent", (*SECRETARIAT, *CONVENORS), ok=404),
    *acts(
        "assessment:commendation",
        "absent",
        choose=SECRETARIAT,
        name=SECRETARIAT,
        unname=SECRETARIAT,
        publish=SECRETARIAT,
        object=(*SECRETARIAT, LIAISON, LEADER),
        answer=(*CONVENORS, DIRECTOR),
        settle=SECRETARIAT,
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        decide=CONVENORS,
        take_back=SECRETARIAT,
        drop=SECRETARIAT,
    ),
)
