"""The table of a workbook: found on every visible sheet, read row by row; what was done about it in sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from township.refusals import Refused
from township.workbooks.reading import FIELD, MAX_ROWS, Book, SheetSource
from township.workbooks.rules.cells import lacks_year, plain, year_in_words
from township.workbooks.rules.columns import Column, key_of_heading, known_headings, propose
from township.workbooks.rules.finding import HEAD_ROWS, Head, Left, TableRow, data_rows, find_head, is_same_table
from township.workbooks.rules.merges import Merge

SAMPLES = 3
LOOKED_AT = 500  # rows in which days without a year are looked for before the columns are matched


@dataclass(frozen=True)
class Part:
    """The table's share on one sheet."""

    sheet: SheetSource
    head: Head
    merges: list[Merge]
    rows: int
    year: int | None = None  # that the title rows above the head, else the sheet's name, speak of


@dataclass
class Table:
    """A table over one or several sheets. headings: of all its sheets, in order; notices: what the reader must know, complete once
    the rows have been read.
    """

    parts: list[Part]
    headings: tuple[str, ...]
    columns: Sequence[Column]
    notices: list[str] = field(default_factory=list)
    left: Left = field(default_factory=Left)

    @property
    def sheets(self) -> list[str]:
        return [part.sheet.title for part in self.parts]

    @property
    def estimate(self) -> int:
        """About how many rows there are: foot rows are not known before they are read."""
        return sum(part.rows for part in self.parts)

    def rows(self, keys: dict[str, str] | None = None) -> Iterator[tuple[str, TableRow]]:
        """(sheet title, row) of every data row. keys: heading -> key as decided; by default as proposed."""
        keys = keys or propose(self.headings, self.columns)
        needed = {column.key for column in self.columns if column.is_needed}
        count = 0
        for part in self.parts:
            hidden: set[int] = set()
            found = data_rows(
                part.sheet.rows(hidden),
                part.head,
                part.merges,
                left=self.left,
                needs=lambda heading: keys.get(heading, "") in needed,
            )
            for row in found:
                count += 1
                if count > MAX_ROWS:
                    raise Refused(f"表格超过 {MAX_ROWS} 行，请分成几个文件导入。", field=FIELD)
                self.left.hidden += row.number in hidden
                yield part.sheet.title, row

    def years(self, name: str) -> dict[str, dict]:
        """Sheet -> {"year": of its days that are written without one (3月5日), out of title rows, the sheet's or the file's name,
        None where nothing tells it; "asked": whether there are such days among its first rows}. name: of the file."""
        return {
            part.sheet.title: {"year": part.year or year_in_words([name]), "asked": self._lacks_years(part)}
            for part in self.parts
        }

    def _lacks_years(self, part: Part) -> bool:
        columns = [at for at, word in part.head.headings.items() if _is_of_days(word, self.columns)]
        rows = part.sheet.rows(last=part.head.row + LOOKED_AT)
        data = (cells for number, cells in rows if number > part.head.row)
        return any(lacks_year(plain(cells[at])) for cells in data for at in columns if at < len(cells))

    def samples(self, count: int = SAMPLES) -> list[dict[str, str]]:
        """The first rows, plain."""
        found = []
        for _, row in self.rows():
            found.append({heading: plain(text) for heading, text in row.cells.items()})
            if len(found) == count:
                break
        self.left = Left()
        return found


def _is_of_days(heading: str, columns: Sequence[Column]) -> bool:
    key = key_of_heading(heading, known_headings(columns))
    return key.endswith(("_on", "_at", "date", "day")) or heading.endswith(("日期", "时间"))


def find_table(book: Book, columns: Sequence[Column]) -> Table:
    """The table that knows most of these columns, with every visible sheet that holds the same. Refused beside `file` if none."""
    known_words = known_headings(columns)

    def known(word: str) -> str:
        return key_of_heading(word, known_words)

    parts, without = [], []
    sheets = book.sheets()
    for sheet in (sheet for sheet in sheets if not sheet.is_hidden):
        part = _part(sheet, known)
        (parts if part else without).append(part or sheet.title)
    if not parts:
        raise Refused(
            f"前 {HEAD_ROWS} 行里没有找到表头。请确认表里有一行列名（如 {'、'.join(column.heading for column in columns[:4])}），或下载模板填写。",
            field=FIELD,
        )
    main = max(parts, key=lambda part: part.head.known)
    same = [part for part in parts if part is main or is_same_table(main.head, part.head, known)]
    headings = tuple(dict.fromkeys(word for part in same for word in part.head.headings.values()))
    others = without + [part.sheet.title for part in parts if part not in same]
    hidden = [sheet.title for sheet in sheets if sheet.is_hidden]
    return Table(same, headings, columns, _notices(main, same, others, hidden))


def _part(sheet: SheetSource, known: Callable[[str], str]) -> Part | None:
    rows = list(sheet.rows(last=HEAD_ROWS + 2))
    if not rows:
        return None
    merges, count = sheet.survey()
    head = find_head(rows, merges, known)
    if head is None:
        return None
    titles = [plain(cell) for number, cells in rows if number < head.row for cell in cells]
    year = year_in_words(titles) or year_in_words([sheet.title])
    return Part(sheet, head, merges, max(count - head.row, 0), year)


def _notices(main: Part, same: list[Part], others: list[str], hidden: list[str]) -> list[str]:
    found = []
    if len(same) > 1:
        found.append(f"从 {len(same)} 张表读取：{'、'.join(part.sheet.title for part in same)}。")
    elif others or hidden:
        found.append(f"读取的是“{main.sheet.title}”这张表。")
    if main.head.row > 1:
        found.append(f"表头在第 {main.head.row} 行。")
    if others:
        found.append(f"没有读取：{'、'.join(others)}（没有同样的表头）。")
    if hidden:
        found.append(f"没有读取隐藏的表：{'、'.join(hidden)}。")
    return found
