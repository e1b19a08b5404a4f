"""What somebody with the database file in hand could read."""

from django.db import connection


def cells_with(token: str) -> set[tuple[str, str]]:
    """(table, column) of every cell of the database that holds the token in readable form."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            for row in cursor.fetchall():
                hits = [name for name, value in zip(columns, row, strict=True) if _holds(value, token)]
                found.update((table, name) for name in hits)
    return found


def _holds(value, token: str) -> bool:
    if isinstance(value, (bytes, memoryview)):
        return token.encode() in bytes(value)
    return token in str(value) or ascii(token)[1:-1] in str(value)
