"""Refusals in the database itself about cases: a case is neither assigned nor passed on to who it complains of.

The rule says so first (records.matters.rules, petitions.cases.actions.intake.check_outside); this holds when a rule is forgotten.
Sources: 条例第三十条第三款、第四十六条第五项. See records/guards.py for the form of a row.
"""

from records.guards import TOUCHED

_PASSED_TO_IMPLICATED = f"""SELECT 1 FROM records_implication i
  JOIN township_unit iu ON iu.id = i.unit_id JOIN township_unit u ON u.id = NEW.transferred_to_id
  WHERE i.matter_id = NEW.matter_id AND i.lifted_at IS NULL AND {TOUCHED}"""

_ASSIGNED_TO_IMPLICATED = f"""SELECT 1 FROM records_implication i
  JOIN township_unit iu ON iu.id = i.unit_id JOIN township_unit u ON u.id = NEW.unit_id
  WHERE i.matter_id = NEW.case_id AND i.lifted_at IS NULL AND {TOUCHED}"""

GUARDS = {
    "petitions_case_not_to_implicated": (
        "petitions_case",
        ("INSERT", "UPDATE"),
        "NEW.transferred_to_id IS NOT NULL",
        _PASSED_TO_IMPLICATED,
        "a case is never passed on to who it complains of",
    ),
    "petitions_assignment_not_to_implicated": (
        "petitions_assignment",
        ("INSERT", "UPDATE"),
        "NEW.ended_on IS NULL",
        _ASSIGNED_TO_IMPLICATED,
        "a case is never assigned to who it complains of",
    ),
}
