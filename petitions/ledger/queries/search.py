"""One search box over the cases an actor may see: a number, a person (exactly, by keyed hash), or words of the matter.

Accusations have no searchable words; who stands on the access list of one finds it by its number or its petitioner.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.identities import id_hash, name_hash, phone_hash
from petitions.ledger.queries.ledger import horizon, rows_of
from petitions.ledger.rules.excerpts import Piece, excerpt
from petitions.ledger.rules.ledger import LedgerFilters, LedgerRow
from petitions.lookup.rules.lookups import number_as_issued
from petitions.permissions import VIEW_CASE
from records.matters.queries.scope import visible_to
from records.matters.search import matching
from township.actors import Actor
from township.directory.models.townships import Township
from township.directory.rules.identity import check_id_number, check_phone, half_width
from township.refusals import Refused

PAGE_ROWS = 30
SHORTEST = 2  # characters of a word
LONGEST = 80
YEARS_BACK = 5


@dataclass(frozen=True)
class FoundCase:
    """A line of the result. why: a piece of the text around the words, empty for an exact hit."""

    row: LedgerRow
    why: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """What a search brought. exact: by number or person, at most 30; by_words: one page; has_more: there is a next page."""

    text: str
    exact: tuple[FoundCase, ...] = ()
    exact_label: str = ""
    by_words: tuple[FoundCase, ...] = ()
    has_more: bool = False
    is_too_short: bool = False


def search_cases(actor: Actor, typed: str, *, page: int, today: date) -> Found:
    """The cases found for what was typed; page: of the word hits, from 1. Five statements, whatever the number of cases."""
    text = " ".join(half_width(typed).split())[:LONGEST]
    if not text:
        return Found(text="")
    label, exactly = _exact(actor, text, today)
    exact_ids = list(exactly.order_by("-pk").values_list("pk", flat=True)[:PAGE_ROWS]) if exactly is not None else []
    is_person = label in ("电话", "证件号码")
    is_too_short = len(text.replace(" ", "")) < SHORTEST
    first = (max(page, 1) - 1) * PAGE_ROWS
    word_ids: list[int] = []
    if not is_person and not is_too_short:
        rows = matching(visible_to(actor, Case.objects.all(), VIEW_CASE), text, township_id=actor.township_id).order_by(
            "-pk"
        )
        word_ids = list(rows.values_list("pk", flat=True)[first : first + PAGE_ROWS + 1])
    shown = word_ids[:PAGE_ROWS]
    lines = _lines(actor, {*exact_ids, *shown}, today)
    words = dict(Case.objects.filter(pk__in=shown).values_list("pk", "words")) if shown else {}
    return Found(
        text=text,
        exact=tuple(FoundCase(lines[pk], ()) for pk in exact_ids if pk in lines) if page <= 1 else (),
        exact_label=label,
        by_words=tuple(FoundCase(lines[pk], excerpt(words.get(pk, ""), text)) for pk in shown if pk in lines),
        has_more=len(word_ids) > PAGE_ROWS,
        is_too_short=is_too_short and not exact_ids,
    )


def is_identity(found: Found) -> bool:
    """Whether a telephone or document number was searched: reading by identity is written down."""
    return found.exact_label in ("电话", "证件号码")


def _exact(actor: Actor, text: str, today: date):
    """(what it was taken for, the visible cases that are exactly that); (name, None) never happens without a reason."""
    rows = visible_to(actor, Case.objects.all(), VIEW_CASE)
    for label, check, made, column in (
        ("证件号码", lambda: check_id_number(text, today=today), id_hash, "id_hash"),
        ("电话", lambda: check_phone(text), phone_hash, "phone_hash"),
    ):
        if _passes(check):
            return label, rows.filter(pk__in=_people(actor, **{column: made(text)}))
    if any(sign.isdigit() for sign in text):
        numbers = _numbers(actor, text, today)
        return "编号", rows.filter(Q(number__in=numbers) | Q(upper_number=text))
    return "姓名", rows.filter(pk__in=_people(actor, name_hash=name_hash(text)))


def _numbers(actor: Actor, text: str, today: date) -> list[str]:
    """The number as issued; of a running number alone, that of this and the last years."""
    if not (text.isdecimal() and len(text) <= 5):
        return [number_as_issued(text)]
    mark = Township.objects.values_list("mark", flat=True).get(pk=actor.township_id)
    return [f"{mark}〔{today.year - back}〕{int(text)}号" for back in range(YEARS_BACK)]


def _people(actor: Actor, **hashes):
    return Petitioner.objects.filter(township_id=actor.township_id, **hashes).values("case_id")


def _passes(check) -> bool:
    try:
        check()
    except Refused:
        return False
    return True


def _lines(actor: Actor, ids: set[int], today: date) -> dict[int, LedgerRow]:
    """The ledger's lines of these cases, which were found within the actor's sight."""
    if not ids:
        return {}
    span = horizon(actor.township_id, today)
    rows = rows_of(Case.objects.filter(pk__in=ids), actor, LedgerFilters(), span, 0, 2 * PAGE_ROWS)
    return {row.id: row for row in rows}
