"""The onward report (信息专报): drafted from what was reported, then the way of every paper; approving issues it (B11)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from petitions.office.papers import OfficePaper, office_paper_html
from petitions.permissions import APPROVE_URGENT, JUDGE_URGENT, VIEW_URGENT
from petitions.urgent.actions.log import log_entry
from petitions.urgent.models import UrgentReport
from petitions.urgent.queries import urgent_owed_now
from petitions.urgent.rules import LEVELS, MAJOR, PAPER_KIND, SERIES, bulletin_text
from records.acts.actions.turns import Turn, finish, take
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Flow, Moves
from records.papers.actions.recipients import Distribution, address
from records.work.rules import AT_ONCE, Owed
from township.actors import Actor
from township.dates import full_time
from township.directory.queries.units import district_offices
from township.refusals import Refused

TITLE = "关于一起信访突出情况的报告"


class BulletinFlow(Flow):
    kind, label, model = PAPER_KIND, "信息专报", UrgentReport
    series, kept, within = SERIES, (), AT_ONCE
    view, write, approve = VIEW_URGENT, JUDGE_URGENT, APPROVE_URGENT
    moves = Moves(
        "save_bulletin", "submit_bulletin", "take_back_bulletin", "return_bulletin", "issue_bulletin", "issue_bulletin"
    )
    names_people = True  # goes to the superior organ, which may have to call

    def summary(self, row: UrgentReport) -> str:
        return f"信息专报（{LEVELS[row.level]}）"

    def page(self, row: UrgentReport) -> OfficePaper:
        """Head and addressees; the urgency is that of the level as it is now."""
        to, copies = self.addressees(row)
        return OfficePaper(
            mark=f"{row.township.short_name}信访信息专报",
            office=row.township.office_name,
            title=TITLE,
            urgency="特急" if row.level == MAJOR else "加急",
            to=tuple(to),
            copies=tuple(copies),
        )

    def layout(self, row: UrgentReport) -> dict:
        return {"paper": self.page(row).facts()}

    def html(self, row: UrgentReport, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return office_paper_html(self.page(row), body, number=number, issued_on=issued_on)

    def issued(self, turn: Turn) -> None:
        to, copies = self.addressees(turn.row)
        log_entry(turn, "issue", f"{TITLE}（{turn.row.document.number}）", to_whom="、".join((*to, *copies))[:200])

    def work(self, row: UrgentReport) -> Iterator[Owed]:
        """What is owed on the report, then on its bulletin while it is open."""
        yield from urgent_owed_now(row)
        yield from super().work(row)


FLOW = BulletinFlow()


def draft_bulletin(*, urgent_id: int, revision: int, by: Actor, at: datetime) -> UrgentReport:
    """Draft the onward report from what was reported (信息专报), to the party committee and government and the district."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move, row = turn.move("draft_bulletin"), turn.row
        if row.document_id:
            raise Refused("专报已经拟稿，请接着修改。")
        row.document = draft_document(
            matter=turn.matter, kind=PAPER_KIND, title=TITLE, body=bulletin_text(_facts(row)), by=by, at=at
        )
        town = row.township.short_name
        to = Distribution(copies=district_offices(row.township_id), other_units=f"{town}党委、{town}政府")
        address(row.document, to)
        finish(turn, move, text="拟写信息专报")
        return row


def _facts(row: UrgentReport) -> dict[str, str]:
    return {
        "when": full_time(localtime(row.happened_at)),
        "place": row.place,
        "headcount": str(row.headcount),
        "demand": row.demand,
        "story": row.story,
        "done": row.done,
        "level": LEVELS[row.level],
    }
