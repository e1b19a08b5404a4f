"""Nobody shuts others out alone: who may propose, who confirms, who is told, who stands in, and the way back."""

import pytest
from django.db import DatabaseError, transaction

from petitions.permissions import APPROVE_REFUSAL, APPROVE_ROUTE, VIEW_CASE
from records.matters.actions.access import hold
from records.matters.actions.exclusion_decisions import decide_exclusion
from records.matters.actions.exclusions import (
    enter_from_petition,
    propose_implication,
    propose_lift,
    propose_recusal,
    step_back,
)
from records.matters.actions.stand_ins import name_deputy
from records.matters.models.access import Access, Exclusion, Handler, Implication, Recusal, StandIn
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.deciders import Subject, people_about, rights_lost
from records.matters.queries.scope import ensure, is_visible
from records.matters.rules import order_of_deputies
from records.notices.models.notices import Notice
from records.papers.actions.approvals import decide, propose
from records.papers.queries.approvals import approvals_waiting
from tests.cast import add_post
from tests.exclusions import implicate, recuse
from township.actors import NotAllowed, OutOfScope
from township.directory.models.people import Person, Role
from township.journal.models import JournalEntry
from township.permissions import CHIEF_CONVENOR, CONVENOR, DIRECTOR, LEADER
from township.refusals import Refused

OFFICE = ("clerk", "clerk2", "director", "convenor", "chief")


@pytest.fixture
def by(cast):
    return lambda key: {"by": cast.actor(key), "at": cast.at()}


@pytest.fixture
def see(cast, matter):
    """Who of the office sees the matter."""
    return lambda: {key for key in OFFICE if is_visible(cast.actor(key), matter.pk, VIEW_CASE)}


def names(cast, ids):
    return {key for key, person in cast.people.items() if person.pk in ids}


def actions():
    return list(JournalEntry.objects.order_by("seq").values_list("action", flat=True))


def test_a_liaison_who_names_the_whole_office_shuts_nobody_out(matter, cast, by, give, see):
    give(matter, "building")
    for key in ("director", "convenor", "clerk", "clerk2"):
        propose_implication(matter=matter, person=cast.person(key), reason="都有牵连", **by("liaison"))
    assert see() == set(OFFICE)
    assert not Implication.objects.exists()
    row = Exclusion.objects.first()
    assert names(cast, row.asked) == {"chief", "convenor", "clerk", "clerk2"}  # everybody but the director it is about
    told = Notice.objects.filter(kind="access.asked", key__startswith=f"exclusion:{row.pk}:")
    assert names(cast, told.values_list("recipient_id", flat=True)) == names(cast, row.asked)
    decide_exclusion(exclusion_id=row.pk, agreed=False, remark="没有依据", **by("chief"))
    assert see() == set(OFFICE)
    assert Notice.objects.filter(recipient=cast.person("liaison"), text__contains="未同意").exists()
    with pytest.raises(Refused, match="已经有人办理"):
        decide_exclusion(exclusion_id=row.pk, agreed=True, **by("convenor"))


def test_a_clerk_who_recuses_director_and_convenors_needs_somebody_outside_the_office(matter, cast, by, see):
    row = propose_recusal(matter=matter, person=cast.person("director"), reason="亲属", **by("clerk"))
    assert names(cast, row.asked) == {"chief", "convenor"}
    with pytest.raises(Refused, match="不能自己确认"):
        decide_exclusion(exclusion_id=row.pk, agreed=True, **by("clerk"))
    with pytest.raises(Refused, match="所在单位以外"):
        decide_exclusion(exclusion_id=row.pk, agreed=True, **by("clerk2"))
    with pytest.raises(Refused, match="本人是被登记的对象"):
        decide_exclusion(exclusion_id=row.pk, agreed=True, **by("director"))
    with pytest.raises(NotAllowed):
        hold(matter=matter, unit=cast.unit("building"), part="lead", at=cast.at())
        decide_exclusion(exclusion_id=row.pk, agreed=True, **by("liaison"))
    assert see() == set(OFFICE)
    decide_exclusion(exclusion_id=row.pk, agreed=True, **by("convenor"))
    assert see() == set(OFFICE) - {"director"}
    recusal = Recusal.objects.get()
    assert (recusal.added_by, recusal.person) == (cast.person("clerk"), cast.person("director"))
    told = Notice.objects.get(recipient=cast.person("director"), kind="access.shut_out")
    assert told.matter_id is None
    assert matter.number not in told.text
    assert actions() == ["access.propose_recuse", "access.stand_in", "access.recuse"]


