"""The public notice of a week (公示) as an HTML page for `records.pdf.render_pdf`: name, post, portfolio, time, place, form.

Source of the fields: 《关于领导干部定期接待群众来访的意见》(2009): 姓名、职务、分管工作、时间、地点、形式.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.template.loader import render_to_string


@dataclass(frozen=True)
class NoticeRow:
    """One slot as the notice prints it; all words."""

    day: str
    hours: str
    a: str
    title: str
    portfolio: str
    place: str
    form: str
    b: str
    b_title: str


@dataclass(frozen=True)
class RosterNotice:
    """organ: whose leaders; week, span: in words; office, phone: who answers questions."""

    organ: str
    week: str
    span: str
    office: str
    phone: str
    rows: tuple[NoticeRow, ...]
    emergency: str = ""

    @classmethod
    def from_facts(cls, facts: dict) -> "RosterNotice":
        return cls(**{**facts, "rows": tuple(NoticeRow(**row) for row in facts["rows"])})

    def facts(self) -> dict:
        return asdict(self)

    def text(self) -> str:
        """The notice as plain text: what the approval is bound to."""
        lines = ["\t".join((row.day, row.hours, row.a, row.title, row.portfolio, row.place, row.form, row.b))
                 for row in self.rows]  # fmt: skip
        return "\n".join([f"{self.organ}领导接访值班 {self.week} {self.span}", *lines])


def notice_html(notice: RosterNotice, *, issued_on: date) -> str:
    """One week on one A4 page across."""
    context = {
        "notice": notice, "issued_on": issued_on, "title_lines": [f"{notice.organ}领导干部接待群众来访公示"],
    }  # fmt: skip
    return render_to_string("papers/roster_notice.html", context)
