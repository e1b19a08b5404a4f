"""Random walks: whatever people try in whatever order, no forbidden move is made, who owes what stays right, few see it."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from records.work.actions.verify import differences_of
from records.work.models import OPEN, WorkItem
from records.work.queries.plans import Plans
from supervision.accountability.actions import causes, decisions, effects, measures
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries.measures import measures_visible_to
from supervision.accountability.rules import measures as rules
from tests.supervision.accountability.conftest import scan
from township.actors import OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

pytestmark = pytest.mark.django_db
PEOPLE = ("clerk", "clerk2", "director", "convenor", "chief", "liaison", "liaison2", "leader")
TALK = {"present": "王某", "words": "指出逾期答复的问题，提出要求。", "said": "接受。", "promise": "十日内答复。"}


def tries(room, row) -> dict:
    """Every act somebody might try now, with sensible values."""
    later = (row.statement_due_on or room.day) + timedelta(days=5)
    reason = {"reason": "情况有变，予以处理，理由充分"}
    return {
        "notify": (measures.notify, {}),
        "change": (
            measures.change,
            {"data": room.data(*[f"candidate:{one.candidate_id}" for one in row.grounds.all()], form=row.form)},
        ),
        "state": (measures.state, {"words": "因等待测绘没有答复。"}),
        "silence": (measures.silence, {}),
        "extend": (measures.extend, {"until": later, "reason": "当事人住院"}),
        "withdraw": (measures.withdraw, reason),
        "submit": (decisions.FLOW.submit, {"body": "", "version": row.document.version, "data": room.decision(row)}),
        "take_back": (decisions.FLOW.take_back, {}),
        "issue": (decisions.FLOW.issue_paper, {}),
        "decline": (decisions.decline, reason),
        "receive": (effects.receive, {}),
        "talk": (effects.hold_talk, {"held_on": room.day, **TALK}),
        "sign": (effects.sign, {"files": [scan()]}),
        "answer": (
            effects.answer,
            {"result": "not", "number": "", "words": "证据不足，不予处理。", "answered_on": room.day},
        ),
        "object": (effects.object_to, {"words": "对认定的事实有不同意见。"}),
        "uphold": (effects.uphold, reason),
        "revoke": (effects.revoke, reason),
        "lift": (effects.lift, reason),
    }


def check(room, row: Measure, before: str) -> None:
    row = Measure.objects.select_related("matter", "document", "unit", "person", "township").get(pk=row.pk)
    moves = {move.target for move in row.TABLE.moves if before in move.source}
    assert row.state == before or row.state in moves
    assert not list(differences_of([row], Plans(row.township_id)))
    assert (row.matter.closed_on is not None) == (row.state in rules.CLOSED)
    assert not (row.organ and row.effect_from)
    if row.decided_by_id:
        assert len({row.decided_by_id, row.proposed_by_id, row.person_id}) == 3
    if row.state not in (rules.DRAFT, rules.HEARING, rules.WITHDRAWN):
        assert bool(row.stated_on) != bool(row.silent_on)
    for who in ("clerk2", "liaison2", "leader"):
        assert not measures_visible_to(room.cast.actor(who)).filter(pk=row.pk).exists()


@pytest.mark.parametrize("seed", range(4))
def test_a_random_walk(room, seed):
    draw = random.Random(seed)  # noqa: S311 - a walk, not a secret
    row = room.propose(form=draw.choice(["convenor_talk", "criticism", "transfer"]))
    done, refused = 0, 0
    for _ in range(50):
        room.later(draw.choice([0, 0, 0, 1, 4]))
        row = Measure.objects.select_related("matter", "document", "unit", "person").get(pk=row.pk)
        before, lines = row.state, JournalEntry.objects.count()
        choices = tries(room, row)
        open_now = [move.name for move in row.TABLE.moves_from(row.state)]
        name = draw.choice([*choices, *[one for one in open_now if one in choices] * 6, "decide", "decide"])
        who = draw.choice(PEOPLE)
        try:
            with transaction.atomic():
                if name == "decide":
                    room.decide(row, who, approved=draw.random() < 0.7, remark="事实还要核对")
                else:
                    action, values = choices[name]
                    room.on(action, row, who, **values)
            done += 1
            assert JournalEntry.objects.count() > lines, f"{name} leaves a line"
        except (Refused, OutOfScope) as refusal:
            refused += 1
            assert str(refusal)
            assert JournalEntry.objects.count() == lines, "nothing half-done"
        check(room, row, before)
    assert done and refused


def test_a_walk_through_a_cause_leaves_the_right_work(room, stage):
    stage.register()
    row = room.cause_decided(stage.case.matter)
    assert not WorkItem.objects.filter(OPEN, matter_id=row.pk).exists()
    assert not list(differences_of([row], Plans(row.township_id)))
    with pytest.raises(Refused, match="已审定"):
        room.on(causes.drop, row, reason="不再需要")