def test_the_last_one_who_could_decide_leaves_a_deputy_behind(matter, cast, by):
    """Only the director decides refusals: with the director gone the next in order does, and what the desk shows follows."""
    people = people_about(matter, cast.today)
    assert APPROVE_REFUSAL in rights_lost(matter, Subject(cast.person("director")), people)
    assert rights_lost(matter, Subject(cast.person("chief")), people) == []
    recuse(matter=matter, person=cast.person("director"), reason="亲属", **by("clerk"))
    row = StandIn.objects.get(right=APPROVE_REFUSAL.code)
    assert row.person == cast.person("convenor")
    convenor, chief = cast.actor("convenor"), cast.actor("chief")
    ensure(convenor, APPROVE_REFUSAL, matter)
    with pytest.raises(NotAllowed):
        ensure(chief, APPROVE_REFUSAL, matter)
    other = Matter.objects.create(
        township=cast.township, kind="case", number="清信〔2026〕88号", title="别的事项", opened_on=cast.today
    )
    with pytest.raises(NotAllowed):
        ensure(convenor, APPROVE_REFUSAL, other)
    approval = propose(matter=matter, kind="refusal", capability=APPROVE_REFUSAL, summary="不予受理审批", **by("clerk"))
    assert approval in approvals_waiting(convenor)
    assert approval not in approvals_waiting(chief)
    assert decide(approval_id=approval.pk, approved=True, remark="", **by("convenor")).state == "approved"
    lift = propose_lift(recusal_id=Recusal.objects.get().pk, reason="查明并非亲属", **by("clerk"))
    decide_exclusion(exclusion_id=lift.pk, agreed=True, **by("chief"))
    row.refresh_from_db()
    assert row.ended_at is not None
    assert not Handler.objects.filter(part="stand_in").exists()
    with pytest.raises(NotAllowed):
        ensure(cast.actor("convenor"), APPROVE_REFUSAL, matter)
    ensure(cast.actor("director"), APPROVE_REFUSAL, matter)


def test_the_person_chosen_stands_in_only_if_in_order(matter, cast, by):
    with pytest.raises(Refused) as refused:
        propose_recusal(
            matter=matter, person=cast.person("director"), reason="亲属", stand_in=cast.person("clerk2"), **by("clerk")
        )
    assert refused.value.field == "stand_in"
    recuse(matter=matter, person=cast.person("director"), reason="亲属", stand_in=cast.person("leader"), **by("clerk"))
    assert set(StandIn.objects.values_list("person_id", flat=True)) == {cast.person("leader").pk}
    assert is_visible(cast.actor("leader"), matter.pk, VIEW_CASE)
    assert Notice.objects.filter(recipient=cast.person("leader"), kind="access.stand_in").exists()


def test_with_nobody_in_order_the_district_office_decides(matter, cast, by):
    """Director, convenors and leadership all gone: only with the district office's paper, entered by a person here."""
    add_post(cast, cast.person("auditor"), Role.CONVENOR, "farm")  # somebody of another unit who can still confirm
    for key in ("leader", "chief", "convenor"):
        implicate(matter=matter, person=cast.person(key), reason="反映其干预", **by("clerk"))
    step_back(matter=matter, reason="亲属", **by("auditor"))
    with pytest.raises(Refused, match="上级"):
        propose_recusal(matter=matter, person=cast.person("director"), reason="亲属", **by("liaison2") | by("clerk"))
    row = propose_recusal(
        matter=matter,
        person=cast.person("director"),
        reason="亲属",
        stand_in=cast.person("clerk2"),
        basis="清信联办〔2026〕7号",
        **by("clerk"),
    )
    assert row.asked == []
    row = decide_exclusion(exclusion_id=row.pk, agreed=True, **by("clerk2"))
    assert row.basis == "清信联办〔2026〕7号"
    assert set(StandIn.objects.filter(ended_at=None).values_list("person_id", "basis")) >= {
        (cast.person("clerk2").pk, "清信联办〔2026〕7号")
    }


