"""What becomes of a finding: heard before it stands, mended with proof, looked at again, raised for an order when that fails."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from records.duties.actions.candidates import dismiss
from records.duties.models.candidates import Candidate
from records.work.models import OPEN, WorkItem
from supervision.accountability.queries.failures import failures_of
from supervision.inspections.actions import corrections, findings
from supervision.inspections.models.findings import Finding
from supervision.inspections.queries.findings import findings_visible_to
from tests.supervision.inspections.conftest import photo
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

pytestmark = pytest.mark.django_db
VERDICT = {"way": "documents", "verdict": "缺第五号的回证。"}


def test_the_unit_sees_it_when_it_is_put_and_not_before(room):
    row = room.found()
    unit = room.cast.actor("liaison")
    assert not findings_visible_to(unit).filter(pk=row.pk).exists()
    row = room.put(row)
    assert row.statement_due_on > room.day and findings_visible_to(unit).filter(pk=row.pk).exists()
    other = room.cast.actor("liaison2")
    assert findings_visible_to(other).filter(pk=row.pk).exists(), "on the team"
    assert findings_visible_to(room.cast.actor("leader")).filter(pk=row.pk).exists(), "in charge of the unit"
    for who in ("grid", "auditor", "east_clerk"):
        assert not findings_visible_to(room.cast.actor(who)).filter(pk=row.pk).exists(), who


def test_it_stands_after_the_unit_has_spoken_or_the_limit_is_over(room):
    row = room.put()
    with pytest.raises(Refused, match="期限也没有过"):
        room.on(findings.uphold, row, "director", answer="")
    room.day = row.statement_due_on + timedelta(days=1)
    with pytest.raises(Refused, match="期限已过"):
        room.on(findings.state, row, "liaison", words="刚刚才看到。")
    row = room.on(findings.uphold, row, "director", answer="")
    assert row.is_silent and row.state == "standing"
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=row.pk).update(is_silent=False)


def test_only_the_leader_upholds_and_only_the_unit_speaks(room):
    row = room.put()
    with pytest.raises((NotAllowed, OutOfScope)):
        room.on(findings.state, row, "liaison2", words="替他们说明。")
    row = room.told(row)
    with pytest.raises(NotAllowed, match="组长"):
        room.on(findings.uphold, row, "liaison2", answer="予以认定。")
    with pytest.raises(Refused, match="意见"):
        room.on(findings.uphold, row, "director", answer="")
    assert room.upheld(row).upheld_by == room.cast.person("director")


def test_withdrawn_it_closes_and_the_unit_hears(room):
    row = room.on(findings.withdraw, room.told(), "director", reason="回证在另一卷，不成立")
    assert row.state == "withdrawn" and row.matter.closed_on
    first = room.found(row.inspection)
    with pytest.raises(Refused, match="至少写 4 个字"):
        room.on(findings.withdraw, first, "liaison2", reason="错")
    assert room.on(findings.withdraw, first, "liaison2", reason="看错了材料").state == "withdrawn"


def test_a_problem_is_mended_and_a_practice_commended(room):
    good = room.upheld(nature="practice", text="办理流程做成一张图上墙公示。")
    with pytest.raises(Refused, match="不用整改"):
        room.on(corrections.rectify, good, due_on=room.day + timedelta(days=9), demand="照办即可")
    assert room.on(corrections.commend, good, words="请各单位参照。").state == "commended"
    bad = room.upheld(room.told(room.put(room.found(good.inspection))))
    with pytest.raises(Refused, match="不能作为好的做法"):
        room.on(corrections.commend, bad, words="请各单位参照。")
    for due_on in (room.day, room.day + timedelta(days=200)):
        with pytest.raises(Refused) as refusal:
            room.on(corrections.rectify, bad, due_on=due_on, demand="补齐证明")
        assert refusal.value.field == "due_on"


def test_origin_and_measures_are_two_fields_and_proof_is_needed(room):
    row = room.rectifying()
    with pytest.raises(Refused, match="先填整改措施"):
        room.on(findings.report, row, "liaison", result="已经全部整改到位。", files=[photo()])
    row = room.planned(row)
    assert row.origin != row.measures and row.in_charge == "何静"
    with pytest.raises(Refused, match="没有证明不能销号"):
        room.on(findings.report, row, "liaison", result="已经全部整改到位。")
    row = room.reported(row)
    assert row.proofs.count() == 1
    item = WorkItem.objects.get(OPEN, matter_id=row.pk)
    assert item.kind == "finding.accept" and item.except_person_id == room.cast.person("liaison").pk


def test_given_back_it_keeps_its_limit_and_struck_off_it_waits_for_the_later_look(room):
    row = room.reported()
    due_on = row.due_on
    row = room.on(corrections.give_back, row, **VERDICT)
    assert (row.state, row.returns, row.due_on) == ("rectifying", 1, due_on)
    row = room.cleared(room.reported(row))
    assert row.look_back_on == room.day + timedelta(days=30)
    item = WorkItem.objects.get(OPEN, matter_id=row.pk)
    assert (item.kind, item.due_on) == ("finding.confirm", row.look_back_on)
    with pytest.raises(Refused, match="还没有到回头看"):
        room.on(corrections.confirm, row, words="抽看五件，没有反弹。")
    room.later(30)
    row = room.on(corrections.confirm, row, words="抽看五件，没有反弹。")
    assert row.state == "done" and row.matter.closed_on == room.day


def test_the_later_look_opens_it_again(room):
    row = room.cleared()
    room.later(10)
    given = {"words": "新办三件又有一件没有回证。", "due_on": room.day + timedelta(days=15), "files": [photo()]}
    row = room.on(corrections.reopen, row, **given)
    assert row.state == "rectifying" and row.reopened == 1 and row.planned_on is None and row.verified_by is None
    kinds = set(WorkItem.objects.filter(OPEN, matter_id=row.pk).values_list("kind", flat=True))
    assert kinds == {"finding.plan", "finding.report"}
    row = room.cleared(room.reported(room.planned(row)))
    assert row.state == "cleared" and row.proofs.count() == 3


def test_who_reports_does_not_verify(room):
    row = room.reported()
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=row.pk).update(verified_by=row.reported_by)
    with pytest.raises((NotAllowed, OutOfScope)):
        room.on(corrections.accept, row, "liaison", look_back=30, **VERDICT)


def test_a_limit_is_moved_once_by_a_convenor(room):
    row = room.rectifying()
    with pytest.raises(NotAllowed):
        room.on(corrections.extend, row, until=row.due_on + timedelta(days=5), reason="材料在外单位")
    row = room.on(corrections.extend, row, "convenor", until=row.due_on + timedelta(days=5), reason="材料在外单位")
    with pytest.raises(Refused, match="已经延期一次"):
        room.on(corrections.extend, row, "convenor", until=row.due_on + timedelta(days=5), reason="材料在外单位")


def test_a_failed_correction_becomes_a_candidate_once_for_each_failure(room):
    row = room.planned()
    with pytest.raises(Refused, match="才提出督办建议"):
        room.on(corrections.supervise, row)
    room.later(30)
    room.on(corrections.supervise, row)
    found = Candidate.objects.get()
    assert found.ground == "inspection_finding" and found.unit == row.unit and "超过整改期限" in found.text
    assert "回证" not in found.text, "no words of the finding"
    with pytest.raises(Refused, match="已经在督办建议里"):
        room.on(corrections.supervise, row)
    grounds = failures_of(room.cast.actor("clerk", on=room.day), row.unit, room.day)
    assert ["督查问题整改不到位" in one.text for one in grounds] == [True], "accountability may rest on it"
    room.do(dismiss, "clerk", candidate_id=found.pk, reason="单位已经着手")
    with pytest.raises(Refused, match="已经提出过"):
        room.on(corrections.supervise, row)
    room.on(corrections.give_back, room.reported(row), **VERDICT)
    room.on(corrections.supervise, row)
    assert Candidate.objects.count() == 2
