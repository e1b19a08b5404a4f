"""What the public notice of a week says (公示): name, post, portfolio, time, place, form, in words.

Source of the fields: 《关于领导干部定期接待群众来访的意见》(2009): 姓名、职务、分管工作、时间、地点、形式.
"""

from dataclasses import asdict, dataclass

from records.papers.rules.tables import table_lines

COLUMNS = ("日期", "时间", "接访领导", "职务", "分管工作", "地点", "形式", "B角")


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

    def facts(self) -> dict:
        return asdict(self)

    def text(self) -> str:
        """The notice with its table: what the director reads and the approval is bound to."""
        rows = [(r.day, r.hours, r.a or "待定", r.title, r.portfolio, r.place, r.form, r.b) for r in self.rows]
        emergency = [f"特护期：{self.emergency}"] if self.emergency else []
        return "\n".join(
            [f"{self.organ}领导接访值班 {self.week}（{self.span}）", *emergency, *table_lines(COLUMNS, rows)]
        )
