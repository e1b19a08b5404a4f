"""What an import is checked against: the township's units, villages and categories by name, and the matters already here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.queries.categories import categories_in_use
from petitions.cases.queries.identities import name_hash
from petitions.cases.rules.titles import without_who
from petitions.ledger.rules.import_rows import Directory, LedgerRow
from records.imports.kinds import Said, Verdict
from township.actors import Actor
from township.crypto import keyed_hash
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.rules.identity import mask_name


def key_of(row: LedgerRow) -> str:
    """What makes a row the same row when the file is imported again: its number and its content, hashed.

    The number alone would not do: offices begin with 1 every year.
    """
    return f"行:{keyed_hash(f'{row.number}|{row.fingerprint}', purpose='import')}"


def known_keys(township_id: int, keys: Iterable[str]) -> dict[str, str]:
    """Key -> case number of the rows imported before."""
    return dict(
        Case.objects.filter(township_id=township_id, import_key__in=list(keys)).values_list("import_key", "number")
    )


def judge_rows(actor: Actor, rows: Sequence[Said]) -> list[Verdict]:
    """How rows stand to what is here: imported before, perhaps the same as a matter the actor may see, or new.

    The same number with other content is another matter, with a word about it.
    """
    here = known_keys(actor.township_id, [said.key for said in rows])
    fresh = [said.value for said in rows if said.key not in here]
    numbered, named = _by_number(actor, fresh), _by_person(actor, fresh)
    found = []
    for said in rows:
        row: LedgerRow = said.value
        if said.key in here:
            found.append(Verdict("known", f"以前已经导入，编号 {here[said.key]}，这次不动它。"))
            continue
        same = numbered.get(row.number, [])
        twin = next((other.pk for other in same if _is_twin(row, other)), None) or (
            None if row.number else named.get(_who(row))
        )
        if twin:
            found.append(Verdict("twin", "可能与已有的一件相同，请核对后决定。", twin))
        elif same:
            found.append(Verdict("good", "原编号与已有的一件相同，内容不同，按另一件导入。"))
        else:
            found.append(Verdict())
    return found


def _is_twin(row: LedgerRow, other: Case) -> bool:
    """One number on one day: the same matter when title or person is the same too."""
    who = {name_hash(name) for name in row.names}
    people = {person.name_hash for person in other.petitioners.all()}
    return other.raised_on == row.raised_on and (other.title == row.title or bool(who & people))


def beside(actor: Actor, rows: Sequence[tuple[LedgerRow, int | None]]) -> list[list[tuple[str, str, str]]]:
    """(what, in the file, on file) of each row and the matter it may be, names masked."""
    wanted = [matter_id for _, matter_id in rows if matter_id]
    cases = {case.pk: case for case in cases_visible_to(actor).filter(pk__in=wanted).prefetch_related("petitioners")}
    return [_pairs(row, cases.get(matter_id)) for row, matter_id in rows]


def _pairs(row: LedgerRow, case: Case | None) -> list[tuple[str, str, str]]:
    people = "、".join(person.masked_name for person in case.petitioners.all()) if case else ""
    return [
        ("原编号", row.number, case.upper_number if case else ""),
        ("信访人", "、".join(mask_name(name) for name in row.names), people),
        ("信访日期", row.raised_on.isoformat(), case.raised_on.isoformat() if case else ""),
        ("标题", without_who(row.title, row.names), case.title if case else ""),
        ("内容", row.words[:200], case.words[:200] if case else ""),
        ("答复日期", f"{row.replied_on or ''}", f"{case.concluded_on or ''}" if case else ""),
    ]


def _by_number(actor: Actor, rows: Sequence[LedgerRow]) -> dict[str, list[Case]]:
    """Number -> the matters with that number of another system."""
    numbers = {row.number for row in rows if row.number}
    found = defaultdict(list)
    if numbers:
        cases = cases_visible_to(actor).filter(upper_number__in=numbers).order_by("pk").prefetch_related("petitioners")
        for case in cases.only("pk", "upper_number", "raised_on", "title", "township_id"):
            found[case.upper_number].append(case)
    return found


def _by_person(actor: Actor, rows: Sequence[LedgerRow]) -> dict[tuple, int]:
    """(hash of the name, day, words) -> case, for rows without a number: one person does not bring the same words twice on one day."""
    wanted = {_who(row) for row in rows if row.names and not row.number}
    if not wanted:
        return {}
    people = Petitioner.objects.filter(
        township_id=actor.township_id,
        name_hash__in={who[0] for who in wanted},
        case__raised_on__in={who[1] for who in wanted},
        case__in=cases_visible_to(actor).values("pk"),
    ).values_list("name_hash", "case__raised_on", "case__words", "case_id")
    return {who: pk for *who_, pk in people if (who := tuple(who_)) in wanted}


def _who(row: LedgerRow) -> tuple:
    return (name_hash(row.name), row.raised_on, row.words)


def directory_of(township_id: int, today: date) -> Directory:
    """Names as a ledger writes them: units with and without the township's name before them, categories from any level."""
    township = Township.objects.get(pk=township_id)
    units, places = {}, {}
    for unit in Unit.objects.filter(township_id=township_id, is_active=True):
        shelves = {
            UnitKind.MEMBER: (units,),
            UnitKind.TOWNSHIP: (units,),
            UnitKind.VILLAGE: (places, units),  # a village holds matters too
            UnitKind.GRID: (places,),
        }.get(unit.kind, ())
        for shelf in shelves:
            for name in filter(None, (unit.name, unit.short_name)):
                shelf.setdefault(name, unit.pk)
                shelf.setdefault(f"{township.short_name}{name}", unit.pk)
    return Directory(units=units, places=places, categories=_categories(today))


def _categories(today: date) -> dict[str, int]:
    """A path joined by "/", and the last name alone where only one category has it."""
    rows = categories_in_use(today)
    alone: dict[str, list[int]] = {}
    for row in rows:
        alone.setdefault(row.path[-1], []).append(row.id)
    named = {name: ids[0] for name, ids in alone.items() if len(ids) == 1}
    return named | {"/".join(row.path): row.id for row in rows}
