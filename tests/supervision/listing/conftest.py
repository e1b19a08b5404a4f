"""Evaluations and listings in any state, made by the actions themselves. The half-year evaluated is the second of 2026."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from records.papers.actions.documents import text_hash
from records.work.actions.verify import mend
from supervision.listing.actions import listings, rounds
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound, RoundResult, RoundUnit
from tests.cast import Cast

BEFORE, AFTER = date(2026, 6, 15), date(2027, 1, 11)


@dataclass
class Room:
    """The office at its evaluation. `day` is the day things happen."""

    cast: Cast
    day: date = BEFORE

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day, hour), **values)

    def on(self, action, row, who: str = "clerk", **values):
        name = "row_id" if hasattr(action, "__self__") else "listing_id" if isinstance(row, Listing) else "round_id"
        return self.do(action, who, **{name: row.pk}, revision=self.fresh(row).revision, **values)

    def fresh(self, row):
        return type(row).objects.select_related("matter", "document", "township").get(pk=row.pk)

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)

    def read(self, row) -> dict:
        document = self.fresh(row).document
        return {"version": document.version, "text_sha256": text_hash(document.body)}

    # --- evaluations ------------------------------------------------------------------------------------------------

    def data(self, **changes) -> rounds.RoundData:
        given = rounds.RoundData((("petitions.conclusion", Decimal(90)), ("supervision.late", Decimal(2))))
        return replace(given, **changes)

    def draft(self, **changes) -> ListingRound:
        return self.do(rounds.draft_round, "clerk", data=self.data(**changes))

    def published(self, row: ListingRound | None = None) -> ListingRound:
        row = row or self.draft()
        self.on(rounds.FLOW.submit, row)
        self.do(rounds.FLOW.decide, "convenor", row_id=row.pk, approved=True, **self.read(row))
        return self.fresh(row)

    def evaluated(self, *failing: str) -> ListingRound:
        """failing: units that are made to fall short; their number stands in for a half-year of cases."""
        row = self.published()
        self.day = AFTER
        self.on(rounds.evaluate, row)
        for key in failing:
            self.fail(row, key)
        mend(self.cast.township.pk, self.cast.at(self.day))
        return self.fresh(row)

    def fail(self, row: ListingRound, key: str) -> None:
        unit = RoundUnit.objects.get(round=row, unit=self.cast.unit(key))
        given = {"n": 6, "d": 10, "value": "60.0%", "is_failed": True}
        RoundResult.objects.filter(unit=unit, criterion__key="petitions.conclusion").update(**given)
        RoundUnit.objects.filter(pk=unit.pk).update(failed=1)

    def basis(self, row: ListingRound, key: str = "building") -> RoundUnit:
        return row.units.get(unit=self.cast.unit(key))

    # --- listings ---------------------------------------------------------------------------------------------------

    def proposed(self, key: str = "building") -> Listing:
        row = self.evaluated(key)
        facts = "下半年按期办结率低，督办以后没有改进。"
        return self.on(listings.propose, row, unit_id=self.basis(row, key).pk, facts=facts)

    def asked(self) -> Listing:
        row = self.proposed()
        self.on(listings.ask, row)
        return self.fresh(row)

    def heard(self) -> Listing:
        row = self.asked()
        self.on(listings.state, row, "liaison", words="等待测绘结果，没有申请延期。")
        self.on(listings.hear, row)
        return self.fresh(row)

    def decision(self, **changes) -> listings.DecisionData:
        given = listings.DecisionData(
            "等待测绘属实，但没有申请延期。", "一个月内消化全部逾期事项。", self.cast.person("leader").pk
        )
        return replace(given, **changes)

    def submitted(self) -> Listing:
        row = self.heard()
        self.on(listings.FLOW.submit, row, body="", version=row.document.version, data=self.decision())
        return self.fresh(row)

    def listed(self) -> Listing:
        row = self.submitted()
        self.do(listings.FLOW.decide, "convenor", row_id=row.pk, approved=True, **self.read(row))
        return self.fresh(row)

    def rectifying(self) -> Listing:
        row = self.listed()
        given = {
            "measures": "逐件核对在办事项，每周调度一次。",
            "responsible": "何主任",
            "until": self.day + timedelta(days=90),
        }
        self.on(listings.plan, row, "liaison", **given)
        return self.fresh(row)

    def met(self) -> Listing:
        row = self.rectifying()
        self.later(30)
        self.on(listings.check, row, words="挂牌以来到期的都按期办结。", is_met=True)
        return self.fresh(row)


@pytest.fixture
def room(cast, quick_print) -> Room:
    return Room(cast)
