"""The two search indexes as SQL, by database. Used by a migration and by tests. See records.matters.search."""

# COST: without it the planner evaluates the function on every row for common words instead of asking the index.
POSTGRESQL = (
    # The township stands in every pair: the index of one office is as quick as if the others were not there.
    """CREATE OR REPLACE FUNCTION cn_bigrams(township bigint, t text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
      SELECT array_to_tsvector(array(
        SELECT township || ':' || x || y FROM unnest(string_to_array(t, NULL), (string_to_array(t, NULL))[2:]) u(x, y)
        WHERE y IS NOT NULL))
    $$""",
    "CREATE INDEX records_searchtext_bigrams ON records_searchtext USING gin (cn_bigrams(township_id, body))",
)
POSTGRESQL_BACK = (
    "DROP INDEX IF EXISTS records_searchtext_bigrams",
    "DROP FUNCTION IF EXISTS cn_bigrams(bigint, text)",
)

# Keeps pairs of characters, written as hexadecimal words, and nothing of the text itself.
SQLITE = ("CREATE VIRTUAL TABLE records_searchtext_fts USING fts5(pairs, content='', detail='none', tokenize='ascii')",)
SQLITE_BACK = ("DROP TABLE IF EXISTS records_searchtext_fts",)


def install(schema_editor) -> None:
    """Make the index of this database."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def remove(schema_editor) -> None:
    """Drop it again (reverse migration)."""
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement, params=None)
