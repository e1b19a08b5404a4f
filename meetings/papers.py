"""The minutes as an HTML page ready for `records.pdf.render_pdf`: 纪要 layout of GB/T 9704-2012, 10.3."""

from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string

READING_COPY = "本件按查阅权限生成，仅供阅览，以印发原件为准。"


@dataclass(frozen=True)
class MinutesPaper:
    """organ: before 纪要 in the red mark; office: who prints; lists as they print; units: 发, copies: 抄送."""

    organ: str
    office: str
    present: list[str] = field(default_factory=list)
    on_leave: list[str] = field(default_factory=list)
    observers: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)


def minutes_html(
    paper: MinutesPaper, body: str, *, number: str = "", issued_on: date | None = None, is_reading_copy: bool = False
) -> str:
    """One set of minutes as a complete HTML page with its styles inside.

    body: plain text, one paragraph a line; number, issued_on: empty for a draft; is_reading_copy: not the frozen
    original but a text put together for one reader, and says so. Nothing in it is read as HTML.
    """
    return render_to_string(
        "papers/minutes.html",
        {
            "paper": paper,
            "body": body,
            "number": number,
            "issued_on": issued_on,
            "mark": f"{paper.organ}纪要",
            "title_lines": [f"{paper.organ}纪要"],
            "lists": [("出席", paper.present), ("请假", paper.on_leave), ("列席", paper.observers)],
            "note": READING_COPY if is_reading_copy else "",
        },
    )
