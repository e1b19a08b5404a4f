"""Spot checks in any state, made by the actions themselves."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from records.papers.actions.documents import text_hash
from supervision.draws.actions import draws, plans
from supervision.draws.models.draws import Draw
from tests.cast import TODAY, Cast

SEED = "31415 92653 58979 32384"


@dataclass
class Room:
    """The office at its spot check. `day` is the day things happen."""

    cast: Cast
    day: date = TODAY

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day, hour), **values)

    def on(self, action, row: Draw, who: str = "clerk", hour: int = 10, **values):
        name = "row_id" if hasattr(action, "__self__") else "draw_id"
        return self.do(action, who, hour, **{name: row.pk}, revision=self.fresh(row).revision, **values)

    def fresh(self, row: Draw) -> Draw:
        return Draw.objects.select_related("matter", "document", "township", "earlier").get(pk=row.pk)

    def data(self, **changes) -> plans.DrawData:
        given = plans.DrawData("信访事项按期答复", "看登记簿和三件案卷，送达证明齐全为合格。", (1, 2))
        return replace(given, **changes)

    def seed_data(self, **changes) -> draws.SeedData:
        return replace(draws.SeedData("dice", SEED, "马清远", "镇人大代表", "镇政府二楼会议室"), **changes)

    def draft(self, period: str = "2026-Q3", **changes) -> Draw:
        return self.do(plans.draft_draw, "clerk", period=period, data=self.data(**changes))

    def submitted(self, row: Draw | None = None) -> Draw:
        row = row or self.draft()
        self.on(plans.FLOW.submit, row)
        return self.fresh(row)

    def decide(self, row: Draw, who: str = "convenor", approved: bool = True, remark: str = "") -> Draw:
        document = self.fresh(row).document
        read = {"version": document.version, "text_sha256": text_hash(document.body)}
        self.do(plans.FLOW.decide, who, row_id=row.pk, approved=approved, remark=remark, **read)
        return self.fresh(row)

    def published(self, row: Draw | None = None) -> Draw:
        return self.decide(self.submitted(row))

    def drawn(self, row: Draw | None = None, **changes) -> Draw:
        row = row or self.published()
        self.on(draws.seed, row, hour=15, data=self.seed_data(**changes))
        return self.fresh(row)

    def checked(self, row: Draw | None = None, ratings: tuple[str, ...] = ("good", "fair", "poor")) -> Draw:
        row = row or self.drawn()
        for pick, rating in zip(row.picks.all(), ratings, strict=False):
            given = {"pick_id": pick.pk, "rating": rating, "found": "看了登记簿和三件案卷。", "checked_on": self.day}
            self.do(draws.record, "clerk", 16, draw_id=row.pk, **given)
        return self.fresh(row)

    def done(self, row: Draw | None = None) -> Draw:
        row = row or self.checked()
        self.on(draws.conclude, row, hour=17, summary="抽查三个单位，多数登记齐全。")
        return self.fresh(row)

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)


@pytest.fixture
def room(cast, quick_print) -> Room:
    return Room(cast)
