"""What an import is checked against: the township's units, villages and categories by name, and the rows already here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from petitions.cases.models.cases import Case
from petitions.cases.queries.categories import categories_in_use
from petitions.ledger.rules.imports import Directory, LedgerRow, Problem, read_row
from records.ledgers.sheets import Row
from township.crypto import keyed_hash
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind

GOOD, BAD, KNOWN = "good", "bad", "known"


@dataclass(frozen=True)
class CheckedRow:
    """One row of the workbook after the check. state: good | bad | known; said: what it says, None when it is bad."""

    number: int
    key: str
    cells: dict[str, str]
    problems: list[Problem]
    state: str
    said: LedgerRow | None


@dataclass
class Checker:
    """Checks rows in the order of the file. seen: key -> row number, of the rows before."""

    township_id: int
    columns: dict[str, str]
    today: date
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self):
        self.directory = directory_of(self.township_id, self.today)

    def check(self, header: tuple[str, ...], rows: Iterable[Row]) -> list[CheckedRow]:
        """The rows with their problems; one query, whatever their number."""
        read = [(row, dict(zip(header, row.cells, strict=True))) for row in rows]
        judged = [(row, cells, *read_row(cells, self.columns, self.directory, today=self.today)) for row, cells in read]
        here = known_keys(self.township_id, [key_of(said) for _, _, said, _ in judged if said])
        return [self._place(row, cells, said, problems, here) for row, cells, said, problems in judged]

    def _place(self, row: Row, cells: dict, said: LedgerRow | None, problems: list[Problem], here: dict) -> CheckedRow:
        if said is None:
            return CheckedRow(row.number, "", cells, problems, BAD, None)
        key = key_of(said)
        column = self.columns.get("number") or next(iter(self.columns.values()))
        if key in self.seen:
            problem = Problem(
                column, f"与第 {self.seen[key]} 行是同一件，只导入一次；确是两件的，请改成不同的编号。", True
            )
            return CheckedRow(row.number, key, cells, [*problems, problem], BAD, None)
        self.seen[key] = row.number
        if key in here:
            problem = Problem(column, f"以前已经导入，编号 {here[key]}，这次不动它。", False)
            return CheckedRow(row.number, key, cells, [problem], KNOWN, said)
        return CheckedRow(row.number, key, cells, problems, GOOD, said)


def key_of(row: LedgerRow) -> str:
    """What makes a row the same row when the file is imported again: its old number, else a keyed hash of its content."""
    if row.number and len(row.number) <= 56:
        return f"号:{row.number}"
    return f"行:{keyed_hash(row.number + row.fingerprint, purpose='import')}"


def known_keys(township_id: int, keys: Iterable[str]) -> dict[str, str]:
    """Key -> case number of the rows imported before."""
    return dict(
        Case.objects.filter(township_id=township_id, import_key__in=list(keys)).values_list("import_key", "number")
    )


def directory_of(township_id: int, today: date) -> Directory:
    """Names as a ledger writes them: units with and without the township's name before them, categories from any level."""
    township = Township.objects.get(pk=township_id)
    units, places = {}, {}
    for unit in Unit.objects.filter(township_id=township_id, is_active=True):
        shelf = {
            UnitKind.MEMBER: units,
            UnitKind.TOWNSHIP: units,
            UnitKind.VILLAGE: places,
            UnitKind.GRID: places,
        }.get(unit.kind)
        if shelf is None:
            continue
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