def test_anybody_steps_back_alone_and_somebody_stands_in(matter, cast, by, see, give):
    give(matter, "building")
    with pytest.raises(Refused) as refused:
        step_back(matter=matter, reason=" ", **by("clerk"))
    assert refused.value.field == "reason"
    step_back(matter=matter, reason="信访人是我姐夫", **by("liaison"))
    with pytest.raises(OutOfScope):
        step_back(matter=matter, reason="再来一次", **by("liaison"))
    propose_recusal(matter=matter, person=cast.person("director"), reason="亲属", **by("clerk"))
    step_back(matter=matter, reason="确是亲属", **by("director"))
    assert see() == set(OFFICE) - {"director"}
    assert not Exclusion.objects.exists()  # what the clerk had proposed is done
    assert StandIn.objects.filter(person=cast.person("convenor")).exists()
    with pytest.raises(Refused, match="本人回避"):
        propose_recusal(matter=matter, person=cast.person("clerk"), reason="亲属", **by("clerk"))
    with pytest.raises(NotAllowed):
        propose_recusal(matter=matter, person=cast.person("clerk"), reason="我要他走", **by("convenor"))
    with pytest.raises(OutOfScope):
        propose_recusal(matter=matter, person=cast.person("east_clerk"), reason="亲属", **by("clerk"))


def test_who_may_implicate(matter, cast, by, give):
    give(matter, "building")
    give(matter, person="grid")
    person = {"matter": matter, "person": cast.person("auditor"), "reason": ""}
    for key, error in (
        ("liaison2", OutOfScope),
        ("grid", NotAllowed),
        ("leader", NotAllowed),
        ("east_clerk", OutOfScope),
    ):
        with pytest.raises(error):
            propose_implication(**person, **by(key))
    propose_implication(**person, **by("liaison"))
    with pytest.raises(Refused, match="已经有人提出"):
        propose_implication(**person, **by("clerk"))
    with pytest.raises(Refused, match="本人回避"):
        propose_implication(matter=matter, person=cast.person("clerk"), reason="", **by("clerk"))
    with pytest.raises(ValueError):
        propose_implication(
            matter=matter, person=cast.person("chief"), unit=cast.unit("civil"), reason="", **by("clerk")
        )
    with pytest.raises(OutOfScope):
        propose_implication(matter=matter, unit=cast.unit("east_office"), reason="", **by("clerk"))


def test_a_confirmed_implication_shuts_out_at_once_and_tells_the_unit(matter, cast, by):
    row = implicate(matter=matter, unit=cast.unit("civil"), reason="反映拖延", **by("clerk"))
    assert row.added_by == cast.person("clerk")
    told = Notice.objects.get(recipient=cast.person("liaison2"))
    assert "您所在单位" in told.text
    with pytest.raises(Refused, match="已经登记"):
        propose_implication(matter=matter, unit=cast.unit("civil"), reason="", **by("clerk2"))


def test_of_an_accusation_the_accused_hears_nothing(accusation, cast, by):
    implicate(matter=accusation, person=cast.person("leader"), reason="被检举", **by("clerk"))
    assert not Notice.objects.filter(recipient=cast.person("leader")).exists()
    assert not Notice.objects.exclude(recipient__in=[cast.person("clerk"), cast.person("convenor")]).exists()


