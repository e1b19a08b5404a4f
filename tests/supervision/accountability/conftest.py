"""Measures and cause analyses in any state, made by the actions themselves."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from records.papers.actions.documents import text_hash
from supervision.accountability.actions import causes, decisions, effects, filling, measures
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure
from tests.cast import TODAY, Cast
from tests.petitions.stage import *  # noqa: F403 - a case to look into
from tests.records.papers.file_samples import picture
from tests.supervision.orders.conftest import Room as Orders
from township.actors import system_actor
from township.profiles.actions.profiles import adopt_profile


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.png", picture("PNG"), "image/png")


@dataclass
class Room:
    """The office at accountability. `day` is the day things happen; `orders` makes the failures it rests on."""

    cast: Cast
    orders: Orders
    day: date = TODAY

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day, hour), **values)

    def on(self, action, row: Measure | Cause, who: str = "clerk", **values):
        name = "row_id" if hasattr(action, "__self__") else "measure_id" if isinstance(row, Measure) else "cause_id"
        return self.do(action, who, **{name: row.pk}, revision=self.fresh(row).revision, **values)

    def fresh(self, row):
        return type(row).objects.select_related("matter", "document", "township").get(pk=row.pk)

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.orders.day = self.day

    # --- measures ---------------------------------------------------------------------------------------------------

    def data(self, *grounds: str, **changes) -> filling.MeasureData:
        given = filling.MeasureData(
            unit_id=self.cast.unit("building").pk,
            person_id=self.cast.person("liaison").pk,
            form="convenor_talk",
            grounds=grounds or (f"candidate:{self.orders.candidate().pk}",),
            facts="应于九月十五日前答复，至今没有出具书面答复。",
            proportion="已经催办两次、督办一次仍未办结，通报批评不足以督促整改，由召集人当面约谈更为适当。",
            contact="林某，0571-00000000",
        )
        return replace(given, **changes)

    def propose(self, *grounds: str, who: str = "clerk", **changes) -> Measure:
        return self.do(measures.propose, who, data=self.data(*grounds, **changes))

    def notified(self, row: Measure | None = None, **changes) -> Measure:
        row = row or self.propose(**changes)
        self.on(measures.notify, row)
        return self.fresh(row)

    def heard(self, row: Measure | None = None, who: str = "liaison", **changes) -> Measure:
        row = row or self.notified(**changes)
        self.on(measures.state, row, who, words="材料九月十日已经备齐，因等待测绘结果没有答复。")
        return self.fresh(row)

    def silent(self, row: Measure | None = None, **changes) -> Measure:
        row = row or self.notified(**changes)
        self.later(20)
        self.on(measures.silence, row)
        return self.fresh(row)

    def decision(self, row: Measure, **changes) -> decisions.DecisionData:
        given = decisions.DecisionData(
            findings="九月十五日到期的答复至今没有出具。",
            answer="等待测绘属实，但没有申请延期，不能采纳为不答复的理由。" if row.stated_on else "",
            demand="十个工作日内出具答复并送达。",
            months=6,
            talk_on=self.day + timedelta(days=3) if row.rung.is_talk else None,
            talk_time=time(9, 30) if row.rung.is_talk else None,
            talk_place="镇政府二楼会议室" if row.rung.is_talk else "",
        )
        return replace(given, **changes)

    def submitted(self, row: Measure | None = None, **changes) -> Measure:
        row = row or self.heard(**changes)
        data = self.decision(row)
        self.on(decisions.FLOW.submit, row, body="", version=row.document.version, data=data)
        return self.fresh(row)

    def read(self, row) -> dict:
        document = self.fresh(row).document
        return {"version": document.version, "text_sha256": text_hash(document.body)}

    def decide(self, row: Measure, who: str = "convenor", approved: bool = True, remark: str = "") -> Measure:
        self.do(decisions.FLOW.decide, who, row_id=row.pk, approved=approved, remark=remark, **self.read(row))
        return self.fresh(row)

    def decided(self, row: Measure | None = None, **changes) -> Measure:
        return self.decide(row or self.submitted(**changes))

    def served(self, row: Measure | None = None, **changes) -> Measure:
        row = row or self.decided(**changes)
        self.on(decisions.FLOW.issue_paper, row)
        return self.fresh(row)

    def talked(self, row: Measure | None = None, days: int = 3) -> Measure:
        row = row or self.served()
        self.later(days)
        given = {
            "present": "党政办王某",
            "words": "指出逾期答复的问题，提出整改要求。",
            "said": "接受，马上整改。",
            "promise": "十日内答复。",
        }
        self.on(effects.hold_talk, row, held_on=self.day, **given)
        return self.fresh(row)

    def standing(self, row: Measure | None = None) -> Measure:
        row = row or self.talked()
        self.on(effects.sign, row, files=[scan()])
        return self.fresh(row)

    def objected(self, row: Measure | None = None) -> Measure:
        row = row or self.standing()
        self.on(effects.object_to, row, "liaison", words="对认定的到期日有不同意见，请求复核。")
        return self.fresh(row)

    # --- causes -----------------------------------------------------------------------------------------------------

    def sides(self, matter, **changes) -> causes.CauseData:
        event = matter.events.first()
        lines = (f"event:{event.pk}",)
        causing = causes.SideData(self.cast.unit("farm").pk, "inaction", "征地补偿标准没有按规定公示。", lines)
        handling = causes.SideData(self.cast.unit("building").pk, "late", "受理以后六十日内没有出具处理意见。", lines)
        return replace(causes.CauseData(causing, handling), **changes)

    def cause(self, matter, **changes) -> Cause:
        return self.do(causes.draft_cause, "clerk", matter_id=matter.pk, data=self.sides(matter, **changes))

    def asked(self, matter, **changes) -> Cause:
        row = self.cause(matter, **changes)
        self.on(causes.ask, row)
        return self.fresh(row)

    def cause_heard(self, matter) -> Cause:
        row = self.asked(matter)
        side = row.sides.get(side="handling")
        words = "延误的原因是等待测绘。"
        self.do(causes.tell_side, "liaison", cause_id=row.pk, side_id=side.pk, words=words)
        self.later(20)
        self.on(causes.hear, row)
        return self.fresh(row)

    def cause_decided(self, matter) -> Cause:
        row = self.cause_heard(matter)
        data = causes.FindingData("引发环节公示不到位，办理环节超过期限。", "规范公示，倒排办理时限。")
        self.on(causes.FLOW.submit, row, body="", version=row.document.version, data=data)
        self.do(causes.FLOW.decide, "convenor", row_id=row.pk, approved=True, **self.read(row))
        return self.fresh(row)


@pytest.fixture
def room(cast, quick_print) -> Room:
    adopt(cast)
    return Room(cast, Orders(cast))


def adopt(cast: Cast, key: str = "wulingshan") -> None:
    """The township has this rule profile."""
    at = cast.at(date(2026, 1, 5))
    by = system_actor(cast.township.pk, "测试", at.date())
    adopt_profile(key=key, township_id=cast.township.pk, valid_from=at.date(), by=by, at=at)
