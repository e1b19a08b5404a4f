"""The permission table of duties and candidates for supervision."""

from tests.permissions.table import AUDITOR, CLERK, DIRECTOR, GRID, LEADER, LIAISON, OFFICE, Row

SECRETARIAT = (DIRECTOR, CLERK)
OWING = (*OFFICE, AUDITOR, LIAISON, LEADER, GRID)

DUTIES = (
    Row("records:duties", whole=OWING),
    Row("records:duty", "absent", OWING, ok=404),
    Row("records:candidates", whole=OFFICE),
    Row("records:candidates_print", whole=OFFICE),
    Row("records:candidates_sheet", whole=OFFICE),
    Row("records:candidate_urge", "absent", SECRETARIAT, ok=404, post=True),
    Row("records:candidate_dismiss", "absent", SECRETARIAT, ok=404),
)
