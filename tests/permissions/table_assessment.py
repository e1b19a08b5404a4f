"""The permission table of schemes and runs of assessment. Own unit and others are told apart in tests/assessment/schemes."""

from tests.permissions.table import AUDITOR, CLERK, CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row, acts

SECRETARIAT = (DIRECTOR, CLERK)
FIXERS = (*CONVENORS, DIRECTOR)
WATCHING = (*OFFICE, AUDITOR)
READERS = (*WATCHING, LIAISON, LEADER)

LEADERS_HEADS = (*CONVENORS, DIRECTOR, AUDITOR)

ASSESSMENT = (
    Row("assessment:leaders", whole=(*LEADERS_HEADS, LEADER)),
    Row("assessment:leader", "absent", (*LEADERS_HEADS, LEADER), ok=404),
    Row("assessment:leader_pdf", "absent", (*LEADERS_HEADS, LEADER), ok=404),
    Row("assessment:leaders_sheet", whole=LEADERS_HEADS),
    Row("assessment:schemes", whole=READERS),
    Row("assessment:schemes_print", whole=READERS),
    Row("assessment:schemes_sheet", whole=WATCHING),
    Row("assessment:scheme_new", whole=SECRETARIAT),
    Row("assessment:scheme", "absent", READERS, ok=404),
    Row("assessment:scheme_trial", "absent", OFFICE, ok=404),
    *acts(
        "assessment:scheme",
        "absent",
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        fix=FIXERS,
        give_back=FIXERS,
        renew=SECRETARIAT,
        drop=SECRETARIAT,
    ),
    Row("assessment:runs", whole=READERS),
    Row("assessment:runs_print", whole=READERS),
    Row("assessment:runs_sheet", whole=WATCHING),
    Row("assessment:run_compare", whole=READERS),
    Row("assessment:run_new", whole=SECRETARIAT),
    Row("assessment:run", "absent", READERS, ok=404),
    Row("assessment:run_unit", "absent", READERS, ok=404),
    Row("assessment:run_rows", "absent", READERS, ok=404),
    Row("assessment:run_sheet", "absent", WATCHING, ok=404),
    Row("assessment:run_preview", "absent", OFFICE, ok=404),
    *acts(
        "assessment:run",
        "absent",
        compute=SECRETARIAT,
        report=(LIAISON,),
        mark=SECRETARIAT,
        award=SECRETARIAT,
        publish=SECRETARIAT,
        object=(LIAISON,),
        answer=FIXERS,
        adjust=CONVENORS,
        settle=SECRETARIAT,
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        decide=CONVENORS,
        take_back=SECRETARIAT,
        correct=SECRETARIAT,
        drop=SECRETARIAT,
    ),
)
