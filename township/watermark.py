"""What stands on everything that leaves the house: who took it, when, under which number."""

from dataclasses import dataclass
from datetime import datetime

from township.dates import full_time


@dataclass(frozen=True)
class Watermark:
    """Who took what out, when, under which number: printed on every page, kept in the file's properties."""

    who: str
    at: datetime
    number: str

    @property
    def text(self) -> str:
        return f"{self.who}　{full_time(self.at)}　{self.number}"


def sign_book(book, mark: Watermark) -> None:
    """Who, when and number where a workbook of xlsxwriter is opened, searched or listed."""
    book.set_properties(
        {
            "author": mark.who,
            "title": mark.number,
            "comments": f"导出：{mark.text}",
            "created": mark.at.replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet("导出说明")
    for at, (label, value) in enumerate((("导出人", mark.who), ("时间", full_time(mark.at)), ("编号", mark.number))):
        sheet.write_string(at, 0, label)
        sheet.write_string(at, 1, value)
    sheet.write_string(3, 0, "本表含有工作信息和个人信息，仅限申请的用途使用，不得转发；用后按规定销毁。")


def sheet_footer(mark: Watermark | None) -> str:
    """The foot of a printed sheet of xlsxwriter: the page, and who took it."""
    signed = f"&R&8{mark.text.replace('&', '&&')}" if mark else ""
    return f"&C第 &P 页，共 &N 页{signed}"
