"""Working groups with need-to-know, responsibility letters, annual work points: state, clock, notice, journal."""

from datetime import date, timedelta

import pytest

from meetings.documents.actions import groups, letters, papers, plans
from meetings.documents.models.groups import WorkingGroup
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import WorkPlan
from meetings.documents.queries.groups import groups_visible_to
from meetings.documents.queries.letters import rows_of
from records.clocks.models import Clock
from records.duties.models.duties import Duty
from records.duties.rules.duties import Cadence, period_of
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from records.notices.models.notices import Notice
from records.work.actions.verify import differences
from records.work.models import OPEN, WorkItem
from tests.exclusions import implicate
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

USUAL = date(2026, 9, 30)  # five working days from the day of the cast on


def group_data(cast, **changes) -> groups.GroupData:
    given = {
        "name": "办证问题专项小组",
        "ground": "many_people",
        "lead_id": cast.unit("building").pk,
        "rhythm": "half_month",
        "mandate": "查清未办证的户数和原因，分类处理。",
        "unit_ids": (cast.unit("civil").pk,),
    }
    return groups.GroupData(**(given | changes))


def on_group(desk, action, who, row, **values):
    revision = WorkingGroup.objects.values_list("revision", flat=True).get(pk=row.pk)
    return desk.do(action, who, group_id=row.pk, revision=revision, **values)


def test_a_group_from_proposal_to_disbandment(desk, cast):
    row = desk.do(groups.propose_group, "clerk", data=group_data(cast, head_id=cast.person("leader").pk))
    assert row not in groups_visible_to(desk.actor("liaison"))
    with pytest.raises(NotAllowed):
        on_group(desk, groups.decide_group, "director", row, agreed=True)
    assert owed(row.matter) == [("agree", "group.decide", None, USUAL)]
    on_group(desk, groups.decide_group, "convenor", row, agreed=True)
    assert owed(row.matter) == [("report", "", "村镇建设办", desk.day + timedelta(days=15))]
    for who in ("liaison", "liaison2", "leader"):
        assert row in groups_visible_to(desk.actor(who))
    row.refresh_from_db()
    assert row.report_due_on == desk.day + timedelta(days=15)
    with pytest.raises(NotAllowed):
        on_group(desk, groups.report_group, "liaison2", row, text="民政办报告小组工作情况。")
    desk.day += timedelta(days=3)
    on_group(desk, groups.report_group, "liaison", row, text="已完成全部住户摸底工作。")
    running = Clock.objects.get(matter=row.matter, stopped_on__isnull=True)
    assert running.due_on == desk.day + timedelta(days=15)
    assert owed(row.matter) == [("report", "", "村镇建设办", running.due_on)]
    on_group(desk, groups.change_members, "clerk", row, unit_ids=(), person_ids=())
    assert row not in groups_visible_to(desk.actor("liaison2"))
    done = on_group(desk, groups.disband, "chief", row, result="首批户已办证。")
    assert (done.state, done.matter.closed_on) == ("disbanded", desk.day)
    assert owed(row.matter) == []
    assert not Clock.objects.filter(matter=row.matter, stopped_on__isnull=True).exists()
    declined = desk.do(groups.propose_group, "director", data=group_data(cast, name="另一个专项小组"))
    on_group(desk, groups.decide_group, "convenor", declined, agreed=False, remark="由原会议研究")
    assert declined.matter in Matter.objects.filter(closed_on__isnull=False)


def test_who_is_shut_out_of_a_linked_matter_does_not_see_the_group(desk, cast):
    case = Matter.objects.create(
        township=cast.township, kind="case", number="清信〔2026〕9号", title="扬尘", opened_on=desk.day
    )
    row = desk.do(groups.propose_group, "clerk", data=group_data(cast))
    on_group(desk, groups.decide_group, "convenor", row, agreed=True)
    assert row in groups_visible_to(desk.actor("liaison2"))
    on_group(desk, groups.link_matter, "clerk", row, number=case.number)
    row.matter.refresh_from_db()
    assert row.matter.title == "专项工作小组（内容见本页）"
    # An implication that is entered later still holds.
    implicate(matter=case, unit=cast.unit("civil"), reason="被反映单位", by=desk.actor("clerk"), at=desk.at())
    civil = desk.actor("liaison2")
    assert row not in groups_visible_to(civil)
    assert row in groups_visible_to(desk.actor("liaison"))
    before = Notice.objects.filter(recipient=cast.person("liaison2")).count()
    on_group(desk, groups.disband, "convenor", row, result="已经解决。")
    assert Notice.objects.filter(recipient=cast.person("liaison2")).count() == before
    with pytest.raises(Refused):
        lead_data = group_data(cast, lead_id=cast.unit("civil").pk, name="牵头单位被反映", linked=(case.number,))
        desk.do(groups.propose_group, "clerk", data=lead_data)
    with pytest.raises(OutOfScope):
        on_group(desk, groups.report_group, "liaison2", row, text="报告小组工作情况如下。")


