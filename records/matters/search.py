"""Full-text search for Chinese: pairs of neighbouring characters as a filter, then the words themselves.

PostgreSQL: a GIN index over cn_bigrams(township_id, body). SQLite: an FTS5 table that keeps the pairs only. Both merely narrow the
rows down; what decides is that every word of the query stands in the text, so both databases give the same answer.
A restricted matter (检举控告) is never indexed; a trigger refuses its row as well.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.expressions import RawSQL

from records.matters.models.matters import Matter, Secrecy
from records.matters.models.search import SearchText
from township.bulk import insert_rows
from township.search import terms, words

MAX_CHARACTERS = 20_000
FTS = "records_searchtext_fts"


def index_matter(*, matter: Matter, body: str) -> None:
    """Make `body` (title, words, place …, no identity data) searchable for this matter, in place of what was there.

    Call it in the action's transaction. ValueError for a restricted matter: its words go into no index.
    """
    if matter.secrecy == Secrecy.RESTRICTED:
        raise ValueError("a restricted matter is never indexed")
    text = searchable(body)
    with transaction.atomic():
        before = SearchText.objects.select_for_update().filter(matter_id=matter.pk).first()
        if before and before.body == text:
            return
        if before:
            _fts_remove(before)
        row = SearchText(matter_id=matter.pk, township_id=matter.township_id, body=text)
        row.save(force_insert=before is None, force_update=before is not None)
        _fts_add([row])


def index_matters(rows: list[SearchText]) -> None:
    """The same for many new matters at once (import): rows whose body came through `searchable`, none indexed yet."""
    insert_rows(rows)
    _fts_add(rows)


def drop_matter(matter: Matter) -> None:
    """Take a matter out of the index, e.g. when it turns out to be an accusation."""
    with transaction.atomic():
        before = SearchText.objects.select_for_update().filter(matter_id=matter.pk).first()
        if before:
            _fts_remove(before)
            before.delete()


def matching(rows: QuerySet, text: str, *, township_id: int) -> QuerySet:
    """The part of `rows` (primary key = matter id) of one township whose text holds every word of the query; a blank query
    filters nothing. One character is looked for as it is, without the index.
    """
    return rows.filter(pk__in=texts_with(text, township_id).values("matter_id")) if words(text) else rows


def texts_with(text: str, township_id: int) -> QuerySet[SearchText]:
    """The texts of a township that hold every word (at most ten are looked at), by the index."""
    wanted = words(text)[:10]
    if connection.vendor == "postgresql" and (pairs := _pairs_of_words(wanted)):
        # A pair names its township. Said once more, the planner would read the numbers of all its texts besides.
        return holding(SearchText.objects.filter(_holds_pairs(pairs, township_id)), wanted)
    found = SearchText.objects.filter(township_id=township_id)
    if connection.vendor == "sqlite" and (pairs := _han_pairs(" ".join(wanted))):
        query = " AND ".join([_place(township_id), *(_token(pair) for pair in pairs)])
        # FTS is a constant of this module and the query a parameter.
        found = found.filter(matter_id__in=RawSQL(f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s", [query]))
    return holding(found, wanted)


def holding(found: QuerySet[SearchText], wanted: Iterable[str]) -> QuerySet[SearchText]:
    """Those that hold every word as it was typed: what decides."""
    for word in wanted:
        found = found.filter(body__contains=word)
    return found


def searchable(body: str) -> str:
    """The text as it is kept: half-width, lower case, single blanks, at most 20,000 characters."""
    return " ".join(words(body))[:MAX_CHARACTERS]


def _pairs_of_words(wanted: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(word[at : at + 2] for word in wanted for at in range(len(word) - 1)))


def _holds_pairs(pairs: list[str], township_id: int) -> Func:
    """cn_bigrams(township_id, body) @@ '…'::tsquery, written so that the planner recognises the index's expression."""
    query = " & ".join(f"'{township_id}:" + pair.replace("\\", "\\\\").replace("'", "''") + "'" for pair in pairs)
    pairs_of_row = Func(F("township_id"), F("body"), function="cn_bigrams")
    return Func(
        pairs_of_row,
        Value(query),
        template="(%(expressions)s::tsquery)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def _han_pairs(text: str) -> list[str]:
    return [term for term in terms(text) if not term.isascii()]


def _token(pair: str) -> str:
    """A pair as plain letters and digits, which no tokenizer takes apart, however rare the characters."""
    return "x".join(f"{ord(sign):x}" for sign in pair)


def _place(township_id: int) -> str:
    """The township as a word of the table."""
    return f"t{township_id}"


def _tokens(row: SearchText) -> str:
    return " ".join([_place(row.township_id), *(_token(pair) for pair in _han_pairs(row.body))])


def _fts_add(rows: list[SearchText]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {FTS}(rowid, pairs) VALUES (%s, %s)",
                [(row.matter_id, _tokens(row)) for row in rows],
            )


def _fts_remove(row: SearchText) -> None:
    """The table keeps no text of its own, so the old pairs are told once more to be taken out."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {FTS}({FTS}, rowid, pairs) VALUES ('delete', %s, %s)",
                [row.matter_id, _tokens(row)],
            )
