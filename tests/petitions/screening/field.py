"""How a test gets its round and its dispute: `field.open_round()`, `field.report()` and so on drive the real actions."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db.models import Q

from petitions.screening.actions import disputes, returns
from petitions.screening.actions import levels as dispute_levels
from petitions.screening.actions import rounds as screenings
from petitions.screening.actions import strikes as dispute_strikes
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.rules.entries import DisputeData
from records.clocks.models import Clock
from records.duties.models.duties import Duty
from records.duties.openers import Opened
from records.duties.rules.duties import Cadence, period_of
from records.matters.models.events import Event
from records.notices.models.notices import Notice
from records.work.actions.reconcile import reconcile_many
from records.work.queries.desk import desk_of
from tests.cast import TODAY, Cast, add_post
from township.actors import system_actor
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Role
from township.journal.models import JournalEntry

HALF_MONTH = "screening_half_month"
DUE = date(2026, 9, 30)


@dataclass
class Field:
    """`round` and `dispute` are those in hand; `day` is the day things happen. "villager" is the village's liaison."""

    cast: Cast
    day: date = TODAY
    round: Round | None = None
    dispute: Dispute | None = None

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day, hour), **values)

    def unit(self, key: str) -> int:
        return self.cast.unit(key).pk

    # --- rounds
    def owe(self, clause: str = HALF_MONTH, *units: str) -> list[Duty]:
        """Duties as the engine opens them for this half month."""
        period = period_of(Cadence.HALF_MONTHLY, self.day)
        duties = [
            Duty.objects.create(
                township=self.cast.township,
                clause=clause,
                label="半月排查",
                period=period.key,
                period_label=period.label,
                first=period.first,
                last=period.last,
                due_on=DUE,
                unit=self.cast.unit(key),
                opened_at=self.cast.at(self.day),
            )
            for key in units or ("building", "civil", "village")
        ]
        reconcile_many(duties, by=system_actor(self.cast.township.pk, "测试", self.day), at=self.cast.at(self.day))
        return duties

    def open_round(self, *units: str) -> Round:
        duties = self.owe(HALF_MONTH, *units)
        period = period_of(Cadence.HALF_MONTHLY, self.day)
        screenings.opener(HALF_MONTH)([Opened(self.cast.township.pk, period, duties)], self.cast.at(self.day, 1))
        self.round = Round.objects.get(period=period.key)
        return self.round

    def own(self, unit: str) -> ScreeningReturn:
        return ScreeningReturn.objects.get(round=self.round, unit=self.cast.unit(unit))

    def hand_in(self, who: str, unit: str, **values) -> ScreeningReturn:
        given = {"round_id": self.round.pk, "unit_id": self.unit(unit), "revision": self.own(unit).revision}
        return self.do(returns.hand_in, who, **(given | values))

    def again(self) -> Round:
        self.round = Round.objects.select_related("circular").get(pk=self.round.pk)
        return self.round

    # --- disputes
    def data(self, unit: str = "grid", **changes) -> DisputeData:
        given = {
            "title": "三组宅基地边界纠纷",
            "place": "三组村道东侧",
            "cause": "land",
            "people": 2,
            "unit_id": self.unit(unit),
            "situation": "张三和李四两家争执，电话13812345678。",
        }
        return DisputeData(**(given | changes))

    def report(self, who: str = "grid", unit: str = "grid", **changes) -> Dispute:
        self.dispute = self.do(disputes.report_dispute, who, data=self.data(unit, **changes))
        return self.fresh()

    def fresh(self) -> Dispute:
        self.dispute = Dispute.objects.select_related("matter", "holder").get(pk=self.dispute.pk)
        return self.dispute

    def act(self, action, who: str, hour: int = 11, **values) -> Dispute:
        self.fresh()
        self.do(action, who, hour, dispute_id=self.dispute.pk, revision=self.dispute.revision, **values)
        return self.fresh()

    def proposed(self, who: str = "grid") -> Dispute:
        return self.act(dispute_strikes.propose_strike, who, way="agreed", text="双方到场指界，重新立桩，签字确认。")

    def struck(self, who: str = "grid", checker: str = "villager") -> Dispute:
        self.proposed(who)
        return self.act(dispute_strikes.strike_off, checker, 12, text="已到现场核实，双方无异议。")

    def at_township(self) -> Dispute:
        """From the grid up to the township, taken up by the office for the building office."""
        self.act(dispute_levels.escalate, "grid", reason="涉及宅基地确权，网格解决不了")
        self.act(dispute_levels.take_up, "villager")
        self.act(dispute_levels.escalate, "villager", reason="需要村镇建设办测量")
        return self.act(dispute_levels.take_up, "clerk", unit_id=self.unit("building"))

    # --- what can be looked at
    def desk(self, who: str) -> list[str]:
        """What this person owes about rounds and disputes, in words."""
        rows = desk_of(self.cast.actor(who, on=self.day))
        rows = rows.filter(Q(matter__kind__in=("screening", "dispute")) | Q(duty__clause=HALF_MONTH))
        return list(rows.values_list("what", flat=True))

    def clock(self, code: str) -> Clock | None:
        return Clock.objects.filter(matter=self.dispute.matter, code=code).order_by("-round", "-pk").first()

    def moves(self, matter) -> list[str]:
        return list(Event.objects.filter(matter=matter).order_by("pk").values_list("move", flat=True))

    def journal(self, matter) -> list[str]:
        rows = JournalEntry.objects.filter(subject_kind=matter.kind, subject_id=matter.pk).order_by("seq")
        return list(rows.values_list("action", flat=True))

    def inbox(self, who: str) -> list[str]:
        rows = Notice.objects.filter(recipient=self.cast.person(who)).order_by("pk")
        return list(rows.values_list("text", flat=True))


def settle_villager(cast: Cast) -> None:
    """The village gets a liaison of its own, its secretary."""
    person = Person.objects.create(township=cast.township, name="唐梅", title="河湾社区书记")
    add_post(cast, person, Role.LIAISON, "village")
    cast.people["villager"] = person
    cast.accounts["villager"] = Account.objects.create(
        username="villager",
        person=person,
        township=cast.township,
        password=cast.account("clerk").password,
        password_changed_at=cast.at(),
    )


@pytest.fixture
def field(cast) -> Field:
    """The township with nothing found yet."""
    settle_villager(cast)
    return Field(cast)


__all__ = ["DUE", "Field", "field", "settle_villager"]
