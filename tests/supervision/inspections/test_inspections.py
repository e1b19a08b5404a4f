"""An inspection from proposal to conclusion: recusal, the checklist that stays, the work on site by several, the papers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.matters.models.access import Holding, Recusal
from records.matters.models.matters import Matter
from records.notices.models.notices import Notice
from records.papers.models.attachments import Attachment
from records.work.models import OPEN, WorkItem
from supervision.inspections.actions import checklists, corrections, inspections, papers, site, teams
from supervision.inspections.models.checklists import Checklist, Entry
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.queries.checklists import clause_items, template_items
from supervision.inspections.queries.findings import findings_visible_to
from supervision.inspections.queries.inspections import inspections_visible_to
from supervision.inspections.queries.papers import papers_visible_to
from supervision.inspections.rules.checklists import split_items
from tests.supervision.inspections.conftest import ITEMS, photo
from township.actors import NotAllowed, OutOfScope, system_actor
from township.directory.models.people import Post
from township.journal.models import JournalEntry
from township.profiles.actions.profiles import adopt_profile
from township.refusals import Refused

pytestmark = pytest.mark.django_db


def owed(row) -> set[tuple]:
    """(act, holder) of what is open on the row."""
    rows = WorkItem.objects.filter(OPEN, matter_id=row.pk).select_related("person", "unit")
    return {
        (one.kind.partition(".")[2], one.person.name if one.person_id else one.unit.name if one.unit_id else one.right)
        for one in rows
    }


def test_proposed_approved_numbered(room):
    row = room.draft()
    assert owed(row) == {("edit", "林晓")}
    room.on(inspections.FLOW.submit, row)
    assert owed(row) == {("decide", "inspection.approve")}
    with pytest.raises((Refused, NotAllowed)):
        room.decide(row, "clerk")
    row = room.decide(row)
    assert row.state == "planned" and row.number.endswith("督查〔2026〕1号") and row.matter.number == row.number
    assert row.approved_by == room.cast.person("convenor") and row.document.blob
    assert owed(row) == {("team", "inspection.write"), ("checklist", "inspection.write")}
    assert "初信初访" in row.document.body and "村镇建设办、农业服务中心" in row.document.body


def test_the_proposer_approves_nothing_in_the_database_either(room):
    row = room.approved()
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=row.pk).update(approved_by=row.proposed_by)


def test_who_is_in_charge_of_an_inspected_unit_does_not_approve(room):
    row = room.submitted()
    post = Post.objects.get(person=room.cast.person("convenor"))
    post.has_portfolio = True
    post.save()
    post.portfolio_units.add(room.cast.unit("building"))
    with pytest.raises((Refused, NotAllowed), match="分管"):
        room.decide(row)
    assert room.decide(row, "chief").state == "planned"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_on": date(2026, 9, 1)}, "first_on"),
        ({"last_on": date(2026, 9, 22)}, "last_on"),
        ({"units": []}, "units"),
        ({"kind": "assigned"}, "instruction"),
        ({"focus": " \n"}, "focus"),
        ({"title": "督查"}, "title"),
        ({"title": "督查13812345678一事"}, "title"),
    ],
)
def test_a_bad_proposal_has_its_sentence(room, changes, field):
    with pytest.raises(Refused) as refusal:
        room.draft(**changes)
    assert refusal.value.field == field and not Matter.objects.filter(kind="inspection").exists()


def test_the_inspected_are_not_on_the_team(room):
    row = room.approved()
    with pytest.raises(Refused, match=r"何静（村镇建设办）.*应当回避"):
        room.team(row, members=("liaison",))
    with pytest.raises(Refused, match="至少两人"):
        room.team(row, members=("director",))
    assert room.team(row).members.count() == 2


def test_a_member_declares_or_steps_back_and_stays_on_record(room):
    row = room.team(room.approved())
    assert ("declare", "吴芳") in owed(row)
    row = room.on(teams.recuse, row, "liaison2", reason="与农业服务中心负责人是近亲属")
    gone = row.members.get(person=room.cast.person("liaison2"))
    assert gone.recused_on == room.day and gone.reason and ("declare", "吴芳") not in owed(row)
    assert Recusal.objects.filter(matter=row.matter, person=room.cast.person("liaison2")).exists()
    assert not inspections_visible_to(room.cast.actor("liaison2")).filter(pk=row.pk).exists()
    with pytest.raises(Refused, match="已经申明回避"):
        room.team(row)


def test_what_is_missing_keeps_it_from_starting(room):
    row = room.approved()
    with pytest.raises(Refused, match="还没有编组"):
        room.on(inspections.begin, row)
    row = room.team(row)
    with pytest.raises(Refused, match="还没有确认是否需要回避"):
        room.on(inspections.begin, row)
    for who in ("director", "liaison2"):
        row = room.on(teams.declare, row, who)
    with pytest.raises(Refused, match="还没有检查表"):
        room.on(inspections.begin, row)


def test_a_running_inspection_keeps_its_version_of_the_checklist(room):
    first = room.do(checklists.save_checklist, "clerk", topic="初访", items=ITEMS)
    row = room.team(room.approved())
    row = room.on(inspections.set_checklist, row, items=template_items(first))
    second = room.do(
        checklists.save_checklist, "clerk", topic="初访", items="只看一项", checklist_id=first.pk, version=1
    )
    assert second.version == 2 and not Checklist.objects.get(pk=first.pk).is_current
    assert [item.text for item in row.items.all()] == ["登记和受理", "答复文书"]
    assert {item.source for item in row.items.all()} == {"初访（第1版）"}
    with pytest.raises(Refused, match="有了新版本"):
        room.do(checklists.save_checklist, "clerk", topic="初访", items="x项", checklist_id=first.pk, version=1)
    for who in ("director", "liaison2"):
        row = room.on(teams.declare, row, who)
    row = room.on(inspections.begin, row)
    with pytest.raises(Refused, match="检查表不再改动"):
        room.on(inspections.set_checklist, row, items=split_items("新的一项"))


def test_clauses_are_offered_with_what_the_ledger_knows(room):
    system = system_actor(room.cast.township.pk, "制度", room.day)
    adopt_profile(
        key="hengyang",
        township_id=room.cast.township.pk,
        valid_from=date(2026, 1, 1),
        by=system,
        at=room.cast.at(date(2026, 1, 1)),
    )
    row = room.approved()
    actor = room.cast.actor("clerk")
    found = clause_items(actor, row, room.day)
    assert "screening_half_month" in found and "没有到期记录" in found["screening_half_month"].known
    common = {
        "township": room.cast.township,
        "clause": "screening_half_month",
        "label": "半月排查",
        "period_label": "九月上半月",
        "first": date(2026, 9, 1),
        "last": date(2026, 9, 15),
        "unit": room.cast.unit("building"),
        "opened_at": room.cast.at(),
    }
    Duty.objects.create(**common, period="2026-09a", due_on=date(2026, 9, 15), state="done", done_on=date(2026, 9, 18))
    Duty.objects.create(**common, period="2026-08b", due_on=date(2026, 8, 31))
    known = clause_items(actor, row, room.day)["screening_half_month"].known
    assert "村镇建设办按时0期、迟办1期、未办1期" in known


def test_the_units_learn_of_it_when_it_begins(room):
    row = room.prepared()
    assert not inspections_visible_to(room.cast.actor("liaison")).filter(pk=row.pk).exists()
    row = room.on(inspections.begin, row)
    assert inspections_visible_to(room.cast.actor("liaison")).filter(pk=row.pk).exists()
    assert Holding.objects.filter(matter=row.matter, ended_on__isnull=True).count() == 2
    assert Entry.objects.filter(item__inspection=row).count() == 4
    assert Notice.objects.filter(kind="inspection.begun", recipient=room.cast.person("liaison")).exists()
    assert owed(row) == {("site", "高明"), ("site", "吴芳")}


# --- on site ------------------------------------------------------------------------------------------------------------


def test_several_members_write_at_once_each_their_own(room):
    row = room.started()
    mine = {who: [one for one in room.entries(row) if room.who(one) == who] for who in ("director", "liaison2")}
    assert {who: len(found) for who, found in mine.items()} == {"director": 2, "liaison2": 2}
    before = room.fresh(row).revision
    room.rate(row, mine["director"][0], rating="", words="登记簿还没有看完", is_done=False, files=[photo()])
    room.rate(
        row, mine["liaison2"][0], rating="poor", words="五件里两件没有回证", files=[photo("甲.png"), photo("乙.png")]
    )
    assert room.fresh(row).revision == before, "nobody's page goes stale because another saved"
    with pytest.raises(NotAllowed, match="另一位成员"):
        room.rate(row, mine["director"][1], "liaison2")
    first, second = (Entry.objects.get(pk=mine[who][0].pk) for who in ("director", "liaison2"))
    assert not first.is_done and first.words and second.is_done
    assert [one.file.name for one in second.photos.all()] == ["甲.png", "乙.png"] and first.photos.count() == 1
    assert Attachment.objects.filter(matter=row.matter).count() == 3


def test_the_same_entry_from_two_devices_loses_nothing(room):
    row = room.started()
    entry = room.entries(row)[0]
    room.rate(row, entry, rating="good", words="第一台")
    with pytest.raises(Refused, match="另一台设备上保存过（好：第一台）"):
        room.rate(row, entry, version=0, words="第二台")
    assert Entry.objects.get(pk=entry.pk).words == "第一台"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"rating": ""}, "rating"), ({"rating": "poor", "words": "差"}, "words"), ({"rating": "x"}, "rating")],
)
def test_a_finished_entry_has_its_rating_and_says_why(room, changes, field):
    row = room.started()
    with pytest.raises(Refused) as refusal:
        room.rate(row, room.entries(row)[0], **changes)
    assert refusal.value.field == field


def test_the_leader_ends_the_work_on_site_when_all_is_filled_in(room):
    row = room.started()
    with pytest.raises(Refused, match="还有4格"):
        room.on(inspections.end_site, row, "director")
    row = room.rated(row)
    assert owed(row) == {("end_site", "高明")}
    with pytest.raises(NotAllowed, match="组长"):
        room.on(inspections.end_site, row, "liaison2")
    row = room.on(inspections.end_site, row, "director")
    with pytest.raises(Refused, match="现场督查期间"):
        room.rate(row, room.entries(row)[0])


def test_the_team_changes_while_the_work_lasts(room):
    """The leader falls out: what was filled in stays, somebody else leads, and the later one declares first."""
    row = room.started()
    mine = next(one for one in room.entries(row) if room.who(one) == "director")
    room.rate(row, mine, words="登记齐全")
    found = room.put(room.found(row))
    row = room.team(row, leader="clerk2", members=("liaison2",))
    left = row.members.get(person=room.cast.person("director"))
    assert left.left_on == room.day and not left.is_leader and Entry.objects.get(pk=mine.pk).is_done
    assert ("uphold", "周敏") in owed(found) and ("declare", "周敏") in owed(row)
    entry = next(one for one in room.entries(row) if one.item.member.person == room.cast.person("clerk2"))
    with pytest.raises(Refused, match="先在督查页面确认"):
        room.rate(row, entry, "clerk2")
    row = room.on(teams.declare, row, "clerk2")
    room.rate(row, entry, "clerk2")
    assert findings_visible_to(room.cast.actor("liaison2")).filter(pk=found.pk).exists()
    row = room.on(teams.recuse, row, "clerk2", reason="与民政办无关，另有亲属关系")
    assert ("team", "inspection.write") in owed(row) and ("uphold", "finding.dispose") in owed(found)
    assert not findings_visible_to(room.cast.actor("clerk2")).filter(pk=found.pk).exists(), "shut out of the parts too"


def test_findings_of_two_members_never_collide(room):
    row = room.started()
    one, two = room.found(row, "director"), room.found(row, "liaison2", n=3)
    assert (one.seq, two.seq) == (1, 2) and one.matter.number == f"{row.number}-1"
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=two.pk).update(seq=1)
    with pytest.raises(NotAllowed, match="督查组成员"):
        room.found(row, "liaison")
    with pytest.raises(OutOfScope):
        room.found(row, "east_clerk")


def test_a_finding_names_its_evidence(room):
    row = room.started()
    with pytest.raises(Refused, match="没有依据的不能作为问题提出"):
        room.found(row, evidence=" ")
    entry = room.entries(row)[0]
    room.rate(row, entry, rating="poor", words="没有回证", files=[photo()])
    other = room.entries(row)[1]
    room.rate(row, other, rating="poor", words="没有回证", files=[photo("别处.png")])
    mine, foreign = (one.photos.get().file for one in (entry, other))
    with pytest.raises(Refused, match="不属于这一格"):
        room.found(row, photos=(foreign,))
    found = room.found(row, photos=(mine,))
    assert [one.file_id for one in found.evidence.all()] == [None, mine.pk]


# --- papers -------------------------------------------------------------------------------------------------------------


def test_from_settled_to_concluded(room):
    row = room.settled()
    assert owed(row) == {("feedback", "inspection.paper"), ("report", "inspection.paper")}
    for unit in ("building", "farm"):
        paper = room.issued(room.feedback(row, unit))
        assert paper.number.endswith("号") and paper.document.blob
    with pytest.raises(Refused, match="已经拟好"):
        room.feedback(row)
    building = row.papers.get(unit=room.cast.unit("building"))
    assert "五件答复意见书" in building.document.body and "情况属实" in building.document.body
    farm = row.papers.get(unit=room.cast.unit("farm"))
    assert "五件答复意见书" not in farm.document.body, "another unit's problem stands in no letter to this one"
    assert ("receive", "村镇建设办") in owed(building)
    room.issued(room.on(papers.draft_report, row))
    with pytest.raises(Refused, match="还有1个问题"):
        room.on(inspections.conclude, row)
    finding = row.findings.get()
    room.cleared(room.reported(room.planned(finding)))
    room.later(31)
    room.on(corrections.confirm, finding, words="抽看新办五件，没有反弹。")
    assert owed(row) == {("conclude", "inspection.write")}
    row = room.on(inspections.conclude, row)
    assert row.state == "done" and row.matter.closed_on == room.day and owed(row) == set()


def test_feedback_waits_for_the_end_of_the_hearing(room):
    row = room.started()
    with pytest.raises(Refused, match="核实结束以后"):
        room.feedback(row)


def test_a_circular_goes_to_every_unit_without_what_was_handed_over(room):
    row = room.rated()
    found = room.upheld(room.told(room.put(room.found(row))))
    room.rectifying(room.upheld(room.told(room.put(room.found(row, n=1, text="另有一件没有登记受理日期。")))))
    paper = room.on(papers.draft_transfer, found, organ=room.cast.unit("land_bureau"), words="属于县级主管部门职责。")
    row = room.on(inspections.settle, room.on(inspections.end_site, row, "director"))
    circular = room.issued(room.on(papers.draft_circular, row))
    assert "另有一件没有登记" in circular.document.body and "五件答复意见书" not in circular.document.body
    assert circular.document.recipients.filter(unit=room.cast.unit("civil")).exists()
    assert paper.genre == "transfer"


def test_a_letter_that_hands_over_is_restricted_and_answered(room):
    row = room.rated()
    found = room.upheld(room.told(room.put(room.found(row))))
    paper = room.on(papers.draft_transfer, found, organ=room.cast.unit("discipline"), words="属于纪委职责，现予移送。")
    assert paper.matter.secrecy == "restricted" and room.fresh(found).state == "handed"
    sees = {who for who in room.cast.accounts if papers_visible_to(room.cast.actor(who)).filter(pk=paper.pk).exists()}
    assert sees == {"clerk", "director", "convenor", "chief"}
    unit = findings_visible_to(room.cast.actor("liaison")).get(pk=found.pk)
    assert unit.get_state_display() == unit.get_disposal_display() == "另行办理"
    events = " ".join(unit.matter.events.values_list("text", flat=True))
    assert "移送" not in events and "纪委" not in events
    paper = room.issued(paper)
    assert paper.state == "waiting" and owed(paper) == {("answer", "inspection.paper")}
    with pytest.raises(Refused, match="印发以后、今天以前"):
        room.on(papers.answer, paper, words="已约谈提醒。", number="", answered_on=room.day + timedelta(days=1))
    paper = room.on(papers.answer, paper, words="已约谈提醒。", number="", answered_on=room.day)
    assert paper.state == "answered" and paper.matter.closed_on


def test_a_transfer_given_up_gives_the_finding_back(room):
    row = room.rated()
    found = room.upheld(room.told(room.put(room.found(row))))
    paper = room.on(papers.draft_transfer, found, organ=room.cast.unit("discipline"), words="属于纪委职责，现予移送。")
    room.on(papers.drop_paper, paper)
    assert room.fresh(found).state == "standing" and room.fresh(found).disposal == ""
    again = room.on(papers.draft_transfer, found, organ=room.cast.unit("discipline"), words="属于纪委职责，现予移送。")
    assert again.pk != paper.pk


def test_given_up_before_it_begins_with_a_reason(room):
    row = room.prepared()
    with pytest.raises(Refused, match="至少写 4 个字"):
        room.on(inspections.drop_inspection, row, reason="无")
    row = room.on(inspections.drop_inspection, row, reason="与上级督查重复")
    assert row.state == "dropped" and owed(row) == set() and row.matter.closed_on
    assert JournalEntry.objects.filter(action="inspection.drop", subject_id=row.pk).exists()
    assert not Candidate.objects.exists()


def test_outsiders_get_what_the_invitation_says(room):
    row = room.approved()
    guests = [
        teams.Guest("deputy", "周某", "镇人大", "plan"),
        teams.Guest("press", "记者甲", "", "findings"),
    ]
    row = room.on(teams.invite, row, guests=guests)
    assert [one.sight for one in row.outsiders.all()] == ["plan", "findings"]
    with pytest.raises(Refused, match="请选择身份"):
        room.on(teams.invite, row, guests=[replace(guests[0], sight="all")])


def test_a_photo_loses_where_it_was_taken(room):
    row = room.started()
    entry = room.rate(row, room.entries(row)[0], files=[photo()])
    file = entry.photos.get().file
    assert file.purpose == "inspection" and file.media_type == "image/png"
    assert site.MOST_PHOTOS == 20
    with pytest.raises(Refused, match="最多 20 张"):
        room.rate(row, entry, files=[photo() for _ in range(20)])
