"""Refusals in the database itself about supervision: what a rule says first holds when the rule is forgotten.

- An order goes to no unit that its matter complains of (条例第三十条第三款、第四十六条第五项).
- A measure is always restricted, and stays so: few may see it (permission table, row Accountability record).
See records/guards.py for the form of a row.
"""

from records.guards import TOUCHED

_ORDERED_TO_IMPLICATED = f"""SELECT 1 FROM records_implication i
  JOIN township_unit iu ON iu.id = i.unit_id JOIN township_unit u ON u.id = NEW.unit_id
  WHERE i.matter_id = NEW.matter_id AND i.lifted_at IS NULL AND {TOUCHED}"""

_NOT_RESTRICTED = "SELECT 1 FROM records_matter m WHERE m.id = NEW.matter_id AND m.secrecy <> 'restricted'"

GUARDS = {
    "supervision_order_not_to_implicated": (
        "supervision_order",
        ("INSERT", "UPDATE"),
        "",
        _ORDERED_TO_IMPLICATED,
        "an order never goes to who its matter complains of",
    ),
    "supervision_measure_is_restricted": (
        "supervision_measure",
        ("INSERT", "UPDATE"),
        "",
        _NOT_RESTRICTED,
        "an accountability measure is always restricted",
    ),
    "supervision_measure_stays_restricted": (
        "records_matter",
        ("UPDATE",),
        "NEW.kind = 'measure' AND NEW.secrecy <> 'restricted'",
        "",
        "an accountability measure stays restricted",
    ),
}
