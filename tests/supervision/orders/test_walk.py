"""Random walks over orders, proposals and causes: no forbidden move is made, and who owes what is always right."""

import random
from datetime import timedelta

import pytest

from records.work.actions.verify import differences
from supervision.accountability.actions import causes
from supervision.orders.actions import advice, handling, orders
from supervision.orders.models.advice import Advice
from supervision.orders.models.orders import Order
from tests.supervision.accountability.conftest import Room as Accountability
from tests.supervision.accountability.conftest import adopt
from tests.supervision.orders.test_advice import drafted
from tests.supervision.test_walks import read, tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_print")]
PEOPLE = ("clerk", "clerk2", "director", "convenor", "liaison", "liaison2", "leader", "grid")
RIGHTLY = {"approve": "convenor", "return": "convenor", "extend": "convenor", "reply": "liaison", "progress": "liaison",
           "answer": "liaison", "tell": "liaison"}  # fmt: skip
CHECK = {"way": "documents", "verdict": "逐件核对过材料"}


class Walk:
    """Somebody tries something: mostly what is open and who may, else anybody anything."""

    def __init__(self, room, seed: int):
        self.room, self.dice, self.done, self.refused = room, random.Random(seed), 0, 0  # noqa: S311 - no secret

    def steps(self, row, acts, number: int) -> None:
        for step in range(number):
            row = self.room.fresh(row)
            offered = {name: one for name, one in acts(row).items() if name != "drop" or step > number - 8}
            open_now = [move.name for move in row.TABLE.moves_from(row.state) if move.name in offered]
            name = self.dice.choice([*offered, *open_now * 4, *(["approve"] * 4)])
            action, values = offered[name]
            who = RIGHTLY.get(name, "clerk") if self.dice.random() < 0.8 else self.dice.choice(PEOPLE)
            if tried(row, action, self.room, who, values):
                self.done += 1
                assert list(differences(self.room.cast.township.pk)) == []
            else:
                self.refused += 1


def paper_acts(flow, row, room) -> dict:
    return {
        "submit": (flow.submit, {}),
        "take_back": (flow.take_back, {}),
        "approve": (flow.decide, {"approved": True, **read(room, row)}),
        "return": (flow.decide, {"approved": False, "remark": "请补充", **read(room, row)}),
        "issue": (flow.issue_paper, {}),
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_over_an_order_and_its_second(room, seed):
    def acts(row) -> dict:
        until = (row.due_on or room.day) + timedelta(days=walk.dice.choice((0, 5)))
        point = row.points.order_by("?").first()
        return paper_acts(orders.FLOW, row, room) | {
            "progress": (
                lambda revision, **given: handling.report_progress(**given),
                {"point_id": point.pk, "text": "正在办理"},
            ),
            "reply": (handling.reply, {"result": "已出具书面答复并当面送达。"}),
            "accept": (handling.accept, CHECK),
            "give_back": (handling.give_back, CHECK),
            "extend": (handling.extend, {"until": until, "reason": "材料在外单位"}),
            "again": (orders.order_again, {"data": room.data()}),
            "drop": (orders.drop_order, {}),
        }

    walk = Walk(room, seed)
    row = room.draft() if seed else room.issued()
    walk.steps(row, acts, 40)
    for later in Order.objects.filter(earlier=row):
        walk.steps(later, acts, 20)
        assert room.fresh(row).state == "replaced" or room.fresh(later).state in (
            "draft",
            "submitted",
            "approved",
            "dropped",
        )
    assert walk.done >= 3 and walk.refused


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_over_a_proposal(room, seed):
    room.fresh = lambda row: Advice.objects.select_related("matter", "document", "unit").get(pk=row.pk)
    room.on = lambda action, row, who="clerk", **values: room.do(
        action,
        who,
        revision=room.fresh(row).revision,
        **{"row_id" if hasattr(action, "__self__") else "advice_id": row.pk},
        **values,
    )

    def acts(row) -> dict:
        said = {"result": walk.dice.choice(("adopted", "partly", "not")), "words": "提醒已经建立，逐件把握延期。"}
        noted = said | {"number": "清自然资〔2026〕8号", "answered_on": room.day}
        return paper_acts(advice.FLOW, row, room) | {
            "answer": (advice.answer, said),
            "note_answer": (advice.note_answer, noted),
            "drop": (advice.drop_advice, {}),
        }

    walk = Walk(room, seed)
    outside = {"kind": "policy", "unit_id": room.cast.unit("land_bureau").pk}
    walk.steps(drafted(room, **(outside if seed else {})), acts, 40)
    assert walk.done >= 3 and walk.refused


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_over_a_cause(cast, room, stage, seed):
    adopt(cast)
    room = Accountability(cast, room)
    stage.register()
    row = room.cause(stage.case.matter)

    def acts(row) -> dict:
        side = row.sides.get(side="handling").pk
        found = causes.FindingData("引发环节公示不到位，办理环节超过期限。", "规范公示，倒排办理时限。")
        if walk.dice.random() < 0.2:
            room.later(4)
        return paper_acts(causes.FLOW, row, room) | {
            "change": (causes.change, {"data": room.sides(stage.case.matter)}),
            "ask": (causes.ask, {}),
            "tell": (lambda revision, **given: causes.tell_side(**given), {"side_id": side, "words": "等待测绘。"}),
            "hear": (causes.hear, {}),
            "submit": (causes.FLOW.submit, {"body": "", "version": row.document.version, "data": found}),
            "drop": (causes.drop, {"reason": "材料另行核实"}),
        }

    walk = Walk(room, seed)
    walk.steps(row, acts, 40)
    assert walk.done >= 3 and walk.refused
