"""One search box over everything an actor may open: a number, a person (exactly, by keyed hash), or words.

Accusations have no searchable words; who stands on the access list of one finds it by its number or its petitioner. What is
outside the actor's sight is neither shown nor counted.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Model, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from records.finding.rules.excerpts import Piece, excerpt
from records.finding.rules.hits import LONGEST, MOST_COUNTED, PAGE_ROWS, SHORTEST, Chip, Found, FoundMatter, chips_of
from records.matters.kinds import KINDS, Exact
from records.matters.models.matters import Matter
from records.matters.models.search import SearchText
from records.matters.queries.denies import denies_of
from records.matters.queries.scope import matters_visible_to
from records.matters.search import texts_with
from records.papers.rules.numbers import number_as_issued
from township.actors import Actor
from township.directory.rules.identity import half_width
from township.frame.slips import gather, slip
from township.search import words

Hit = tuple[int, str]  # number and kind of a matter


def find(actor: Actor, typed: str, *, kind: str = "", page: int = 1, today: date) -> Found:
    """What was typed, looked for as a number, as a person and as words. kind narrows the hits by words; page: of them, from 1.

    The number of statements does not depend on how much there is or how often the words occur.
    """
    text = " ".join(half_width(typed).split())[:LONGEST]
    if not text:
        return Found(text="")
    asked = text
    exact, exact_hits = _exact(actor, text, today)
    exact_ids = [pk for pk, _ in _heard(actor, exact_hits[:PAGE_ROWS])]
    is_short = len(text.replace(" ", "")) < SHORTEST
    if exact.is_identity or is_short:
        hits, chips, is_common, page_hits = [], (), False, []
    else:
        text, hits, is_common = _by_words(actor, text)
        chips = chips_of((name for _, name in hits), {key: one.label for key, one in KINDS.items()})
        page_hits = _page(actor, text, hits, is_common, kind, page)
    shown = [pk for pk, _ in page_hits[:PAGE_ROWS]]
    lines = _lines({*exact_ids, *shown}, shown, text)
    return Found(
        text=asked,
        exact=tuple(lines[pk] for pk in exact_ids) if page == 1 and not kind else (),
        exact_label=exact.label,
        is_identity=exact.is_identity,
        by_words=tuple(lines[pk] for pk in shown),
        chips=chips,
        kind=kind,
        is_common=is_common,
        has_more=len(page_hits) > PAGE_ROWS,
        is_too_short=is_short and not exact_ids,
    )


def _exact(actor: Actor, text: str, today: date) -> tuple[Exact, list[Hit]]:
    """The matters that are exactly what was typed: by the finders of the kinds (a person, a number of another system), else
    by their own number."""
    seen = matters_visible_to(actor)
    for one in KINDS.values():
        found = one.finds(actor, text, today) if one.finds and actor.may(one.view) else None
        hits = _hits(seen.filter(pk__in=found.rows)) if found else []
        if found and (hits or found.is_identity):
            return found, hits
    own = Exact("编号", seen.filter(number=number_as_issued(text)))
    return own, _hits(own.rows) if any(sign.isdigit() for sign in text) else []


def _hits(rows: QuerySet) -> list[Hit]:
    return list(rows.order_by("-pk").values_list("pk", "kind")[: PAGE_ROWS + 1])


def _by_words(actor: Actor, text: str) -> tuple[str, list[Hit], bool]:
    """(the words that were looked for, hits, whether they are too common). Another organ's number stands in the words as it was
    printed: where what was typed finds nothing, it is looked for in that form."""
    hits, is_common = _counted(actor, text)
    spelled = number_as_issued(text)
    if hits or spelled == text or "〔" not in spelled:
        return text, hits, is_common
    return spelled, *_counted(actor, spelled)


def _counted(actor: Actor, text: str) -> tuple[list[Hit], bool]:
    """Every hit by words, newest first; or, of words too common to be counted, only as many as are counted."""
    rows = matters_visible_to(actor, row_by_row=True).filter(
        pk__in=texts_with(text, actor.township_id).values("matter_id")
    )
    hits = list(rows.order_by().values_list("pk", "kind")[: MOST_COUNTED + 1])
    return _heard(actor, sorted(hits[:MOST_COUNTED], reverse=True)), len(hits) > MOST_COUNTED


def _page(actor: Actor, text: str, hits: list[Hit], is_common: bool, kind: str, page: int) -> list[Hit]:
    """The hits of one page and the first of the next."""
    first = (page - 1) * PAGE_ROWS
    if not is_common:
        return [hit for hit in hits if kind in ("", hit[1])][first : first + PAGE_ROWS + 1]
    # Words that stand nearly everywhere: walking back from the newest matter meets a page of them at once. The text is looked
    # up for each matter on that way; joined, the planner would walk back over the texts of every township, and from LIKE it
    # would expect so few hits that it looked at all of them first.
    said = Subquery(SearchText.objects.filter(matter_id=OuterRef("pk")).values("body")[:1])
    rows = matters_visible_to(actor, row_by_row=True)
    rows = rows.filter(kind=kind) if kind else rows
    for word in words(text)[:10]:
        rows = rows.filter(GreaterThan(StrIndex(said, Value(word)), 0))
    found = rows.order_by("-pk").values_list("pk", "kind")[first : first + PAGE_ROWS + 1]
    return _heard(actor, list(found))


def _heard(actor: Actor, hits: list[Hit]) -> list[Hit]:
    """Without what does not open to the actor: drafts of an office that is not the actor's (at most one query), and what is closed
    by what it is linked to, asked only for somebody whom something shuts out."""
    hits = _opening(actor, hits)
    if not denies_of(actor).shut:
        return hits
    shut: set[int] = set()
    for name in {name for _, name in hits}:
        one = KINDS[name]
        if one.hears and one.model:
            rows = one.model.objects.filter(pk__in=[pk for pk, its in hits if its == name])
            shut |= {row.pk for row in rows if not one.is_open_to(actor, row)}
    return [hit for hit in hits if hit[0] not in shut]


def _opening(actor: Actor, hits: list[Hit]) -> list[Hit]:
    open_to = {name: KINDS[name].opens(actor) for name in {name for _, name in hits} if KINDS[name].opens}
    narrowed = {name: rows for name, rows in open_to.items() if rows is not None}
    if not narrowed:
        return hits
    asked = {name: [pk for pk, its in hits if its == name] for name in narrowed}
    answers = gather(slip(name, rows.filter(pk__in=asked[name]), pk=F("pk")) for name, rows in narrowed.items())
    found = {row["pk"] for rows in answers.values() for row in rows}
    return [hit for hit in hits if hit[1] not in narrowed or hit[0] in found]


def _lines(ids: set[int], by_words: Iterable[int], text: str) -> dict[int, FoundMatter]:
    """The lines of matters that were found within the actor's sight; those hit by words with a piece of their text."""
    if not ids:
        return {}
    rows = list(Matter.objects.filter(pk__in=ids).select_related("holder_unit", "search_text"))
    said = _said(rows)
    return {row.pk: _line(row, _why(row, text, by_words), *said.get(row.pk, ("", ""))) for row in rows}


