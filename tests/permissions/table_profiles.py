"""The permission table of the rule profile and the compliance ledger."""

from tests.permissions.table import AUDITOR, CLERK, DIRECTOR, GRID, LEADER, LIAISON, OFFICE, Row

SECRETARIAT = (DIRECTOR, CLERK)
READING = (*OFFICE, AUDITOR)
OWING = (*READING, LIAISON, LEADER, GRID)

PROFILES = (
    Row("township:rules", whole=READING),
    Row("township:rule_history", whole=READING),
    Row("township:rule_profiles", whole=READING),
    Row("township:rule_profile", "absent", READING, ok=404),
    Row("township:rule_profile_adopt", "absent", SECRETARIAT, ok=404),
    Row("township:rule_adoption", "absent", READING, ok=404),
    Row("township:rule_clause", "absent", READING, ok=404),
    Row("township:rule_clause_change", "absent", SECRETARIAT, ok=404),
    Row("township:rule_clause_end", "absent", SECRETARIAT, ok=404),
    Row("township:rule_clause_add", "absent", SECRETARIAT, ok=404),
    Row("township:rule_values", whole=READING),
    Row("township:rule_entry", "absent", SECRETARIAT, ok=404),
    Row("township:rule_change", "absent", READING, ok=404),
    Row("assessment:compliance", whole=OWING),
    Row("assessment:compliance_duties", whole=OWING),
    Row("assessment:compliance_ask", "absent", SECRETARIAT, ok=404, post=True),
    Row("assessment:compliance_sheet", whole=READING),
    Row("assessment:compliance_duties_sheet", whole=READING),
    Row("assessment:compliance_duties_print", whole=READING),
    Row("assessment:compliance_pdf", whole=READING),
)
