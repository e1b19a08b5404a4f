"""Urgent information from the first page to its end: times that stand, the alarm, the onward report, who sees what."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from petitions.urgent.actions import bulletins as bulletins
from petitions.urgent.actions import urgent as acts
from petitions.urgent.models import UrgentEntry, UrgentReport
from petitions.urgent.rules import LEVELS, STATE_LABELS, URGENT_REPORTS, check_close, judge_clock
from records.jobs.models.jobs import Job
from records.notices.models.notices import Notice
from records.work.actions.verify import differences
from records.work.queries.desk import desk_of
from tests.cast import TODAY, moment
from tests.petitions.cases.pages.browser import form_fields
from tests.petitions.office.desk import hidden, text
from township.actors import OutOfScope
from township.refusals import Refused

WORDS = {"story": "二十余人在镇政府门口要求答复", "demand": "要求结清工程款", "done": "已请代表到接待室"}


def report(desk, who="liaison", minute=0, **changes):
    given = {"happened_at": desk.at(9, 30), "place": "镇政府大门口", "headcount": 20, **WORDS}
    return desk.do(acts.report_urgent, who, 10, minute, data=acts.ReportData(**(given | changes)))


def on(desk, row, action, who="clerk", hour=10, minute=20, **values):
    row.refresh_from_db()
    return desk.do(action, who, hour, minute, urgent_id=row.pk, revision=row.revision, **values)


def paper(desk, row, action, who="clerk", **values):
    row.refresh_from_db()
    return desk.do(action, who, 10, 30, row_id=row.pk, revision=row.revision, **values)


def waiting(desk, who):
    """What this person owes on urgent information, in words."""
    rows = desk_of(desk.cast.actor(who, on=desk.day)).filter(matter__kind="urgent").order_by("pk")
    return list(rows.values_list("what", flat=True))


def judged(desk, row, level="major", units=("civil",)):
    return on(
        desk,
        row,
        acts.judge,
        level=level,
        opinion="涉及人数较多，请立即接谈",
        unit_ids=[desk.cast.unit(key).pk for key in units],
    )


@pytest.mark.parametrize("move", URGENT_REPORTS.names)
@pytest.mark.parametrize("state", STATE_LABELS)
def test_every_move_from_every_state(move, state):
    allowed = {"reported": {"judge", "add"}, "closed": set()}.get(state, set(URGENT_REPORTS.names) - {"judge"})
    assert URGENT_REPORTS.allows(move, state) == (move in allowed)


def test_the_minutes_are_counted_from_the_report():
    start = moment(TODAY, 10)
    assert judge_clock(start, None, start + timedelta(minutes=25), 60).words == "已过 25 分钟，还有 35 分钟"
    assert judge_clock(start, None, start + timedelta(minutes=95), 60).words == "已超时 35 分钟"
    late = judge_clock(start, start + timedelta(minutes=75), start, 60)
    assert late.is_late and late.words == "1 小时 15 分后研判，超过 60 分钟的本办规定"
    with pytest.raises(Refused, match="书面信息专报"):
        check_close("urgent", {"verify"}, False)
    check_close("ordinary", {"verify"}, False)


def test_from_report_to_closing(desk):
    row = report(desk)
    assert (row.matter.number, row.state) == ("清信急〔2026〕1号", "reported")
    assert any("请立即研判" in line for line in desk.inbox("clerk")) and not desk.inbox("convenor")
    assert all("工程款" not in notice.text for notice in Notice.objects.all())
    with pytest.raises(OutOfScope):
        on(desk, row, acts.add_entry, "liaison2", kind="add", text="不是我单位的")
    assert waiting(desk, "clerk") == ["研判紧急信息"]
    judged(desk, row)
    assert waiting(desk, "liaison2") == ["核查处置紧急信息"]
    assert any("重大信息" in line for line in desk.inbox("convenor"))
    assert any("请核查处置" in line for line in desk.inbox("liaison2"))
    on(desk, row, acts.phone_up, organ="清川县信访联席办", person="值班员老周", text="已口头报告基本情况")
    with pytest.raises(Refused, match="核查结果"):
        on(desk, row, acts.close_urgent, text="已平稳处置")
    on(desk, row, acts.add_entry, "liaison2", kind="verify", text="经核查，工程款已列入本月支付计划")
    with pytest.raises(Refused, match="书面信息专报"):
        on(desk, row, acts.close_urgent, text="已平稳处置")
    on(desk, row, bulletins.draft_bulletin)
    row.refresh_from_db()
    body = row.document.body
    with pytest.raises(Refused, match="没填的空"):
        paper(desk, row, bulletins.FLOW.submit)
    finished = body.replace("【写明责任单位、措施和时限】", "民政办三日内核实支付计划。")
    paper(desk, row, bulletins.FLOW.submit, body=finished, version=1)
    row.refresh_from_db()
    assert waiting(desk, "director") == ["审批信息专报"] and waiting(desk, "clerk") == []
    director = desk.cast.client("director")
    page = reverse("petitions:urgent_act", kwargs={"pk": row.pk, "act": "decide"})
    shown = text(director.get(page))
    assert "民政办三日内核实支付计划" in shown
    assert director.get(reverse("petitions:urgent_preview", args=[row.pk])).status_code == 200
    director.post(page, form_fields(shown))
    row.refresh_from_db()
    assert row.document.number == "清信专报〔2026〕1号"
    on(desk, row, acts.close_urgent, text="已平稳处置，群众散去")
    row.refresh_from_db()
    assert row.matter.closed_on == TODAY
    assert not waiting(desk, "clerk") and not waiting(desk, "liaison2") and not list(differences(row.township_id))
    kinds = list(UrgentEntry.objects.filter(report=row).values_list("kind", flat=True))
    assert kinds == ["report", "judge", "pass_on", "phone_up", "verify", "issue", "close"]
    assert desk.journal("urgent")[:2] == ["urgent.report", "urgent.judge"]


def test_the_log_is_never_changed(desk):
    row = report(desk)
    for change in ({"text": "改"}, {"at": desk.at(11)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            UrgentEntry.objects.filter(report=row).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        UrgentEntry.objects.filter(report=row).delete()
    with pytest.raises(Refused, match="发生时间不能晚于现在"):
        report(desk, happened_at=desk.at(23))


def test_the_alarm_rings_once_and_only_when_nobody_judged(desk):
    late, judged_one = report(desk), report(desk, submission_key="b")
    assert report(desk, submission_key="b").pk == judged_one.pk  # a double click makes one report
    judged(desk, judged_one, level="ordinary")
    for row in (late, judged_one):
        job = Job.objects.get(kind=acts.ALARM_JOB, subject=f"urgent:{row.pk}")
        assert job.run_after == desk.at(11)
        for _ in range(2):
            acts.run_alarm(job, desk.at(11, 1))
    found = [line for line in desk.inbox("convenor") if "还没有研判" in line]
    assert found == ["清信急〔2026〕1号 接报 61 分钟还没有研判"]


def test_a_telephone_report_keeps_the_time_of_the_call(desk, stand_at):
    stand_at(TODAY, 10, 40)
    clerk = desk.cast.client("clerk")
    given = {
        **WORDS,
        "place": "河湾社区",
        "headcount": "12",
        "happened_on": f"{TODAY}",
        "happened": "9：50",
        "by_phone": "on",
        "told_on": f"{TODAY}",
        "told": "10:05",
        "told_by": "",
        "unit": desk.cast.unit("village").pk,
        "key": "k1",
    }
    refused = text(clerk.post(reverse("petitions:urgent_new"), given))
    assert "请填写来电人" in refused and "要求结清工程款" in refused
    clerk.post(reverse("petitions:urgent_new"), given | {"told_by": "河湾社区书记"})
    row = UrgentReport.objects.get()
    assert (row.reported_at, row.entered_at, row.via) == (desk.at(10, 5), desk.at(10, 40), "phone")
    page = text(clerk.get(reverse("petitions:urgent", args=[row.pk])))
    assert "已过 35 分钟，还有 25 分钟" in page and "河湾社区书记来电" in page


def test_pages_by_person_and_their_queries(desk, stand_at):
    row = report(desk, "grid")
    stand_at(TODAY, 10, 30)
    url, page = reverse("petitions:urgent_list"), reverse("petitions:urgent", args=[row.pk])
    judging = reverse("petitions:urgent_act", kwargs={"pk": row.pk, "act": "judge"})
    grid = desk.cast.client("grid")
    assert "by_phone" not in text(grid.get(reverse("petitions:urgent_new")))
    assert judging not in text(grid.get(page)) and "续报" in text(grid.get(page))
    assert desk.cast.client("liaison").get(page).status_code == 404
    assert desk.cast.client("auditor").get(url).status_code == 403
    assert grid.post(judging, {"revision": 1, "level": "major", "opinion": "我来研判"}).status_code == 403
    clerk = desk.cast.client("clerk")
    assert judging in text(clerk.get(page)) and "研判并通报" in text(clerk.get(judging))
    clerk.get(url)
    with CaptureQueriesContext(connection) as one:
        clerk.get(url)
    for number in range(6):
        report(desk, submission_key=f"{number}")
    with CaptureQueriesContext(connection) as many:
        shown = text(clerk.get(url))
    assert len(one) == len(many)
    assert "镇政府大门口" in shown and WORDS["demand"] not in shown
    assert hidden(text(clerk.get(judging)), "revision") and set(LEVELS) == {"major", "urgent", "ordinary"}