def test_letters_are_signed_unit_by_unit(desk, cast):
    units = ("building", "civil", "farm", "village")
    for key in units:
        Duty.objects.create(
            township=cast.township,
            clause="responsibility_letters_year",
            label="责任书",
            period="2026",
            period_label="2026年",
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
            due_on=date(2026, 3, 31),
            unit=cast.unit(key),
            opened_at=desk.at(),
        )
    row = desk.signing()
    assert row.matter in matters_visible_to(desk.actor("liaison"))
    assert [one.unit.name for one in rows_of(desk.actor("liaison"), row)] == ["村镇建设办"]
    assert desk.inbox("liaison")[-1].endswith("责任书文本已定，请打印签订")
    own = row.rows.get(unit=cast.unit("building"))
    sign = {"signed_on": desk.day, "party_a": "李建", "party_b": "何静"}
    with pytest.raises(NotAllowed):
        desk.do(letters.note_signature, "liaison", letters_id=row.pk, row_id=own.pk, **sign)
    with pytest.raises(Refused, match="同一人"):
        desk.do(letters.note_signature, "clerk", letters_id=row.pk, row_id=own.pk, **(sign | {"party_b": "李建"}))
    desk.do(letters.note_signature, "clerk", letters_id=row.pk, row_id=own.pk, **sign)
    assert Duty.objects.get(unit=cast.unit("building")).state == "done"
    assert Duty.objects.get(unit=cast.unit("civil")).state == "open"
    reached = desk.do(letters.remind_unsigned, "clerk", letters_id=row.pk)
    assert (reached.units, reached.told) == (("民政办",), 1)  # of the others only 民政办 has a liaison
    assert "没有联络员，没有通知到：请电话催签" in reached.sentence
    for key in units[1:]:
        desk.do(letters.note_signature, "clerk", letters_id=row.pk, row_id=row.rows.get(unit=cast.unit(key)).pk, **sign)
    assert LetterRound.objects.get(pk=row.pk).state == "done"
    with pytest.raises(Refused, match="同名"):
        desk.signing()


def owed(matter) -> list[tuple]:
    """(act, right, unit, due on) of everything that is owed on a matter."""
    rows = WorkItem.objects.filter(OPEN, matter=matter).order_by("kind", "unit__order", "pk")
    return [
        (kind.partition(".")[2], right, unit, due_on)
        for kind, right, unit, due_on in rows.values_list("kind", "right", "unit__name", "due_on")
    ]


def test_the_duty_of_a_year_puts_the_standard_text_on_the_desk_and_then_each_unit_its_letter(desk, cast):
    duty = Duty.objects.create(
        township=cast.township,
        clause="responsibility_letters_year",
        label="责任书",
        period="2026",
        period_label="2026年",
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        due_on=date(2026, 12, 20),
        unit=cast.unit("civil"),
        opened_at=desk.at(),
    )
    for _ in range(2):
        letters.open_letters(cast.township.pk, period_of(Cadence.YEARLY, desk.day), [duty], desk.at())
    row = LetterRound.objects.get()
    assert (row.sign_by, row.document.drafted_by) == (duty.due_on, None)
    assert owed(row.matter) == [("edit", "letters.write", None, USUAL)]
    typed = {"row_id": row.pk, "version": 1, "title": row.title, "sign_by": row.sign_by}
    with pytest.raises(Refused, match="{单位}"):
        desk.do(
            letters.FLOW.submit,
            "clerk",
            revision=row.revision,
            body="签订责任书，落实信访工作责任，各负其责。",
            **typed,
        )
    approval = desk.do(letters.FLOW.submit, "clerk", row_id=row.pk, revision=row.revision)
    assert owed(row.matter) == [("decide", "letters.approve", None, USUAL)]
    read = {"version": approval.document_version, "text_sha256": approval.text_sha256}
    desk.do(letters.FLOW.decide, "director", row_id=row.pk, approved=True, **read)
    units = [unit for _, _, unit, due_on in owed(row.matter) if due_on == row.sign_by]
    assert units == [one.unit.name for one in row.rows.all()] and "民政办" in units
    own = row.rows.get(unit=cast.unit("civil"))
    signed = {"signed_on": desk.day, "party_a": "李建", "party_b": "吴芳"}
    desk.do(letters.note_signature, "clerk", letters_id=row.pk, row_id=own.pk, **signed)
    assert "民政办" not in [unit for _, _, unit, _ in owed(row.matter)]
    duty.refresh_from_db()
    assert duty.state == "done"
    assert list(differences(cast.township.pk)) == []


