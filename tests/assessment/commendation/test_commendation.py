"""A commendation from a frozen result to the issued decision; what excludes, who decides, who learns of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.commendation import queries
from assessment.commendation.actions import commendations as actions
from assessment.commendation.actions import publicity
from assessment.commendation.models import Commendation, Nominee
from assessment.permissions import ANSWER_COMMENDATION, APPROVE_COMMENDATION
from assessment.schemes.actions import runs
from records.notices.models.notices import Notice
from records.papers.actions.documents import text_hash
from records.work.actions.verify import differences
from tests.petitions.cases.pages.browser import form_fields
from tests.petitions.office.desk import text
from tests.supervision.accountability.conftest import Room, adopt
from tests.supervision.orders.conftest import Room as Orders
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused


def page_of(row) -> str:
    return reverse("assessment:commendation", args=[row.pk])


def act(row, name: str, part: int | None = None) -> str:
    given = {"pk": row.pk, "act": name} | ({"part": part} if part else {})
    return reverse("assessment:commendation_act", kwargs=given)


def approved(hall, run):
    document = run.document
    given = {"version": document.version, "text_sha256": text_hash(document.body)}
    hall.do(runs.FLOW.decide, "convenor", row_id=run.pk, approved=True, **given)
    return hall.bench.fresh(run)


def test_candidates_come_from_the_frozen_result(hall):
    row = hall.started()
    frozen = {one["unit"]: one for one in row.run.result["units"]}
    assert {one.unit_id: (one.total, one.rank, one.grade) for one in row.nominees.all()} == {
        unit: (one["total"], one["rank"], one["grade"]) for unit, one in frozen.items()
    }
    assert hall.best(row) == [one.unit_id for one in row.nominees.all() if one.grade in row.open_grades]
    assert len(row.open_grades) == 1 and hall.owed(row) == {("choose", "commendation.propose")}
    with pytest.raises(Refused, match="还没有用于表彰"):
        hall.started(row.run)
    hall.on(actions.drop, row)
    again = hall.started(row.run, grades=2)
    assert len(again.open_grades) == 2 and len(hall.best(again)) >= len(hall.best(row))


def test_only_an_issued_result_counts(hall):
    run = hall.bench.settled()
    with pytest.raises(Refused, match="已经通报"):
        hall.started(run)
    with pytest.raises(NotAllowed):
        hall.do(actions.start_commendation, "liaison", run_id=1, grades=1)
    with pytest.raises(Refused, match="提名范围"):
        hall.started(approved(hall, run), grades=3)


def test_who_is_excluded_is_not_proposed(hall):
    row = hall.started()
    one = row.nominees.all()[0]
    unfit = Nominee.objects.exclude(pk__in=[n.pk for n in row.nominees.all() if not n.excludes]).first()
    if unfit is None:
        Commendation.objects.filter(pk=row.pk).update(open_grades=[])
        unfit = one
    choice = actions.Choice(unfit.unit_id, "交办全部按期办结，报表按期报送")
    with pytest.raises(Refused, match="不符合条件"):
        hall.on(actions.choose, row, choices=(choice,))
    with pytest.raises(Refused, match="至少提名一个单位"):
        hall.on(actions.choose, row, choices=())
    with pytest.raises(OutOfScope):
        hall.on(actions.choose, row, choices=(actions.Choice(hall.cast.unit("root").pk, "好"),))


def test_a_reason_names_no_petitioner_and_is_said(hall):
    row = hall.started()
    unit = hall.best(row)[0]
    for reason, said in (("好", "至少写 8 个字"), ("张某13812341234反映的事已经办结", "不写个人电话")):
        with pytest.raises(Refused, match=said) as refused:
            hall.on(actions.choose, row, choices=(actions.Choice(unit, reason),))
        assert refused.value.field == f"reason_{unit}"


def test_a_decision_in_effect_excludes_and_is_not_told_to_who_may_not_know(hall):
    row = hall.chosen()
    unit = row.nominees.filter(is_chosen=True).first().unit
    adopt(hall.cast)
    room = Room(hall.cast, Orders(hall.cast), day=hall.bench.day)
    room.orders.day = room.day
    who = {"person_id": None, "unit_id": hall.cast.unit("building").pk}
    measure = room.served(form="criticism", **who)
    hall.bench.day = room.day + timedelta(days=1)
    known = queries.standings(row.run, hall.bench.day)
    assert known[measure.unit_id].measures == (measure.pk,)
    if measure.unit_id != unit.pk:
        unit = measure.unit
        Nominee.objects.filter(commendation=row).update(is_chosen=False, reason="")
        Nominee.objects.filter(commendation=row, unit=unit).update(
            is_chosen=True, reason="交办全部按期办结", excludes=[], grade=row.open_grades[0]
        )
    with pytest.raises(Refused, match="现在不符合条件"):
        hall.on(publicity.publish, row)
    other = next(pk for pk in hall.best(row) if pk != unit.pk)
    hall.on(actions.choose, row, choices=(actions.Choice(other, "交办全部按期办结，报表按期报送"),))
    nominee = row.nominees.get(unit=unit)
    assert "measure" in nominee.excludes and nominee.measures == [measure.pk]
    told = {
        who: queries.exclusion_words(hall.cast.actor(who, on=hall.bench.day), [nominee])[nominee.pk]
        for who in ("convenor", "auditor")
    }
    assert told["convenor"].endswith("有生效的问责决定") and told["auditor"].endswith("经审核不符合条件")


def test_publicity_objection_decision_paper(hall, stand_at):
    row = hall.published()
    assert row.until > hall.bench.day + timedelta(days=5)  # five working days
    assert Notice.objects.filter(kind="commendation.published").exists()
    first, second = hall.objected(row), hall.objected(row, "director", at=1)
    assert hall.owed(row) == {("answer", "commendation.answer")}
    with pytest.raises(Refused, match="提出异议的人不能自己处理"):
        hall.answered(second)
    with pytest.raises(NotAllowed):
        hall.answered(first, who="clerk")
    hall.answered(first, accepted=True)
    hall.answered(second, accepted=False, who="convenor")
    with pytest.raises(Refused, match="已经处理"):
        hall.answered(first)
    with pytest.raises(Refused, match="公示期还没有到"):
        hall.on(publicity.settle, row)
    row = hall.settled(row)
    assert hall.owed(row) == {("edit", "")}
    kept = [one.unit.label for one in queries.standing_nominees(row)]
    assert len(kept) == 1 and kept[0] in row.document.body and first.nominee.unit.label not in row.document.body
    assert "收到异议2件，采纳1件" in row.document.body
    row = hall.decide(hall.submitted(row), approved=False, remark="事迹写具体")
    assert row.state == "settled"
    row = hall.issued(hall.submitted(row))
    assert (row.state, row.number, row.document.state) == ("issued", "清信表〔2026〕1号", "issued")
    assert hall.owed(row) == set() and not list(differences(row.township_id))
    with pytest.raises(Refused):
        hall.on(actions.drop, row)


def test_who_proposed_decides_no_objection(hall):
    row = hall.started()
    choices = (actions.Choice(hall.best(row)[0], "交办全部按期办结，报表按期报送"),)
    row = hall.published(hall.on(actions.choose, row, who="director", choices=choices))
    one = hall.objected(row)
    with pytest.raises(Refused, match="请由另一位同志处理"):
        hall.answered(one)
    assert hall.answered(one, who="convenor").state == "accepted"
    with pytest.raises(Refused, match="没有提名的单位"):
        hall.settled(row)
    assert hall.on(actions.drop, row).state == "dropped"


def test_nothing_is_contested_after_the_last_day(hall):
    row = hall.published()
    hall.bench.day = row.until
    assert hall.objected(row)
    hall.bench.day = row.until + timedelta(days=1)
    with pytest.raises(Refused, match="公示期已过"):
        hall.objected(row)


def test_a_corrected_result_stops_the_commendation(hall):
    row = hall.settled()
    run = hall.bench.fresh(row.run)
    type(run).objects.filter(pk=run.pk).update(state="replaced")
    with pytest.raises(Refused, match="考核结果已经更正"):
        hall.submitted(row)
    assert hall.on(actions.drop, row).state == "dropped"


def test_who_sees_and_does_what(hall, stand_at):
    draft = hall.started()
    stand_at(hall.bench.day, 12)
    client = hall.cast.client
    for who, status in (("clerk", 200), ("auditor", 200), ("convenor", 200), ("liaison", 404), ("leader", 404)):
        assert client(who).get(page_of(draft)).status_code == status, who
    assert draft.title not in text(client("liaison").get(reverse("assessment:commendations")))
    row = hall.published(hall.chosen(draft))
    liaison, clerk, director = client("liaison"), client("clerk"), client("director")
    page = text(liaison.get(page_of(row)))
    assert (
        "公示的单位" in page and "不能提名" not in page and act(row, "object") in page and act(row, "drop") not in page
    )
    one = hall.objected(row, "liaison2")
    assert one.text not in text(liaison.get(page_of(row))) and one.text in text(director.get(page_of(row)))
    assert one.text in text(client("liaison2").get(page_of(row)))
    assert act(row, "answer", one.pk) not in text(clerk.get(page_of(row)))
    assert clerk.get(reverse("assessment:commendation_notice", args=[row.pk])).content.startswith(b"%PDF")
    assert liaison.get(reverse("assessment:commendation_notice", args=[row.pk])).status_code == 403
    assert hall.rights(ANSWER_COMMENDATION) == ["director", "convenor"] and hall.rights(APPROVE_COMMENDATION) == [
        "convenor"
    ]
    assert JournalEntry.objects.filter(action="commendation.print").count() == 1


def test_the_pages_from_the_first_form_to_the_decision(hall, stand_at):
    run = hall.run()
    stand_at(hall.bench.day, 9)
    clerk = hall.cast.client("clerk")
    new = reverse("assessment:commendation_new")
    assert "请选择" in text(clerk.post(new, {"grades": "1"}))
    made = clerk.post(new, {"run": run.pk, "grades": "1"}, follow=True)
    row = Commendation.objects.get()
    assert "候选单位已算出" in text(made) and "还没有提名" in text(made)
    unit = hall.best(row)[0]
    form = text(clerk.get(act(row, "choose")))
    assert f"reason_{unit}" in form
    fields = form_fields(form)
    assert "至少写 8 个字" in text(clerk.post(act(row, "choose"), fields | {f"reason_{unit}": "好"}))
    assert "至少提名一个单位" in text(clerk.post(act(row, "choose"), fields))
    clerk.post(act(row, "choose"), fields | {f"reason_{unit}": "交办全部按期办结，报表按期报送"})
    clerk.post(act(row, "publish"), form_fields(text(clerk.get(act(row, "publish")))))
    row.refresh_from_db()
    assert row.state == "published"
    liaison = hall.cast.client("liaison")
    liaison.post(act(row, "object"), {"unit": unit, "text": "九月交办的事项没有办结，请核实"})
    one = row.objections.get()
    convenor = hall.cast.client("convenor")
    assert "没有办结" in text(convenor.get(act(row, "answer", one.pk)))
    convenor.post(act(row, "answer", one.pk), {"do": "refuse", "reason": "已于八月三十日办结"})
    one.refresh_from_db()
    assert one.state == "refused"


def test_the_page_costs_the_same_with_many_units(hall, stand_at):
    row = hall.chosen()
    stand_at(hall.bench.day, 12)
    client, url = hall.cast.client("clerk"), page_of(row)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    unit = hall.cast.unit("building")
    for number in range(30):
        copy = type(unit).objects.get(pk=unit.pk)
        copy.pk, copy.name, copy.short_name, copy.path = None, f"第{number}单位", "", f"{unit.path}{number}."
        copy.save(force_insert=True)
        Nominee.objects.create(commendation=row, unit=copy, total="90.00", rank=9, grade="", excludes=["no_grade"])
    with CaptureQueriesContext(connection) as many:
        assert "第29单位" in text(client.get(url))
    assert len(many) <= len(few) <= 30
    register = reverse("assessment:commendations")
    with CaptureQueriesContext(connection) as listed:
        assert row.title in text(client.get(register))
    assert len(listed) <= 16
