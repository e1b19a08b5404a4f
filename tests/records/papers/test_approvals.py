"""One proposes, another decides, once."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from records.matters.models.access import Recusal
from records.papers.actions.approvals import decide, propose, withdraw
from records.papers.actions.documents import draft_document, save_text, text_hash
from records.papers.models.approvals import Approval
from records.papers.queries.approvals import approval_rights, approvals_waiting, proposals_of
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused


@pytest.fixture
def asked(matter, cast):
    return propose(
        matter=matter,
        kind="extension",
        capability="case.approve_extension",
        summary="申请延期 15 日",
        by=cast.actor("clerk"),
        at=cast.at(),
        detail={"days": 15},
    )


def test_another_person_decides_once(asked, cast):
    row = decide(approval_id=asked.pk, approved=True, remark="同意", by=cast.actor("director"), at=cast.at())
    assert (row.state, row.decided_by.name, row.remark, row.detail) == ("approved", "高明", "同意", {"days": 15})
    with pytest.raises(Refused, match="已由高明办理"):
        decide(approval_id=asked.pk, approved=False, remark="不", by=cast.actor("convenor"), at=cast.at())


def test_nobody_decides_his_own_proposal(matter, cast):
    own = propose(
        matter=matter,
        kind="extension",
        capability="case.approve_extension",
        summary="x",
        by=cast.actor("director"),
        at=cast.at(),
    )
    with pytest.raises(Refused, match="不能审批自己的申请"):
        decide(approval_id=own.pk, approved=True, remark="", by=cast.actor("director"), at=cast.at())
    with pytest.raises(DatabaseError), transaction.atomic():
        Approval.objects.update(decided_by=own.proposed_by, state="approved")


def test_the_right_and_the_sight_are_asked_for(asked, matter, cast):
    with pytest.raises(NotAllowed):
        decide(approval_id=asked.pk, approved=True, remark="", by=cast.actor("clerk2"), at=cast.at())
    for stranger in ("liaison", "sysadmin", "east_clerk"):
        with pytest.raises(OutOfScope):
            decide(approval_id=asked.pk, approved=True, remark="", by=cast.actor(stranger), at=cast.at())
    Recusal.objects.create(matter=matter, person=cast.person("director"), reason="亲属", added_at=cast.at())
    with pytest.raises(OutOfScope):
        decide(approval_id=asked.pk, approved=True, remark="", by=cast.actor("director"), at=cast.at())
    with pytest.raises(OutOfScope):
        decide(approval_id=asked.pk + 99, approved=True, remark="", by=cast.actor("director"), at=cast.at())


def test_a_return_says_why(asked, cast):
    with pytest.raises(Refused) as refused:
        decide(approval_id=asked.pk, approved=False, remark=" ", by=cast.actor("director"), at=cast.at())
    assert refused.value.field == "remark"
    row = decide(approval_id=asked.pk, approved=False, remark="理由不足", by=cast.actor("director"), at=cast.at())
    assert row.state == "returned"


def test_the_same_is_not_asked_twice_but_again_after_a_decision(asked, matter, cast):
    words = {"matter": matter, "kind": "extension", "capability": "case.approve_extension", "summary": "x"}
    with pytest.raises(Refused, match="已经提出"):
        propose(**words, by=cast.actor("clerk2"), at=cast.at())
    decide(approval_id=asked.pk, approved=False, remark="退回", by=cast.actor("director"), at=cast.at())
    assert propose(**words, by=cast.actor("clerk2"), at=cast.at()).pk != asked.pk


def test_the_decision_binds_to_the_text_that_was_read(matter, cast):
    clerk = {"by": cast.actor("clerk"), "at": cast.at()}
    paper = draft_document(matter=matter, kind="reply", title="答复", body="甲", is_for_petitioner=True, **clerk)
    asked = propose(
        matter=matter, kind="reply", capability="case.approve_reply", summary="答复", document=paper, **clerk
    )
    boss = {"by": cast.actor("director"), "at": cast.at()}
    with pytest.raises(Refused, match="阅看"):
        decide(approval_id=asked.pk, approved=True, remark="", **boss)
    save_text(document=paper, body="乙", version=1, **clerk)
    for version, words in ((1, "甲"), (2, "乙")):  # neither the text that was proposed nor the one slipped in
        with pytest.raises(Refused, match="阅看"):
            decide(
                approval_id=asked.pk, approved=True, remark="", version=version, text_sha256=text_hash(words), **boss
            )
    assert decide(approval_id=asked.pk, approved=False, remark="正文已改，请重报", **boss).state == "returned"


def test_a_proposal_can_be_taken_back_by_its_maker_while_open(asked, cast):
    with pytest.raises(OutOfScope):
        withdraw(approval_id=asked.pk, by=cast.actor("clerk2"), at=cast.at())
    assert withdraw(approval_id=asked.pk, by=cast.actor("clerk"), at=cast.at()).state == "withdrawn"
    with pytest.raises(Refused):
        withdraw(approval_id=asked.pk, by=cast.actor("clerk"), at=cast.at())
    with pytest.raises(Refused, match="已由林晓办理"):
        decide(approval_id=asked.pk, approved=True, remark="", by=cast.actor("director"), at=cast.at())


def test_what_waits_for_whom(asked, cast, accusation):
    secret = propose(
        matter=accusation,
        kind="route",
        capability="case.approve_route",
        summary="移送",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    waiting = {key: [row.pk for row in approvals_waiting(cast.actor(key))] for key in cast.people}
    assert waiting["director"] == [asked.pk]
    assert waiting["convenor"] == [asked.pk, secret.pk]
    assert waiting["chief"] == [asked.pk]  # has the right to route, but is not on the list of this accusation
    assert {key for key, rows in waiting.items() if rows} == {"director", "convenor", "chief"}
    assert [row.pk for row in proposals_of(cast.actor("clerk"))] == [asked.pk, secret.pk]
    assert not approval_rights(cast.actor("grid"))
    assert approval_rights(cast.actor("director"))


@pytest.mark.postgres
def test_two_deciders_at_once_make_one_decision(transactional_db, cast, make_matter):
    asked = propose(
        matter=make_matter(),
        kind="x",
        capability="case.approve_reply",
        summary="x",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    start, outcomes = threading.Barrier(2), []

    def click(key, approved):
        try:
            start.wait()
            outcomes.append(
                decide(approval_id=asked.pk, approved=approved, remark="意见", by=cast.actor(key), at=cast.at()).state
            )
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=args) for args in (("director", True), ("convenor", False))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == sorted([Approval.objects.get().state, "refused"])
