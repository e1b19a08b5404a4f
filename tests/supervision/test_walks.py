"""Random walks over spot checks, evaluations and listings: no forbidden move is made, and who owes what is always right."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from records.papers.actions.documents import text_hash
from records.work.actions.verify import differences
from supervision.draws.actions import draws, plans
from supervision.listing.actions import listings, rounds
from tests.supervision.draws.conftest import Room as Draws
from tests.supervision.listing.conftest import Room as Listings
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_print")]
PEOPLE = ("clerk", "clerk2", "director", "convenor", "chief", "liaison", "liaison2", "leader", "grid")
WHY = "情况有变，理由写得足够长。"


LIKELY = {
    "approve": "convenor",
    "return": "convenor",
    "delist": "convenor",
    "tell": "liaison",
    "plan": "liaison",
}


def somebody(dice: random.Random, name: str) -> str:
    """Mostly who may do it; anybody otherwise."""
    return LIKELY.get(name, "clerk") if dice.random() < 0.7 else dice.choice(PEOPLE)  # noqa: S311


def tried(row, action, room, who: str, values: dict) -> bool:
    """Whether it was done; what is refused leaves nothing behind."""
    before = room.fresh(row).state
    try:
        with transaction.atomic():
            if "approved" in values:
                room.do(action, who, row_id=row.pk, **values)
            else:
                room.on(action, row, who, **values)
    except (Refused, NotAllowed, OutOfScope):
        assert room.fresh(row).state == before
        return False
    after = room.fresh(row).state
    assert after == before or after in {move.target for move in row.TABLE.moves if before in move.source}
    return True


def read(room, row) -> dict:
    document = room.fresh(row).document
    return {"version": document.version, "text_sha256": text_hash(document.body)}


def draw_acts(room, row) -> dict:
    entry = row.groups.get(seq=2).units.order_by("?").first()
    pick = row.picks.order_by("?").first()
    acts = {
        "save": (plans.FLOW.save, {"body": "", "version": room.fresh(row).document.version, "data": room.data()}),
        "submit": (plans.FLOW.submit, {}),
        "take_back": (plans.FLOW.take_back, {}),
        "approve": (plans.FLOW.decide, {"approved": True, **read(room, row)}),
        "return": (plans.FLOW.decide, {"approved": False, "remark": "请补充", **read(room, row)}),
        "exclude": (plans.exclude, {"entry_id": entry.pk, "reason": "本季度已专项检查"}),
        "include": (plans.include, {"entry_id": entry.pk}),
        "seed": (draws.seed, {"data": room.seed_data()}),
        "conclude": (draws.conclude, {"summary": "多数登记齐全，个别补正。"}),
        "drop": (plans.drop_draw, {}),
    }
    if pick:
        given = {"pick_id": pick.pk, "rating": random.choice(("good", "poor")), "found": "看了三件案卷。"}  # noqa: S311
        acts["record"] = (draws.record, given | {"checked_on": room.day})
    return acts


@pytest.mark.parametrize("number", range(2))
def test_a_walk_over_a_spot_check(cast, number):
    dice = random.Random(number)  # noqa: S311
    random.seed(number)
    room = Draws(cast)
    row, done = room.draft(), 0
    for step in range(60):
        acts = draw_acts(room, row)
        name = dice.choice([*acts, "approve", "seed", "record"])
        if name not in acts or (name == "drop" and step < 50):
            continue
        before, (action, values) = done, acts[name]
        if name == "record":
            try:
                room.do(action, somebody(dice, name), 16, draw_id=row.pk, **values)
                done += 1
            except (Refused, NotAllowed, OutOfScope):
                pass
        else:
            if name == "seed":
                room.later(1)
            done += tried(row, action, room, somebody(dice, name), values)
        if done > before:
            assert list(differences(cast.township.pk)) == []
    assert done >= 3


def listing_acts(room, row) -> dict:
    later = room.day + timedelta(days=60)
    return {
        "ask": (listings.ask, {}),
        "tell": (listings.state, {"words": "等待测绘结果，没有申请延期。"}),
        "hear": (listings.hear, {}),
        "submit": (
            listings.FLOW.submit,
            {"body": "", "version": room.fresh(row).document.version, "data": room.decision()},
        ),
        "take_back": (listings.FLOW.take_back, {}),
        "approve": (listings.FLOW.decide, {"approved": True, **read(room, row)}),
        "return": (listings.FLOW.decide, {"approved": False, "remark": "请补充", **read(room, row)}),
        "plan": (listings.plan, {"measures": "逐件核对在办事项。", "responsible": "何主任", "until": later}),
        "check": (listings.check, {"words": "看了登记簿和案卷。", "is_met": bool(room.day.day % 2)}),
        "delist": (listings.delist, {}),
        "drop": (listings.drop, {"reason": WHY}),
    }


@pytest.mark.parametrize("number", range(2))
def test_a_walk_over_a_listing(cast, number):
    dice = random.Random(number)  # noqa: S311
    room = Listings(cast)
    row, done = room.proposed(), 0
    for step in range(100):
        acts = listing_acts(room, row)
        name = dice.choice([*acts, "approve", "plan", "delist"])
        if name == "drop" and step < 95:
            continue
        before, (action, values) = done, acts[name]
        if name in ("hear", "check"):
            room.later(dice.randint(1, 9))
        done += tried(row, action, room, somebody(dice, name), values)
        if done > before:
            assert list(differences(cast.township.pk)) == []
    assert done >= 4


@pytest.mark.parametrize("number", range(2))
def test_a_walk_over_an_evaluation(cast, number):
    dice = random.Random(number)  # noqa: S311
    room = Listings(cast)
    row, done = room.draft(), 0
    for _ in range(60):
        acts = {
            "submit": (rounds.FLOW.submit, {}),
            "take_back": (rounds.FLOW.take_back, {}),
            "approve": (rounds.FLOW.decide, {"approved": True, **read(room, row)}),
            "return": (rounds.FLOW.decide, {"approved": False, "remark": "请补充", **read(room, row)}),
            "evaluate": (rounds.evaluate, {}),
            "conclude": (rounds.conclude, {}),
        }
        name = dice.choice(list(acts))
        if name == "evaluate" and room.fresh(row).state == "published":
            room.day = room.fresh(row).last + timedelta(days=dice.choice((0, 5)))
        before, (action, values) = done, acts[name]
        done += tried(row, action, room, somebody(dice, name), values)
        if done > before:
            assert list(differences(cast.township.pk)) == []
    assert done >= 3
