"""The quarterly hearing and the work report: drafted from data, signed by a second person, heard, duties fulfilled."""

from datetime import date, timedelta

import pytest

from meetings.dispatch.actions import hearings as actions
from meetings.dispatch.actions import work_reports as reports
from meetings.dispatch.actions.work_reports import FLOW
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.sessions.actions import sessions
from records.duties.models.duties import Duty
from records.duties.openers import acts_of
from records.duties.rules.duties import Period
from records.papers import store
from records.papers.actions.documents import text_hash
from records.work.actions.verify import differences
from records.work.models import OPEN, WorkItem
from tests.records.duties.duty_stage import clause, sweep
from tests.records.papers.pdf_reading import text_of
from township.actors import NotAllowed
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("fake_cases")
END = date(2026, 9, 30)
Q3 = Period("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "2026年第三季度")


def quarter(cast, key: str) -> None:
    """A clause of each quarter, owed by the office by its last working day."""
    row = clause(cast, "dispatch_month", date(2026, 7, 1), cadence="quarterly", due={"at": "end", "shift": "back"})
    row.key, row.label = key, key
    row.save(update_fields=["key", "label"])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def submit(hall, report, who="clerk") -> dict:
    """Hand the report in; what its reader has before him."""
    approval = hall.do(FLOW.submit, who, row_id=report.pk, revision=fresh(report).revision)
    return {"version": approval.document_version, "text_sha256": approval.text_sha256, "row_id": report.pk}


def owed() -> list[tuple]:
    rows = WorkItem.objects.filter(OPEN, kind__regex=r"^(hearing|work_report|duty)\.")
    return sorted(rows.values_list("kind", "due_on"))


def acts() -> set[str]:
    """What the buttons in the lines of the open duties do."""
    found = acts_of(Duty.objects.filter(state="open"))
    return {f"{one.kind}.{one.act}" for one in found.values()}


def test_a_report_drafted_signed_and_frozen_fulfils_its_duty(hall, cast):
    quarter(cast, "work_report")
    quarter(cast, "hearing_quarter")
    for _ in range(2):
        sweep(cast, cast.today)
    report, hearing = WorkReport.objects.get(), Hearing.objects.get()
    assert (report.period, hearing.period, hearing.state) == ("2026-Q3", "2026-Q3", "opened")
    assert hearing.report == report

    # The lines of the duties hold the buttons: no second line for hearing and report.
    duties = [("duty.hearing_quarter", END), ("duty.work_report", END)]
    assert owed() == duties
    assert acts() == {"hearing.arrange", "work_report.draft"}
    hall.do(reports.draft_report, "clerk", report_id=report.pk, revision=report.revision)
    assert owed() == [*duties, ("work_report.edit", END)]
    assert acts() == {"hearing.arrange", "work_report.edit"}
    body = fresh(report).document.body
    assert "2026年第三季度信访总量12件，比上期增长20.0%。" in body
    assert "应完成议定事项0项" in body and "按期落实率—" in body
    new = body.replace("特此报告。", "妥否，请审阅。\n特此报告。")
    typed = {"row_id": report.pk, "version": 1, "revision": None, "addressee": "中共清河镇委员会、清河镇人民政府"}
    hall.do(FLOW.save, "clerk2", body=new, **typed)
    with pytest.raises(Refused, match="由别人改过"):
        hall.do(FLOW.save, "clerk", body=body, **typed | {"addressee": "镇党委"})
    read = submit(hall, report)
    assert owed() == [*duties, ("work_report.decide", END)]
    assert acts() == {"hearing.arrange"}
    with pytest.raises(NotAllowed):
        hall.do(FLOW.decide, "clerk", approved=True, **read)
    hall.do(FLOW.decide, "director", approved=True, **read)
    assert owed() == duties[:1]
    assert list(differences(cast.township.pk)) == []
    done = fresh(report)
    assert (done.state, done.number, done.document.approved_by.name) == ("issued", "清信报〔2026〕1号", "高明")
    assert text_hash(done.document.body) == read["text_sha256"]
    printed = text_of(store.get(done.document.blob))
    assert "签发人：高明" in printed and "清信报〔2026〕1号" in printed
    assert "关于2026年第三季度信访工作情况的报告" in printed and "妥否，请审阅。" in printed
    duty = Duty.objects.get(clause="work_report")
    assert (duty.state, duty.evidence) == ("done", done.matter)
    assert Duty.objects.get(clause="hearing_quarter").state == "open"


def test_a_director_who_drafts_does_not_sign(hall):
    report = hall.do(reports.open_report, "director", period=Q3)
    assert owed() == [("work_report.draft", date(2026, 9, 30))]
    hall.do(reports.draft_report, "director", report_id=report.pk, revision=report.revision)
    read = submit(hall, report, "director")
    with pytest.raises(Refused, match="提出人不能审批"):
        hall.do(FLOW.decide, "director", approved=True, **read)
    hall.do(FLOW.decide, "convenor", approved=False, remark="补充下步工作", **read)
    assert fresh(report).state == "draft"


def test_a_hearing_recorded_as_it_was_heard(hall, cast):
    quarter(cast, "hearing_quarter")
    sweep(cast, cast.today)
    row = Hearing.objects.get()
    record = actions.HearingRecord("镇党政联席会议", date(2026, 9, 18), "王强", "会议认为总体平稳。", "每月通报一次。")
    late = actions.HearingRecord("镇党政联席会议", date(2026, 6, 18), "王强", "会议认为总体平稳。", "")
    with pytest.raises(Refused, match="不在2026年第三季度内"):
        hall.do(actions.record_hearing, "clerk", hearing_id=row.pk, revision=row.revision, record=late)
    hall.do(actions.record_hearing, "clerk", hearing_id=row.pk, revision=row.revision, record=record)
    duty = Duty.objects.get(clause="hearing_quarter")
    assert (duty.state, duty.done_on, duty.evidence) == ("done", date(2026, 9, 18), row.matter)
    with pytest.raises(Refused):
        hall.do(actions.record_hearing, "clerk", hearing_id=row.pk, revision=fresh(row).revision, record=record)


@pytest.mark.usefixtures("quick_print")
def test_a_hearing_held_as_a_session_is_recorded_by_its_minutes(hall, cast):
    quarter(cast, "hearing_quarter")
    sweep(cast, cast.today)
    row = Hearing.objects.get()
    starts = hall.at(15) + timedelta(days=2)
    given = {"chair_id": cast.person("chief").pk, "place": "三楼会议室", "starts_at": starts}
    hall.do(actions.arrange_hearing, "clerk", hearing_id=row.pk, revision=row.revision, **given)
    assert owed() == [("duty.hearing_quarter", END)]
    hall.session = fresh(row).session
    hall.on_session(sessions.convene)
    hall.held()
    hall.begun()
    hall.write(held="会议认为，受理及时。", decided="会议议定，逐件倒排工期。")
    hall.task("building")
    hall.submitted()
    hall.issued()
    assert owed() == []
    assert list(differences(cast.township.pk)) == []
    row = fresh(row)
    assert (row.state, row.chair_name, row.held_on) == ("recorded", "王强", starts.date())
    assert "会议认为，受理及时。" in row.opinions and "完成首批120户不动产登记（村镇建设办）" in row.decisions
    assert Duty.objects.get(clause="hearing_quarter").state == "done"


def test_a_quarter_in_which_nothing_was_heard_is_closed_with_the_reason(hall, cast):
    row = hall.do(actions.open_this_quarter, "clerk")
    given = {"hearing_id": row.pk, "reason": "党政联席会议改期到下季度"}
    with pytest.raises(Refused, match="还没有结束"):
        hall.do(actions.lapse_hearing, "clerk", revision=fresh(row).revision, **given)
    hall.day = END + timedelta(days=1)
    hall.do(actions.lapse_hearing, "clerk", revision=fresh(row).revision, **given)
    assert fresh(row).state == "lapsed" and fresh(row).matter.closed_on == hall.day
    with pytest.raises(Refused):
        hall.do(actions.lapse_hearing, "clerk", revision=fresh(row).revision, **given)


def test_a_work_report_of_a_part_of_its_quarter_is_not_the_quarters(hall, cast):
    """Drafted in the second month: title, text and what is read say the cut-off, the quarter stays owed, a second one is begun."""
    quarter(cast, "work_report")
    hall.day = date(2026, 8, 3)
    sweep(cast, hall.day)
    report = hall.do(reports.open_report, "director", period=Q3)
    hall.do(reports.draft_report, "clerk", report_id=report.pk, revision=fresh(report).revision)
    hall.day = date(2026, 8, 7)
    read = submit(hall, report)
    row = fresh(report)
    assert (
        "（数据截至2026年8月7日）" in row.document.body
        and row.matter.title == "2026年第三季度（截至8月7日）信访工作报告"
    )
    assert any("不算完成本期应办" in words for _, words in FLOW.warnings(row, hall.day))
    hall.day = date(2026, 10, 8)  # signed when the quarter is over: the figures are still those of August
    hall.do(FLOW.decide, "director", approved=True, **read)
    done, duty = fresh(report), Duty.objects.get(clause="work_report", period="2026-Q3")
    assert (done.state, done.period, duty.state) == ("issued", "2026-Q3~1", "open")
    assert "（截至8月7日）信访工作情况的报告" in text_of(store.get(done.document.blob)).replace("\n", "")
    again = hall.do(reports.open_report, "director", period=Q3)
    assert again.pk != report.pk and again.period == "2026-Q3"
