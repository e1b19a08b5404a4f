"""From a recorded failure to a lifted measure: what each step does, and what is refused with its sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from records.duties.actions.candidates import dismiss
from records.matters.actions.access import admit
from records.matters.models.events import Event
from records.notices.models.notices import Notice
from records.papers.models.documents import Document
from records.work.models import OPEN, WorkItem
from supervision.accountability.actions import decisions, effects, measures
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries.failures import failures_of
from supervision.accountability.queries.measures import measures_visible_to, rungs_of, standing
from tests.cast import add_post
from tests.exclusions import implicate, recuse
from tests.supervision.accountability.accounts import account_for
from tests.supervision.accountability.conftest import Orders, Room, adopt, scan
from township.actors import NotAllowed, OutOfScope
from township.directory.models.people import Person, Role
from township.journal.models import JournalEntry
from township.profiles.rules.profiles import PROFILE_KEYS
from township.refusals import Refused

pytestmark = pytest.mark.django_db
KNOWING = {"clerk", "director"}  # proposer and director, from the first moment


def owed(row) -> set[str]:
    kinds = WorkItem.objects.filter(OPEN, matter_id=row.pk).values_list("kind", flat=True)
    return {kind.partition(".")[2] for kind in kinds}


def knowing(room, row) -> set[str]:
    return {who for who in room.cast.accounts if measures_visible_to(room.cast.actor(who)).filter(pk=row.pk).exists()}


# --- the proposal -------------------------------------------------------------------------------------------------------


def test_a_measure_rests_on_recorded_failures_of_the_unit(room):
    found, other = room.orders.candidate(), room.orders.candidate("civil")
    row = room.propose(f"candidate:{found.pk}")
    (ground,) = row.grounds.all()
    assert ground.candidate_id == found.pk and "逾期未办" in ground.text and ground.is_live
    assert (row.state, row.label, row.organ, row.number) == ("draft", "联席会议召集人约谈", "", "")
    assert owed(row) == {"notify"} and row.matter.title == "问责事项"
    with pytest.raises(Refused, match="不属于这个单位") as refused:
        room.propose(f"candidate:{other.pk}")
    assert refused.value.field == "grounds"


def test_a_petition_alone_is_no_ground(room):
    for ground in ("repeat", "dissatisfied"):
        found = room.orders.candidate(ground=ground)
        assert f"candidate:{found.pk}" not in {
            one.key for one in failures_of(room.cast.actor("clerk"), room.cast.unit("building"), room.day)
        }
        with pytest.raises(Refused):
            room.propose(f"candidate:{found.pk}")
    with pytest.raises(Refused, match="不因群众信访本身"):
        room.do(measures.propose, "clerk", data=replace(room.data(), grounds=()))
    dismissed = room.orders.candidate()
    room.do(dismiss, "clerk", candidate_id=dismissed.pk, reason="已经办结")
    with pytest.raises(Refused):
        room.propose(f"candidate:{dismissed.pk}")


def test_orders_that_failed_are_grounds_and_orders_that_went_well_are_not(room):
    good, late = room.orders.issued(), room.orders.returned()
    keys = {one.key: one.text for one in failures_of(room.cast.actor("clerk"), room.cast.unit("building"), room.day)}
    assert f"order:{good.pk}" not in keys
    assert "回复被退回1次" in keys[f"order:{late.pk}"] and late.number in keys[f"order:{late.pk}"]
    before = room.day - timedelta(days=200)  # a paper of that day knows nothing of what came later
    assert not failures_of(room.cast.actor("clerk", on=before), room.cast.unit("building"), before)


def test_one_failure_is_not_held_against_a_subject_twice(room):
    found = room.orders.candidate()
    row = room.propose(f"candidate:{found.pk}")
    with pytest.raises(Refused, match="不能问责两次") as refused:
        room.propose(f"candidate:{found.pk}")
    assert refused.value.field == "grounds" and Measure.objects.count() == 1
    assert room.propose(f"candidate:{found.pk}", person_id=None).person is None, "the unit is another subject"
    room.on(measures.withdraw, row, reason="事实有误，重新核对")
    assert room.propose(f"candidate:{found.pk}").state == "draft"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form": "suspension"}, "form"),
        ({"facts": "逾期"}, "facts"),
        ({"proportion": "很严重"}, "proportion"),
        ({"days": 2}, "days"),
        ({"days": 16}, "days"),
        ({"unit_id": 0}, "unit"),
        ({"contact": "林"}, "contact"),
    ],
)
def test_bad_input_is_refused_beside_its_field(room, changes, field):
    with pytest.raises(Refused) as refused:
        room.propose(**changes)
    assert refused.value.field == field and not Measure.objects.exists()


def test_the_person_belongs_to_the_unit_and_nobody_proposes_against_himself(room):
    with pytest.raises(Refused) as refused:
        room.propose(person_id=room.cast.person("liaison2").pk)
    assert refused.value.field == "person"
    assert room.propose(person_id=room.cast.person("leader").pk).person.name == "陈立", "the unit is in his portfolio"
    found = room.orders.candidate("office")
    office = {"unit_id": room.cast.unit("office").pk, "person_id": None}
    with pytest.raises(Refused, match="本人或者本单位") as refused:
        room.propose(f"candidate:{found.pk}", **office)
    assert refused.value.field == "unit"


def test_only_the_office_proposes(room):
    for who in ("convenor", "liaison", "leader", "auditor"):
        with pytest.raises(NotAllowed):
            room.propose(who=who)


def test_a_lighter_form_comes_first_or_the_reason_is_long(room):
    with pytest.raises(Refused, match="较轻的方式为什么不够") as refused:
        room.propose(proportion="已经催办两次，应当约谈。")
    assert refused.value.field == "proportion"
    room.propose(form="criticism", proportion="已经催办两次，应当通报。")


# --- who sees it --------------------------------------------------------------------------------------------------------


def test_few_see_it_and_each_from_the_day_on_which_that_is_needed(room):
    row = room.propose()
    assert knowing(room, row) == KNOWING
    row = room.notified(row)
    assert knowing(room, row) == KNOWING | {"liaison"}
    row = room.submitted(room.heard(row))
    assert knowing(room, row) == KNOWING | {"liaison", "convenor", "chief"}


def test_material_for_a_discipline_organ_is_not_even_the_directors(room):
    row = room.propose(form="transfer")
    assert knowing(room, row) == {"clerk"}


def test_the_subject_changes_nothing_about_who_comes_near(room):
    row = room.notified()
    with pytest.raises(NotAllowed, match="陈述申辩"):
        room.do(admit, "liaison", matter=row.matter, person=room.cast.person("liaison2"))
    with pytest.raises(NotAllowed):
        room.do(implicate, "liaison", matter=row.matter, person=room.cast.person("director"), reason="不公正")
    room.do(admit, "clerk", matter=row.matter, person=room.cast.person("clerk2"))
    assert "clerk2" in knowing(room, row)


def test_a_post_does_not_help_against_oneself(room):
    """The director of the office is the subject: he neither writes, serves nor decides about himself."""
    found = room.orders.candidate("office")
    office, director = room.cast.unit("office").pk, room.cast.person("director").pk
    add_post(room.cast, Person.objects.create(township=room.cast.township, name="孙某"), Role.CLERK, "farm")
    outsider = Person.objects.get(name="孙某")
    room.cast.accounts["outside"] = account_for(room.cast, outsider, "outside")
    row = room.propose(f"candidate:{found.pk}", who="outside", unit_id=office, person_id=director)
    assert knowing(room, row) == {"outside"}
    room.on(measures.notify, row, "outside")
    assert "director" in knowing(room, row)
    for action in (measures.silence, measures.withdraw):
        more = {"reason": "没有这回事"} if action is measures.withdraw else {}
        with pytest.raises(NotAllowed):
            room.on(action, row, "director", **more)
    row = room.heard(row, who="director")
    with pytest.raises(NotAllowed):
        room.on(decisions.FLOW.submit, row, "director", body="", version=1, data=room.decision(row))
    room.on(decisions.FLOW.submit, row, "outside", body="", version=row.document.version, data=room.decision(row))
    row = room.decide(room.fresh(row))
    with pytest.raises(NotAllowed):
        room.on(decisions.FLOW.issue_paper, row, "director")
    room.on(decisions.FLOW.issue_paper, row, "outside")


# --- heard --------------------------------------------------------------------------------------------------------------


def test_the_subject_is_told_in_writing_and_has_its_days(room):
    row = room.notified()
    notice = Document.objects.get(matter=row.matter, kind="measure_notice")
    assert notice.state == "issued" and "陈述申辩" in notice.title and "不作为加重问责的理由" in notice.body
    assert owed(row) == {"state", "silence"} and row.statement_due_on > room.day
    assert Notice.objects.filter(recipient=room.cast.person("liaison"), matter=row.matter).count() == 1
    with pytest.raises(Refused, match="告知书送达以后"):
        room.on(measures.change, row, data=room.data())


def test_a_statement_comes_in_time_with_its_evidence(room):
    row = room.notified()
    with pytest.raises(OutOfScope):
        room.on(measures.state, row, "liaison2", words="不是我们")
    for who in ("clerk", "director"):
        with pytest.raises(NotAllowed):
            room.on(measures.state, row, who, words="不是我们")
    room.on(measures.state, row, "liaison", words="因等待测绘没有答复。", files=[scan()])
    row = room.fresh(row)
    assert (row.state, row.stated_on, row.silent_on) == ("heard", room.day, None)
    assert row.matter.attachments.get().purpose == "statement" and owed(row) == {"edit"}


def test_a_late_statement_is_refused_unless_the_limit_is_extended(room):
    row = room.notified()
    room.later(20)
    with pytest.raises(Refused, match="陈述期限已过"):
        room.on(measures.state, row, "liaison", words="因等待测绘没有答复。")
    room.on(measures.extend, row, until=room.day + timedelta(days=2), reason="当事人住院")
    with pytest.raises(Refused, match="已经延长一次"):
        room.on(measures.extend, row, until=room.day + timedelta(days=4), reason="仍在住院")
    assert room.heard(row).state == "heard"


def test_silence_is_recorded_after_the_limit_and_says_nothing_against_anybody(room):
    row = room.notified()
    with pytest.raises(Refused, match="还没有过"):
        room.on(measures.silence, row)
    row = room.silent(row)
    assert (row.state, row.stated_on, row.silent_on) == ("heard", None, room.day)
    row = room.submitted(row)
    assert "期限内没有陈述，已如实记录" in row.document.body


def test_a_statement_on_paper_is_written_down_with_its_scan(room):
    row = room.notified()
    with pytest.raises(Refused) as refused:
        room.on(measures.note_statement, row, words="书面陈述的内容。")
    assert refused.value.field == "files"
    room.on(measures.note_statement, row, words="书面陈述的内容。", files=[scan()])
    assert room.fresh(row).state == "heard"


# --- decided ------------------------------------------------------------------------------------------------------------


def test_nothing_is_decided_before_the_subject_was_heard(room):
    row = room.notified()
    with pytest.raises(Refused, match="听取陈述申辩以后"):
        room.on(decisions.FLOW.submit, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=row.pk).update(state="approved")


def test_the_decision_answers_the_statement_and_names_day_and_place(room):
    row = room.heard()
    for changes, field in (
        ({"answer": ""}, "answer"),
        ({"talk_on": None}, "talk_on"),
        ({"talk_on": room.day - timedelta(days=1)}, "talk_on"),
        ({"talk_time": None}, "talk_time"),
        ({"demand": ""}, "demand"),
        ({"months": 5}, "months"),
    ):
        with pytest.raises(Refused) as refused:
            data = room.decision(row, **changes)
            room.on(decisions.FLOW.save, row, body="", version=row.document.version, data=data)
        assert refused.value.field == field
    row = room.submitted(row)
    body = row.document.body
    assert "镇政府二楼会议室" in body and "等待测绘属实" in body and "由召集人主持" in body and owed(row) == {"decide"}


def test_proposer_decider_and_subject_are_three(room):
    row = room.submitted()
    for who in ("clerk", "director"):
        with pytest.raises(NotAllowed):
            room.decide(row, who)
    with pytest.raises(NotAllowed):
        room.decide(row, "liaison")
    row = room.decide(row)
    assert (row.state, row.decided_by.name) == ("approved", "李建")
    for column, person in (("decided_by", row.proposed_by), ("decided_by", row.person)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=row.pk).update(**{column: person})


def test_no_leader_decides_about_himself_or_about_the_unit_in_his_charge(room):
    convenor = room.cast.person("convenor")
    add_post(room.cast, convenor, Role.LEADER, "root", portfolio_units=["building"])
    row = room.submitted(room.heard(person_id=None))
    assert "convenor" not in knowing(room, row)
    with pytest.raises((NotAllowed, OutOfScope)):
        room.decide(row, "convenor")
    assert room.decide(row, "chief").state == "approved"


def test_where_nobody_could_decide_a_deputy_is_named_first(room):
    convenor, chief = room.cast.person("convenor"), room.cast.person("chief")
    for person in (convenor, chief):
        person.posts.update(ends_on=room.day - timedelta(days=1))
    with pytest.raises(Refused, match="代行"):
        room.propose()
    deputy = add_post(
        room.cast, room.cast.person("leader"), Role.CONVENOR, "root", ends_on=room.day + timedelta(days=60)
    )
    with pytest.raises(Refused, match="代行"):
        room.propose(person_id=None)  # the deputy has the unit in his portfolio
    assert room.propose().state == "draft" and deputy.role == Role.CONVENOR


def test_a_return_goes_back_with_its_remark_which_the_timeline_does_not_repeat(room):
    row = room.decide(room.submitted(), approved=False, remark="事实还要核对到日")
    assert row.state == "heard" and owed(row) == {"edit"}
    assert not Event.objects.filter(matter=row.matter, note__contains="核对到日").exists()


def test_the_decider_may_find_that_there_is_nothing_to_answer_for(room):
    row = room.submitted()
    with pytest.raises(NotAllowed):
        room.on(decisions.decline, row, "director", reason="理由成立不予问责")
    room.on(decisions.decline, row, "convenor", reason="陈述理由成立，不予问责")
    row = room.fresh(row)
    assert (row.state, row.matter.closed_on, owed(row)) == ("declined", room.day, set())
    assert not row.grounds.filter(is_live=True).exists()
    assert Notice.objects.filter(recipient=room.cast.person("liaison"), text__contains="不予问责").exists()


def test_the_director_decides_where_the_profile_says_so(room):
    row = room.heard()
    Measure.objects.filter(pk=row.pk).update(decided_at_level="director", proposed_by=room.cast.person("clerk"))
    row = room.submitted(room.fresh(row))
    with pytest.raises((NotAllowed, OutOfScope)):
        room.decide(row, "convenor")
    assert room.decide(row, "director").decided_by.name == "高明"


# --- served -------------------------------------------------------------------------------------------------------------


def test_it_is_numbered_when_served_and_the_subject_receipts(room):
    row = room.served()
    assert row.number == "清信责〔2026〕1号" == row.matter.number == row.document.number
    assert (row.state, row.effect_from) == ("called", None) and owed(row) == {"receive", "talk"}
    room.on(effects.receive, row, "liaison")
    row = room.fresh(row)
    assert row.received_how == "self" and owed(row) == {"talk"}
    with pytest.raises(Refused, match="没有等待签收"):
        room.on(effects.receive, row, "liaison")
    with pytest.raises(Refused, match="已经送达的不能撤回"):
        room.on(measures.withdraw, row, reason="重新考虑")


def test_the_office_notes_how_it_was_handed_over(room):
    row = room.served()
    for given, field in (({"how": "self", "note": "本人拒签"}, "how"), ({"how": "handed", "note": ""}, "note")):
        with pytest.raises(Refused) as refused:
            room.on(effects.note_receipt, row, **given)
        assert refused.value.field == field
    room.on(effects.note_receipt, row, how="handed", note="9月25日送到办公室，拒签，村主任在场")
    assert room.fresh(row).received_how == "handed"


def test_a_talk_is_held_written_down_signed_and_then_stands(room):
    row = room.served()
    given = {
        "present": "党政办王某",
        "words": "指出逾期答复的问题，提出要求。",
        "said": "接受。",
        "promise": "十日内答复。",
    }
    with pytest.raises(Refused) as refused:
        room.on(effects.hold_talk, row, held_on=room.day + timedelta(days=1), **given)
    assert refused.value.field == "held_on"
    row = room.talked(row)
    record = Document.objects.get(matter=row.matter, kind="measure_record")
    assert record.state == "issued" and "十日内答复" in record.body and owed(row) == {"receive", "sign"}
    room.on(effects.hold_talk, row, held_on=room.day, **given)
    assert sorted(
        Document.objects.filter(matter=row.matter, kind="measure_record").values_list("state", flat=True)
    ) == ["issued", "void"]
    with pytest.raises(Refused) as refused:
        room.on(effects.sign, row)
    assert refused.value.field == "files"
    row = room.standing(row)
    assert (row.state, row.effect_from) == ("in_effect", room.day) and row.effect_until > room.day + timedelta(days=170)
    assert list(standing(row.township_id, room.day)) == [row]


def test_a_criticism_takes_effect_when_it_is_served(room):
    row = room.served(form="criticism")
    assert (row.state, row.effect_from) == ("in_effect", room.day)


def test_another_organ_gets_a_proposal_and_its_answer_is_no_act_of_this_office(room):
    row = room.served(form="transfer")
    assert (row.state, row.organ, row.effect_from) == ("sent", "乡纪委监委或组织部门", None)
    assert (
        "根据本地信访工作联席会议制度，移交你单位" in row.document.body
    )  # not the rules of the place the profile is from
    assert "是否问责、怎样问责由你单位决定" in row.document.body and owed(row) == {"answer"}
    assert not Notice.objects.filter(recipient=room.cast.person("liaison"), text__contains="送达").exists()
    with pytest.raises(Refused):
        room.on(effects.lift, row, "convenor", reason="已经整改到位")
    given = {"result": "adopted", "number": "乡纪〔2026〕3号", "words": "已予以批评教育。"}
    for on in (room.day + timedelta(days=1), room.day - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            room.on(effects.answer, row, answered_on=on, **given)
        assert refused.value.field == "answered_on"
    room.on(effects.answer, row, answered_on=room.day, files=[scan()], **given)
    row = room.fresh(row)
    assert (row.state, row.get_organ_answer_display(), row.matter.closed_on) == ("answered", "采纳", room.day)
    assert not standing(row.township_id, room.day).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=row.pk).update(effect_from=room.day)


# --- review and end -----------------------------------------------------------------------------------------------------


def test_an_objection_is_reviewed_by_another_and_the_measure_stands_meanwhile(room):
    row = room.objected()
    assert row.state == "review" and owed(row) == {"receive", "uphold"} and row.is_standing
    with pytest.raises(Refused, match="原决定人"):
        room.on(effects.uphold, row, "convenor", reason="事实清楚，予以维持。")
    with pytest.raises(Refused, match="复核期间"):
        room.on(effects.lift, row, "chief", reason="已经整改到位")
    room.on(effects.uphold, row, "chief", reason="事实清楚，予以维持。")
    row = room.fresh(row)
    assert (row.state, row.reviewed_by.name) == ("in_effect", "王强")
    with pytest.raises(Refused, match="已经申请过一次"):
        room.on(effects.object_to, row, "liaison", words="仍然不服，请求再次复核。")


def test_a_revoked_measure_never_was(room):
    row = room.objected()
    room.on(effects.revoke, row, "chief", reason="到期日认定有误，撤销。")
    row = room.fresh(row)
    assert (row.state, row.matter.closed_on) == ("revoked", room.day)
    assert not standing(row.township_id, room.day).exists() and not row.grounds.filter(is_live=True).exists()
    assert Document.objects.get(matter=row.matter, kind="measure_review").state == "issued"


def test_an_objection_has_its_days(room):
    row = room.standing()
    room.later(30)
    with pytest.raises(Refused, match="已经过了"):
        room.on(effects.object_to, row, "liaison", words="对认定的到期日有不同意见。")


def test_a_convenor_lifts_it_with_the_reason(room):
    row = room.standing()
    with pytest.raises(NotAllowed):
        room.on(effects.lift, row, "director", reason="已经整改到位")
    with pytest.raises(Refused) as refused:
        room.on(effects.lift, row, "convenor", reason="")
    assert refused.value.field == "reason"
    room.on(effects.lift, row, "convenor", reason="已经整改到位")
    row = room.fresh(row)
    assert (row.state, row.matter.closed_on, row.effect_until) == ("lifted", room.day, room.day)


def test_it_expires_by_itself_and_only_once(room):
    row = room.standing()
    room.day = row.effect_until
    assert effects.expire(effects.townships_running_out(room.cast.at(room.day)), room.cast.at(room.day)) == 0
    room.later(1)
    at = room.cast.at(room.day)
    assert effects.expire(effects.townships_running_out(at), at) == 1
    assert effects.expire([row.township_id], at) == 0
    assert room.fresh(row).state == "expired"


# --- nothing leaks ------------------------------------------------------------------------------------------------------


def test_the_journal_holds_codes_and_the_database_no_open_words(room):
    token = "密语八三六"
    row = room.heard(facts=f"{token}一事应在九月十五日前答复。")
    for entry in JournalEntry.objects.filter(subject_kind="measure", subject_id=row.pk):
        assert token not in str(vars(entry))
    assert not Event.objects.filter(matter=row.matter, text__contains=token).exists()
    raw = Measure.objects.filter(pk=row.pk).extra(select={"raw": "facts"}).values_list("raw", flat=True).get()
    assert token.encode() not in bytes(raw)


def test_a_measure_is_restricted_in_the_database_too(room):
    row = room.propose()
    with pytest.raises(Exception, match="restricted"), transaction.atomic():  # noqa: PT011 - which one depends on the database
        row.matter.secrecy = "ordinary"
        row.matter.save()


def test_who_is_recused_from_what_it_rests_on_is_kept_out(room, stage):
    stage.register()
    stage.assign(unit="building")
    room.do(recuse, "clerk", matter=stage.case.matter, person=room.cast.person("director"), reason="近亲属")
    found = room.orders.candidate(matter=stage.case.matter)
    row = room.propose(f"candidate:{found.pk}")
    assert knowing(room, row) == {"clerk"}


@pytest.mark.parametrize("key", PROFILE_KEYS)
def test_every_profile_walks_its_ladder_to_the_end(cast, quick_print, key):
    adopt(cast, key)
    room = Room(cast, Orders(cast))
    rungs = rungs_of(cast.township.pk, room.day)
    assert rungs and all(rung.key != "listing" for rung in rungs)
    for rung in rungs:
        row = room.served(form=rung.key)
        assert row.state == ("sent" if rung.is_organ else "called" if rung.is_talk else "in_effect")
        assert bool(row.organ) == rung.is_organ