def test_work_points_are_approved_issued_and_followed(desk, cast):
    Duty.objects.create(
        township=cast.township,
        clause="work_points_year",
        label="工作要点",
        period="2026",
        period_label="2026年",
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        due_on=date(2026, 3, 31),
        opened_at=desk.at(),
    )
    plan = desk.do(plans.start_plan, "clerk", year=2026)

    def act(action, who="clerk", **values):
        revision = WorkPlan.objects.values_list("revision", flat=True).get(pk=plan.pk)
        return desk.do(action, who, plan_id=plan.pk, revision=revision, **values)

    assert owed(plan.matter) == [("submit", "work_plan.write", None, USUAL)]
    with pytest.raises(Refused, match="还没有一条要点"):
        act(plans.submit_plan)
    data = plans.PointData("健全接访制度", cast.unit("building").pk, date(2026, 12, 31), "制度印发")
    first = act(plans.add_point, data=data)
    act(plans.add_point, data=plans.PointData("化解积案", cast.unit("civil").pk, date(2026, 11, 30), "化解八成"))
    act(plans.remove_point, point_id=first.pk)
    point = act(plans.add_point, data=data)
    assert list(plan.points.values_list("seq", "text")) == [(1, "化解积案"), (2, "健全接访制度")]
    act(plans.submit_plan)
    paper = OfficePaper.objects.get(work_plan=plan)
    with pytest.raises(Refused, match="还在审批"):
        act(plans.reopen_plan)
    assert owed(plan.matter) == [] and [act for act, *_ in owed(paper.matter)] == ["decide"]
    desk.on_paper(papers.FLOW.take_back, paper)
    assert owed(paper.matter) == [("points", "work_plan.write", None, USUAL)]
    with pytest.raises(Refused, match="年度要点"):
        desk.save(paper)
    act(plans.reopen_plan)
    assert owed(paper.matter) == [] and [name for name, *_ in owed(plan.matter)] == ["submit"]
    act(plans.save_preface, preface="全年重点抓好以下工作：")
    act(plans.submit_plan)
    desk.decide(paper, "convenor")
    desk.on_paper(papers.FLOW.issue_paper, paper)
    plan.refresh_from_db()
    assert (plan.state, plan.paper.number) == ("issued", "清信要点〔2026〕1号")
    assert Duty.objects.get().state == "done"
    assert owed(plan.matter) == [
        ("report", "", "村镇建设办", date(2026, 12, 31)),
        ("report", "", "民政办", date(2026, 11, 30)),
    ]
    with pytest.raises(NotAllowed):
        desk.do(plans.report_point, "liaison2", plan_id=plan.pk, point_id=point.pk, percent=50, text="代为报告进展")
    desk.do(plans.report_point, "liaison", plan_id=plan.pk, point_id=point.pk, percent=50, text="制度已起草")
    with pytest.raises(Refused, match="不能低于"):
        desk.do(plans.report_point, "liaison", plan_id=plan.pk, point_id=point.pk, percent=40, text="有所反复")
    desk.do(plans.report_point, "liaison", plan_id=plan.pk, point_id=point.pk, percent=100, text="制度已印发")
    point.refresh_from_db()
    assert point.done_on == desk.day
    assert [unit for _, _, unit, _ in owed(plan.matter)] == ["民政办"]
    assert list(differences(cast.township.pk)) == []
    with pytest.raises(Refused, match="已经有了"):
        desk.do(plans.start_plan, "clerk", year=2026)