def test_the_only_convenor_on_the_list_is_followed_by_the_next_who_is_put_on_it(accusation, cast, by):
    Access.objects.create(matter=accusation, person=cast.person("director"), granted_at=cast.at())
    lost = rights_lost(accusation, Subject(cast.person("convenor")), people_about(accusation, cast.today))
    assert APPROVE_ROUTE in lost
    row = propose_implication(
        matter=accusation,
        person=cast.person("convenor"),
        reason="检举涉及其本人",
        stand_in=cast.person("chief"),
        basis="清信联办〔2026〕8号",
        **by("clerk"),
    )
    decide_exclusion(exclusion_id=row.pk, agreed=True, **by("director"))
    assert StandIn.objects.get(right=APPROVE_ROUTE.code).person == cast.person("chief")
    ensure(cast.actor("chief"), APPROVE_ROUTE, accusation)
    with pytest.raises(OutOfScope):
        ensure(cast.actor("convenor"), APPROVE_ROUTE, accusation)


def test_two_persons_of_the_office_lift_an_implication(matter, cast, by, give):
    give(matter, "building")
    row = implicate(matter=matter, unit=cast.unit("civil"), reason="", **by("clerk"))
    with pytest.raises(NotAllowed, match="承办单位不能解除"):
        propose_lift(implication_id=row.pk, reason="查无此事", **by("liaison"))
    with pytest.raises(Refused) as refused:
        propose_lift(implication_id=row.pk, reason="无", **by("clerk"))
    assert refused.value.field == "reason"
    lift = propose_lift(implication_id=row.pk, reason="查明与该单位无关", **by("clerk"))
    with pytest.raises(Refused, match="已经有人提出"):
        propose_lift(implication_id=row.pk, reason="查明与该单位无关", **by("clerk2"))
    with pytest.raises(Refused, match="不能自己确认"):
        decide_exclusion(exclusion_id=lift.pk, agreed=True, **by("clerk"))
    decide_exclusion(exclusion_id=lift.pk, agreed=False, **by("director"))
    row.refresh_from_db()
    assert row.lifted_at is None
    lift = propose_lift(implication_id=row.pk, reason="查明与该单位无关", **by("clerk2"))
    decide_exclusion(exclusion_id=lift.pk, agreed=True, **by("director"))
    row.refresh_from_db()
    assert (row.lift_proposed_by, row.lifted_by) == (cast.person("clerk2"), cast.person("director"))
    with pytest.raises(Refused, match="已经解除"):
        propose_lift(implication_id=row.pk, reason="查明与该单位无关", **by("convenor"))
    hold(matter=matter, unit=cast.unit("civil"), part="assist", at=cast.at())
    assert Notice.objects.filter(recipient=cast.person("liaison2"), text__contains="已经解除").exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Implication.objects.update(lifted_by=cast.person("clerk2"))
    assert actions() == [
        "access.propose_implicate",
        "access.implicate",
        "access.lift_propose",
        "access.lift_decline",
        "access.lift_propose",
        "access.lift",
    ]


def test_the_implicated_neither_see_nor_lift_what_shuts_them_out(matter, cast, by):
    row = implicate(matter=matter, person=cast.person("director"), reason="", **by("clerk"))
    lift = propose_lift(implication_id=row.pk, reason="查无此事，请解除", **by("clerk"))
    with pytest.raises(OutOfScope):
        decide_exclusion(exclusion_id=lift.pk, agreed=True, **by("director"))
    with pytest.raises(OutOfScope):
        decide_exclusion(exclusion_id=lift.pk + 99, agreed=True, **by("convenor"))


def test_a_proposal_that_nobody_could_decide_goes_to_the_next_in_order(matter, cast, by):
    """The director asks for what only the director decides: it does not hang."""
    approval = propose(
        matter=matter, kind="refusal", capability=APPROVE_REFUSAL, summary="不予受理审批", **by("director")
    )
    row = StandIn.objects.get()
    assert (row.right, row.person) == (APPROVE_REFUSAL.code, cast.person("convenor"))
    assert approval in approvals_waiting(cast.actor("convenor"))


