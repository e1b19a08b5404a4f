"""Refusals in the database itself, on PostgreSQL and on SQLite. Used by a migration and by tests.

- An implicated unit, a unit below it or right above it does not hold the matter, in whichever order rows are written.
- An implicated person gets no part in the matter and no place on its access list; nor does a recused one.
- A restricted matter has no row in the search index, and an indexed matter does not become restricted.
- An issued document keeps its number, dates, text, layout facts and bytes; it can only be voided, and emptied whole when its
  time of keeping is over.
Sources: 条例第三十条第三款、第四十六条第五项; permission table of the office (限知规则).
"""

# unit u is touched by the live implication i of unit iu: itself, below it, or right above it; the root only itself.
TOUCHED = """(u.id = iu.id OR (iu.kind <> 'township'
  AND (u.path LIKE iu.path || '%' OR (iu.parent_id = u.id AND u.kind <> 'township'))))"""

_HELD_BY_IMPLICATED = f"""SELECT 1 FROM records_implication i
  JOIN township_unit iu ON iu.id = i.unit_id JOIN township_unit u ON u.id = NEW.unit_id
  WHERE i.matter_id = NEW.matter_id AND i.lifted_at IS NULL AND {TOUCHED}"""

_IMPLICATED_HOLDS = f"""SELECT 1 FROM records_holding h
  JOIN township_unit u ON u.id = h.unit_id JOIN township_unit iu ON iu.id = NEW.unit_id
  WHERE h.matter_id = NEW.matter_id AND h.ended_on IS NULL AND {TOUCHED}"""

_PERSON_SHUT_OUT = """SELECT 1 FROM records_implication i
  WHERE i.matter_id = NEW.matter_id AND i.person_id = NEW.person_id AND i.lifted_at IS NULL
  UNION ALL SELECT 1 FROM records_recusal r WHERE r.matter_id = NEW.matter_id AND r.person_id = NEW.person_id AND r.lifted_at IS NULL"""

_IS_RESTRICTED = "SELECT 1 FROM records_matter m WHERE m.id = NEW.matter_id AND m.secrecy = 'restricted'"
_IS_INDEXED = "SELECT 1 FROM records_searchtext s WHERE s.matter_id = NEW.id"
_FROZEN = ("number", "body", "facts", "addressee", "issued_on", "blob", "size", "matter_id", "kind", "title", "version")
_FROZEN_CHANGED = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in _FROZEN)
_KEPT = ("number", "issued_on", "matter_id", "kind", "version", "state")
_KEPT_CHANGED = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in _KEPT)
_ERASED = f"""NEW.erased_on IS NOT NULL AND NEW.blob = '' AND NEW.size = 0 AND length(NEW.body) = 0 AND length(NEW.facts) = 0
  AND length(NEW.addressee) = 0 AND NOT ({_KEPT_CHANGED})"""

# name: (table, events, when, subquery that must be empty or "", message)
GUARDS = {
    "records_holding_not_implicated": (
        "records_holding",
        ("INSERT", "UPDATE"),
        "NEW.ended_on IS NULL",
        _HELD_BY_IMPLICATED,
        "an implicated unit never holds the matter",
    ),
    "records_implication_not_holding": (
        "records_implication",
        ("INSERT", "UPDATE"),
        "NEW.lifted_at IS NULL AND NEW.unit_id IS NOT NULL",
        _IMPLICATED_HOLDS,
        "the unit still holds the matter",
    ),
    "records_handler_not_implicated": (
        "records_handler",
        ("INSERT", "UPDATE"),
        "",
        _PERSON_SHUT_OUT,
        "an implicated or recused person takes no part",
    ),
    "records_access_not_implicated": (
        "records_access",
        ("INSERT", "UPDATE"),
        "",
        _PERSON_SHUT_OUT,
        "an implicated or recused person is not on the list",
    ),
    "records_searchtext_not_restricted": (
        "records_searchtext",
        ("INSERT", "UPDATE"),
        "",
        _IS_RESTRICTED,
        "a restricted matter is never indexed",
    ),
    "records_matter_not_indexed": (
        "records_matter",
        ("UPDATE",),
        "NEW.secrecy = 'restricted' AND OLD.secrecy <> 'restricted'",
        _IS_INDEXED,
        "take the matter out of the search index first",
    ),
    "records_document_frozen": (
        "records_document",
        ("UPDATE",),
        f"OLD.state IN ('issued', 'void') AND OLD.blob <> '' AND (NEW.state NOT IN ('issued', 'void') OR {_FROZEN_CHANGED})"
        f" AND NOT ({_ERASED})",
        "",
        "an issued document is frozen",
    ),
}


def install(schema_editor, guards: dict[str, tuple] = GUARDS) -> None:
    """Create every guard; an app with guards of its own tables hands them in."""
    make = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for name, guard in guards.items():
        make(schema_editor, name, *guard)


def remove(schema_editor, guards: dict[str, tuple] = GUARDS) -> None:
    """Drop every guard (reverse migration)."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (table, events, *_) in guards.items():
        if is_postgresql:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        else:
            for event in events:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event.lower()}")


def _condition(when: str, subquery: str) -> str:
    return " AND ".join(
        part for part in (f"({when})" if when else "", f"EXISTS ({subquery})" if subquery else "") if part
    )


def _postgresql(schema_editor, name, table, events, when, subquery, message):
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_condition(when, subquery)} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$",
        params=None,
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {' OR '.join(events)} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        params=None,
    )


def _sqlite(schema_editor, name, table, events, when, subquery, message):
    for event in events:
        schema_editor.execute(
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW "
            f"WHEN {_condition(when, subquery)} BEGIN SELECT RAISE(ABORT, '{message}'); END",
            params=None,
        )
