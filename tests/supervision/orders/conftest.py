"""Orders in any state, made by the actions themselves."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from records.duties.actions.candidates import propose_supervision
from records.duties.models.candidates import Candidate
from records.papers.actions.documents import text_hash
from supervision.orders.actions import handling, orders
from supervision.orders.models.orders import Order
from tests.cast import TODAY, Cast
from tests.petitions.stage import *  # noqa: F403 - a case to rest on
from township.actors import system_actor


@dataclass
class Room:
    """The office at its orders. `day` is the day things happen."""

    cast: Cast
    day: date = TODAY
    found: int = field(default=0)

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day, hour), **values)

    def candidate(self, unit: str = "building", matter=None, ground: str = "overdue_work") -> Candidate:
        self.found += 1
        key = f"test:{self.found}"
        propose_supervision(
            matter=matter,
            ground=ground,
            text="信访事项逾期未答复",
            key=key,
            unit=self.cast.unit(unit),
            by=system_actor(self.cast.township.pk, "系统", self.day),
            at=self.cast.at(self.day),
        )
        return Candidate.objects.get(key=key)

    def data(self, **changes) -> orders.OrderData:
        given = orders.OrderData(
            article="40_2",
            unit_id=self.cast.unit("building").pk,
            facts="答复期限已过，至今没有出具书面答复。",
            points="查明未按期答复的原因\n五个工作日内出具书面答复并送达",
            done_when="答复书送达并有送达证明",
            contact="王某，0571-00000000",
            days=10,
        )
        return replace(given, **changes)

    def draft(self, *candidates: Candidate, kind: str = "plain", **changes) -> Order:
        rows = candidates or (self.candidate(),)
        ids = [row.pk for row in rows]
        return self.do(orders.draft_order, "clerk", kind=kind, candidate_ids=ids, data=self.data(**changes))

    def on(self, action, row: Order, who: str = "clerk", **values):
        name = "row_id" if hasattr(action, "__self__") else "order_id"
        return self.do(action, who, **{name: row.pk}, revision=self.fresh(row).revision, **values)

    @staticmethod
    def sha(body: str) -> str:
        return text_hash(body)

    def fresh(self, row: Order) -> Order:
        return Order.objects.select_related("matter", "document", "unit").get(pk=row.pk)

    def approve(self, row: Order, who: str = "convenor") -> None:
        document = self.fresh(row).document
        self.do(
            orders.FLOW.decide,
            who,
            row_id=row.pk,
            approved=True,
            version=document.version,
            text_sha256=text_hash(document.body),
        )

    def issued(self, row: Order | None = None) -> Order:
        row = row or self.draft()
        self.on(orders.FLOW.submit, row)
        self.approve(row)
        self.on(orders.FLOW.issue_paper, row)
        return self.fresh(row)

    def replied(self, row: Order | None = None) -> Order:
        row = row or self.issued()
        for point in row.points.all():
            self.do(
                handling.report_progress, "liaison", order_id=row.pk, point_id=point.pk, text="已经办理", is_done=True
            )
        self.on(handling.reply, row, "liaison", result="已出具书面答复并当面送达。")
        return self.fresh(row)

    def returned(self, row: Order | None = None) -> Order:
        row = row or self.replied()
        self.on(handling.give_back, row, way="documents", verdict="没有附送达证明")
        return self.fresh(row)


@pytest.fixture
def room(cast, quick_print) -> Room:
    return Room(cast)
