"""Journal lines as an xlsx."""

import io
from collections.abc import Callable, Iterable

import xlsxwriter
from django.utils import timezone

from township.journal.models import JournalEntry
from township.watermark import Watermark, sheet_footer, sign_book

JOURNAL_COLUMNS = (
    ("序号", 8),
    ("时间", 18),
    ("操作人", 12),
    ("行为", 20),
    ("对象", 26),
    ("成功", 6),
    ("理由", 36),
    ("来源地址", 16),
)


def journal_xlsx(lines: Iterable[JournalEntry], word: Callable[[str], str], mark: Watermark) -> bytes:
    """An xlsx of journal lines; `word` names an action. Cells are text, so that nothing is taken for a formula."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("流转与查阅记录")
        head = book.add_format({"bold": True, "bottom": 1})
        for column, (title, width) in enumerate(JOURNAL_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 0)
        for number, line in enumerate(lines, start=1):
            sheet.write_number(number, 0, line.seq)
            for column, text in enumerate(_journal_cells(line, word), start=1):
                sheet.write_string(number, column, text)
        sheet.set_footer(sheet_footer(mark))
        sign_book(book, mark)
    return out.getvalue()


def _journal_cells(line: JournalEntry, word: Callable[[str], str]) -> tuple[str, ...]:
    return (
        f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}",
        line.actor_name,
        word(line.action),
        line.subject_label,
        "是" if line.is_success else "否",
        line.reason,
        line.ip,
    )
