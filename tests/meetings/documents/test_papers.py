"""Documents from draft to receipt, circulars from figures, incoming documents: state, clock, notice, journal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from meetings.documents.actions import circulars, incoming, papers
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.papers import OfficePaper
from meetings.documents.queries.papers import papers_visible_to
from records.clocks.models import Clock
from records.duties.models.duties import Duty
from records.duties.rules.duties import Cadence, period_of
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from records.matters.search import matching
from records.work.models import OPEN, WorkItem
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused


def test_a_notice_from_draft_to_receipt(desk, cast):
    paper = desk.paper(to=desk.to(copies=("district",)))
    assert paper.matter.title == "通知（拟稿）"
    assert paper not in papers_visible_to(desk.actor("leader"))
    desk.on_paper(papers.FLOW.submit, paper)
    with pytest.raises(Refused, match="不能改动"):
        desk.save(paper)
    with pytest.raises(NotAllowed):
        desk.decide(paper, "clerk2")
    with pytest.raises(Refused, match="又有改动"):
        desk.decide(paper, "director", version=1, text_sha256="0" * 64)
    desk.decide(paper, "director", approved=False, remark="请写明时限")
    desk.save(paper, body="请于月底前完成排查。", to=desk.to(copies=("district",)))
    paper = desk.issued(paper)
    assert (paper.number, paper.matter.number) == ("清信通〔2026〕1号", "清信通〔2026〕1号")
    assert (paper.state, paper.document.state, paper.approved_by.name) == ("issued", "issued", "高明")
    assert paper in papers_visible_to(desk.actor("leader"))
    assert paper in papers_visible_to(desk.actor("liaison"))
    assert paper not in papers_visible_to(desk.actor("liaison2"))
    assert "清信通〔2026〕1号 已印发，请签收" in desk.inbox("liaison")
    assert list(matching(Matter.objects.all(), "月底前完成排查", township_id=paper.township_id)) == [paper.matter]

    own, copy = (paper.document.recipients.get(part=part) for part in ("main", "copy"))
    with pytest.raises(OutOfScope):
        desk.do(papers.FLOW.receive_paper, "liaison2", row_id=paper.pk, recipient_id=own.pk)
    reached = desk.do(papers.FLOW.remind, "clerk", row_id=paper.pk)
    assert reached.told == 1 and reached.sentence.startswith("已催签 ")
    with pytest.raises(Refused, match="今天已经提醒过"):
        desk.do(papers.FLOW.remind, "clerk", row_id=paper.pk)
    desk.do(papers.FLOW.receive_paper, "liaison", row_id=paper.pk, recipient_id=own.pk)
    with pytest.raises(Refused, match="送达方式"):
        desk.do(papers.FLOW.receive_paper, "clerk", row_id=paper.pk, recipient_id=copy.pk)
    desk.do(papers.FLOW.receive_paper, "clerk", row_id=paper.pk, recipient_id=copy.pk, note="机要交换")
    assert Clock.objects.get(matter=paper.matter, code="receive_paper").stopped_on == desk.day
    assert desk.journal(paper.matter) == [
        f"paper.{name}" for name in ("draft", "submit", "return_paper", "save", "submit", "approve", "issue")
    ] + ["paper.remind", "paper.receive", "paper.receive"]


def test_numbers_run_by_kind_and_circulars_need_the_convenor(desk):
    first, second = desk.issued(desk.paper()), desk.issued(desk.paper())
    circular = desk.paper("circular")
    desk.on_paper(papers.FLOW.submit, circular)
    with pytest.raises(NotAllowed):
        desk.decide(circular, "director")
    desk.decide(circular, "convenor")
    desk.on_paper(papers.FLOW.issue_paper, circular)
    circular.refresh_from_db()
    bulletin = desk.issued(desk.paper("bulletin", to=desk.to(())))
    numbers = [first.number, second.number, circular.number, bulletin.number]
    assert numbers == ["清信通〔2026〕1号", "清信通〔2026〕2号", "清信通报〔2026〕1号", "清信简报〔2026〕第1期"]


def test_refusals_of_a_draft(desk, cast):
    with pytest.raises(Refused, match="文种"):
        desk.paper("circular_week")
    with pytest.raises(NotAllowed):
        desk.do(papers.draft_paper, "director", kind="notice", data=desk.data())
    with pytest.raises(Refused, match="不用再抄送"):
        desk.paper(to=desk.to(("building",), ("building",)))
    paper = desk.paper()
    with pytest.raises(Refused, match="请刷新页面，看"):
        desk.do(papers.FLOW.submit, "clerk", row_id=paper.pk, revision=0)
    desk.on_paper(papers.FLOW.submit, paper)
    with pytest.raises(Refused, match="林晓送审"):
        desk.on_paper(papers.FLOW.take_back, paper, "clerk2")
    desk.on_paper(papers.FLOW.take_back, paper)
    desk.on_paper(papers.drop_paper, paper)
    assert OfficePaper.objects.get(pk=paper.pk).state == "dropped"
    with pytest.raises(OutOfScope):
        desk.do(papers.FLOW.submit, "east_clerk", row_id=paper.pk, revision=1)


ONE_DAY = timedelta(days=1)


def tend(desk, day: date) -> int:
    """The daily work on untouched drafts, in those townships where there is any."""
    desk.day = day
    return circulars.tend_drafts(circulars.townships_to_look_at(desk.at()), desk.at())


def test_what_nobody_touches_is_computed_twice_and_lapses_with_the_next_period(desk, cast):
    period = period_of(Cadence.WEEKLY, desk.day)
    after = period_of(Cadence.WEEKLY, period.last + ONE_DAY)
    circulars.open_circular("circular_week", cast.township.pk, period, desk.at())
    worked = {}
    day = period.first
    while day <= after.last + timedelta(days=40):
        if day == after.first:
            circulars.open_circular("circular_week", cast.township.pk, after, desk.at())
        if n := tend(desk, day):
            worked[day] = n
        day += ONE_DAY
    first, second = OfficePaper.objects.order_by("pk")
    # Each once when its week is over, once to lapse when the week after it is over; on no other day anything at all.
    assert worked == {period.last + ONE_DAY: 1, after.last + ONE_DAY: 2, after.last + timedelta(days=8): 1}
    assert (first.state, second.state, first.matter.closed_on) == ("lapsed", "lapsed", after.last + ONE_DAY)
    assert first.document.versions.count() == 2 and "数据截至" in first.document.body
    assert not WorkItem.objects.filter(OPEN, matter=first.matter).exists()
    assert "paper.lapse" in desk.journal(first.matter)
    circulars.open_circular("circular_week", cast.township.pk, period, desk.at())  # not drafted again
    assert OfficePaper.objects.count() == 2
    again = desk.on_paper(circulars.revive_circular, first)
    assert (again.state, again.is_untouched, again.look_on) == ("draft", False, None)
    assert tend(desk, desk.day + timedelta(days=60)) == 0


def test_the_weekly_circular_is_drafted_once_follows_the_figures_and_fulfils_its_duty(desk, cast, monkeypatch):
    period = period_of(Cadence.WEEKLY, desk.day)
    duty = Duty.objects.create(
        township=cast.township,
        clause="circular_week",
        label="周通报",
        period=period.key,
        period_label=period.label,
        first=period.first,
        last=period.last,
        due_on=period.last,
        opened_at=desk.at(),
    )
    opener = circulars.opener("circular_week")
    opener(cast.township.pk, period, [duty], desk.at())
    opener(cast.township.pk, period, [duty], desk.at())
    opener(cast.township.pk, period_of(Cadence.WEEKLY, date(2026, 9, 6)), [], desk.at())  # more than a week past
    paper = OfficePaper.objects.select_related("document", "matter").get()
    assert (paper.title, paper.is_untouched) == (f"{period.label}信访工作周通报", True)
    units, copies = papers.FLOW.addressees(paper)
    assert set(units) >= {"村镇建设办", "河湾社区"}
    assert copies == ["清川县信访联席办"]

    monkeypatch.setattr(
        "meetings.documents.queries.figures.draft_text", lambda *given: "数据截至2026年9月27日。\n一、要求\n按期办结。"
    )
    assert tend(desk, period.last) == 0  # nothing is computed while the period runs
    assert tend(desk, period.last + ONE_DAY) == 1
    assert tend(desk, period.last + ONE_DAY) == 0
    desk.day = period.last
    paper.refresh_from_db()
    desk.save(paper, title=paper.title, body="本周受理三件，办结两件。")
    assert tend(desk, period.last + timedelta(days=30)) == 0
    desk.day = period.last
    desk.on_paper(circulars.rewrite_circular, paper)
    paper = desk.issued(paper, "convenor")
    assert paper.document.body == "数据截至2026年9月27日。\n一、要求\n按期办结。"
    duty.refresh_from_db()
    assert (duty.state, duty.evidence, duty.done_on) == ("done", paper.matter, desk.day)
    assert "清信周报〔2026〕1号" in duty.evidence_text
    with pytest.raises(IntegrityError), transaction.atomic():
        circulars.make_paper(
            kind="circular_week",
            data=desk.data(),
            by=desk.actor("clerk"),
            at=desk.at(),
            origin=circulars.Origin("circular_week", period.key),
        )


def owed(matter) -> tuple:
    """(act, right, unit, due on) of the one thing that is owed on a matter."""
    item = WorkItem.objects.select_related("unit").get(OPEN, matter=matter)
    return item.kind.partition(".")[2], item.right, item.unit and item.unit.name, item.due_on


def test_an_incoming_document_goes_its_way(desk, cast):
    data = incoming.IncomingData(
        "清川县信访联席办", "关于报送分析的通知", desk.day, "川信〔2026〕3号", due_on=date(2026, 9, 30)
    )
    with pytest.raises(NotAllowed):
        desk.do(incoming.register_incoming, "director", data=data)
    row = desk.do(incoming.register_incoming, "clerk", data=data)
    assert (row.number, row.matter.next_due_on) == ("收〔2026〕1号", date(2026, 9, 30))

    def act(action, who, **values):
        revision = IncomingPaper.objects.values_list("revision", flat=True).get(pk=row.pk)
        return desk.do(action, who, incoming_id=row.pk, revision=revision, **values)

    assert owed(row.matter) == ("opine", "incoming.opine", None, date(2026, 9, 30))
    act(incoming.opine, "director", opinion="建议由民政办承办。")
    assert owed(row.matter) == ("assign", "incoming.decide", None, date(2026, 9, 30))
    with pytest.raises(Refused, match="另一位领导"):
        act(incoming.decide, "director", act="assign", order="同意。", unit_id=cast.unit("civil").pk)
    with pytest.raises(Refused, match="承办单位"):
        act(incoming.decide, "convenor", act="assign", order="同意。")
    act(incoming.decide, "convenor", act="assign", order="同意。", unit_id=cast.unit("civil").pk)
    assert row.matter in matters_visible_to(desk.actor("liaison2"))
    assert row.matter not in matters_visible_to(desk.actor("liaison"))
    assert "收〔2026〕1号 收文交本单位办理" in desk.inbox("liaison2")
    assert owed(row.matter) == ("handle", "", "民政办", date(2026, 9, 30))
    act(incoming.handle, "liaison2", result="已按要求报送。")
    assert owed(row.matter) == ("close", "incoming.close", None, date(2026, 9, 30))
    assert Clock.objects.get(matter=row.matter).stopped_on == desk.day
    act(incoming.close, "clerk", agreed=False, remark="数据不全")
    act(incoming.handle, "clerk", result="补充后报送。")
    with pytest.raises(Refused, match="自己核结"):
        act(incoming.close, "clerk", agreed=True)
    closed = act(incoming.close, "clerk2", agreed=True)
    assert (closed.state, closed.matter.closed_on) == ("closed", desk.day)
    assert not WorkItem.objects.filter(OPEN, matter=row.matter).exists()
    filed = desk.do(incoming.register_incoming, "clerk", data=incoming.IncomingData("县委办", "印发会议纪要", desk.day))
    desk.do(incoming.opine, "clerk", incoming_id=filed.pk, revision=filed.revision, opinion="建议存阅。")
    filed.refresh_from_db()
    done = desk.do(
        incoming.decide, "director", incoming_id=filed.pk, revision=filed.revision, act="file_away", order="存阅。"
    )
    assert done.state == "closed"


def test_a_paper_that_is_registered_already_is_said_to_be_and_goes_on_when_somebody_confirms(desk):
    data = incoming.IncomingData("清川县信访联席办", "关于报送分析的通知", desk.day, "川信联办〔2026〕18号")
    first = desk.do(incoming.register_incoming, "clerk", data=data)
    again = replace(data, their_number="川信联办[2026] 018号")
    with pytest.raises(Refused, match=f"此文已登记：{first.number}") as refused:
        desk.do(incoming.register_incoming, "clerk", data=again)
    assert refused.value.field == "their_number"
    assert desk.do(incoming.register_incoming, "clerk", data=replace(again, is_other=True)).number == "收〔2026〕2号"
    for _ in range(2):
        desk.do(incoming.register_incoming, "clerk", data=replace(data, their_number=""))
