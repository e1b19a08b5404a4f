"""An issued assessment to commend by, and commendations in any state, made by the actions themselves."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from assessment.commendation.actions import commendations as actions
from assessment.commendation.actions import publicity
from assessment.commendation.models import Commendation, CommendObjection
from assessment.schemes.models.runs import Run
from records.papers.actions.documents import text_hash
from tests.assessment.schemes.bench import Bench
from tests.cast import TODAY, Cast
from tests.petitions.stage import *  # noqa: F403 - cases
from township.permissions import Capability

REASON = "上半年交办事项全部按期办结，排查报表零漏报"


@dataclass
class Hall:
    """The office at commending. `bench.day` is the day things happen."""

    cast: Cast
    bench: Bench
    made: list = field(default_factory=list)

    def do(self, action, who: str, **values):
        return self.bench.do(action, who, **values)

    def on(self, action, row: Commendation, who: str = "clerk", **values):
        name = "row_id" if hasattr(action, "__self__") else "commendation_id"
        return self.do(action, who, **{name: row.pk}, revision=self.fresh(row).revision, **values)

    def fresh(self, row: Commendation) -> Commendation:
        return Commendation.objects.select_related("matter", "document", "run__scheme", "township").get(pk=row.pk)

    def run(self) -> Run:
        return self.bench.issued()

    def started(self, run: Run | None = None, grades: int = 1) -> Commendation:
        return self.do(actions.start_commendation, "clerk", run_id=(run or self.run()).pk, grades=grades)

    def best(self, row: Commendation) -> list[int]:
        return [one.unit_id for one in row.nominees.all() if not one.excludes]

    def chosen(self, row: Commendation | None = None, number: int = 2) -> Commendation:
        row = row or self.started()
        choices = tuple(actions.Choice(unit, REASON) for unit in self.best(row)[:number])
        return self.on(actions.choose, row, choices=choices)

    def published(self, row: Commendation | None = None) -> Commendation:
        return self.on(publicity.publish, row or self.chosen())

    def objected(self, row: Commendation, who: str = "liaison", at: int = 0) -> CommendObjection:
        unit = row.nominees.filter(is_chosen=True)[at].unit_id
        text = "九月交办的事项没有办结，请核实"
        return self.do(publicity.object_to, who, commendation_id=row.pk, unit_id=unit, text=text)

    def answered(self, one: CommendObjection, accepted: bool = True, who: str = "director") -> CommendObjection:
        given = {"commendation_id": one.commendation_id, "objection_id": one.pk, "reason": "经核实属实"}
        return self.do(publicity.answer, who, accepted=accepted, **given)

    def settled(self, row: Commendation | None = None) -> Commendation:
        row = self.fresh(row or self.published())
        self.bench.day = row.until + timedelta(days=1)
        return self.on(publicity.settle, row)

    def submitted(self, row: Commendation | None = None) -> Commendation:
        row = self.fresh(row or self.settled())
        self.on(actions.FLOW.submit, row, body=row.document.body, version=row.document.version)
        return self.fresh(row)

    def decide(self, row: Commendation, approved: bool = True, remark: str = "") -> Commendation:
        document = self.fresh(row).document
        self.do(
            actions.FLOW.decide,
            "convenor",
            row_id=row.pk,
            approved=approved,
            remark=remark,
            version=document.version,
            text_sha256=text_hash(document.body),
        )
        return self.fresh(row)

    def issued(self, row: Commendation | None = None) -> Commendation:
        return self.decide(row or self.submitted())

    def dropped(self) -> Commendation:
        return self.on(actions.drop, self.started())

    def owed(self, row: Commendation) -> set[tuple[str, str]]:
        return {(one.act, one.right) for one in actions.FLOW.work(self.fresh(row))}

    def rights(self, capability: Capability) -> list[str]:
        return [who for who in ("clerk", "director", "convenor", "liaison") if self.cast.actor(who).may(capability)]


@pytest.fixture
def hall(cast, quick_print) -> Hall:
    return Hall(cast, Bench(cast, TODAY))