def _why(row: Matter, text: str, by_words: Iterable[int]) -> tuple[Piece, ...]:
    return excerpt(row.search_text.body, text) if row.pk in by_words else ()


def _said(rows: Iterable[Matter]) -> dict[int, tuple[str, str]]:
    """Masked names and state of each thing (one query)."""
    of_kind: dict[str, list[int]] = {}
    for row in rows:
        of_kind.setdefault(row.kind, []).append(row.pk)
    known = {name: KINDS[name] for name in of_kind if name in KINDS and KINDS[name].model}
    questions = (
        slip(
            name,
            one.model.objects.filter(pk__in=of_kind[name]),
            pk=F("pk"),
            state=F("state") if _has_state(one.model) else Value("", TextField()),
            who=one.names() if one.names else Value("", TextField()),
        )
        for name, one in known.items()
    )
    said = {}
    for name, answers in gather(questions).items():
        model = known[name].model
        labels = dict(model._meta.get_field("state").flatchoices) if _has_state(model) else {}
        said |= {row["pk"]: (row["who"], labels.get(row["state"], "")) for row in answers}
    return said


def _has_state(model: type[Model]) -> bool:
    """Things without a table of states (the monthly meeting of a unit) are what they are."""
    return any(column.name == "state" for column in model._meta.concrete_fields)


def _line(row: Matter, why: tuple[Piece, ...], who: str, state: str) -> FoundMatter:
    unit = row.holder_unit.label if row.holder_unit_id else ""
    label = KINDS[row.kind].label if row.kind in KINDS else ""
    days = row.opened_on, row.closed_on, row.next_due_on
    return FoundMatter(row.pk, label, row.number, row.title, unit, *days, who, state, why)


__all__ = ["Chip", "Found", "find"]