def test_what_hangs_is_given_to_a_deputy_by_whoever_comes_next(matter, cast, by):
    propose(matter=matter, kind="refusal", capability=APPROVE_REFUSAL, summary="不予受理审批", **by("clerk"))
    with pytest.raises(Refused, match="没有无人可办"):
        name_deputy(matter=matter, person=None, **by("chief"))
    Recusal.objects.create(matter=matter, person=cast.person("director"), reason="旧数据", added_at=cast.at())
    page = cast.client("chief").get(f"/matters/{matter.pk}/access/").content.decode()
    assert "没有人可以审批" in page
    [row] = name_deputy(matter=matter, person=cast.person("chief"), **by("convenor"))
    assert row.person == cast.person("chief")
    with pytest.raises(OutOfScope):
        name_deputy(matter=matter, person=None, **by("leader"))


@pytest.mark.parametrize(
    ("chairs", "order"),
    [
        ((), (DIRECTOR, CONVENOR, CHIEF_CONVENOR, LEADER)),
        ((CHIEF_CONVENOR, "clerk"), (DIRECTOR, CHIEF_CONVENOR, CONVENOR, LEADER)),
        ((LEADER, CONVENOR, LEADER), (DIRECTOR, LEADER, CONVENOR, CHIEF_CONVENOR)),
    ],
)
def test_the_order_follows_the_profile(chairs, order):
    assert order_of_deputies(chairs) == order


def test_maker_and_checker_are_two_in_the_database_too(matter, cast, by):
    row = propose_recusal(matter=matter, person=cast.person("director"), reason="亲属", **by("clerk"))
    for values in (
        {"decided_by": cast.person("clerk"), "decided_at": cast.at(), "is_agreed": True},
        {"decided_at": cast.at()},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Exclusion.objects.filter(pk=row.pk).update(**values)


def test_lent_rights_stand_on_the_person_and_end_with_the_part(matter, cast, by):
    recuse(matter=matter, person=cast.person("director"), reason="亲属", **by("clerk"))
    codes = Person.objects.get(pk=cast.person("convenor").pk).lent_rights
    assert APPROVE_REFUSAL.code in codes
    assert matter.secrecy == Secrecy.ORDINARY


def test_one_number_names_an_entry_to_everybody(matter, cast, by):
    """Whoever objects writes down the number he was told: it is that of the page, and no other entry has it."""
    for row in (
        propose_implication(matter=matter, person=cast.person("convenor"), reason="分管领导", **by("clerk")),
        propose_recusal(matter=matter, person=cast.person("director"), reason="与信访人有亲属关系", **by("clerk")),
    ):
        decide_exclusion(exclusion_id=row.pk, agreed=True, **by("chief"))
        row.refresh_from_db()
        told = Notice.objects.get(kind="access.shut_out", recipient=row.person)
        assert f"（编号 {row.pk}）" in told.text
    entry = row.recusal
    lift = propose_lift(recusal_id=entry.pk, reason="登记有误", **by("clerk"))
    decide_exclusion(exclusion_id=lift.pk, agreed=True, **by("chief"))
    lifted = Notice.objects.filter(kind="access.shut_out", recipient=row.person).latest("pk")
    assert f"（编号 {row.pk}）已经解除" in lifted.text


def test_a_petition_names_whom_somebody_had_proposed_already(matter, cast, by):
    """It is in force at once, and who proposed and who wrote the petition down are the two: one entry, one confirmation."""
    for key, act in (("leader", propose_recusal), ("auditor", propose_implication)):
        row = act(matter=matter, person=cast.person(key), reason="干预", **by("director"))
        entry = enter_from_petition(matter=matter, person=cast.person(key), **by("clerk"))
        row.refresh_from_db()
        assert (row.act, row.implication, row.decided_at) == ("implicate", entry, None)
        assert Exclusion.objects.filter(person=cast.person(key)).count() == 1
        decide_exclusion(exclusion_id=row.pk, agreed=key == "leader", **by("chief"))
    assert list(Implication.objects.values_list("person_id", flat=True)) == [cast.person("leader").pk]
    assert not Recusal.objects.exists()
