"""Meeting notices as papers: from the session to the receipts, and what each leaves behind."""

import pytest
from django.urls import reverse

from meetings.notices.actions import notices as actions
from meetings.notices.models.notices import SessionNotice
from meetings.notices.rules.notices import DOORS, NOTICES, NoticeFacts, NoticeText, notice_text, title_of
from meetings.sessions.actions import seats, sessions
from records.papers.actions.approvals import pending
from records.papers.actions.recipients import Distribution
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.work.models import WorkItem
from tests.records.papers.pdf_reading import text_of as read_back
from township.refusals import Refused

FLOW = actions.FLOW


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def planned(hall):
    """A session with a topic of its own and one about a case, to which two units and an organ outside are asked."""
    hall.plan(requirement="汇报不超过五分钟")
    hall.invite("building", "civil")
    hall.invite("land_bureau", part="invitee")
    hall.propose(title="集体土地补偿分配方案")
    hall.agree()
    hall.schedule()
    hall.propose("clerk", title="某某户安置房办证", linked=[hall.case().number])
    hall.agree()
    hall.schedule()
    return hall


def drafted(hall) -> SessionNotice:
    return hall.do(actions.draft_notice, "clerk", session_id=hall.session.pk)


def on(hall, row, action, who="clerk", **values) -> SessionNotice:
    row = SessionNotice.objects.get(pk=row.pk)
    number = "row_id" if hasattr(action, "__self__") else "notice_id"
    hall.do(action, who, revision=row.revision, **{number: row.pk}, **values)
    hall.session.refresh_from_db()
    return SessionNotice.objects.select_related("matter", "document", "session").get(pk=row.pk)


def issued(hall) -> SessionNotice:
    row = on(hall, drafted(hall), FLOW.submit)
    asked = pending(row.matter, "session_notice")
    read = {"version": asked.document_version, "text_sha256": asked.text_sha256}
    hall.do(FLOW.decide, "director", row_id=row.pk, approved=True, **read)
    return on(hall, row, FLOW.issue_paper)


def owed(hall, row) -> list[str]:
    rows = WorkItem.objects.filter(matter_id=row.pk, done_at__isnull=True, dropped_at__isnull=True)
    return sorted(item.kind.partition(".")[2] for item in rows)


def test_the_text_is_put_together_from_the_session(planned, quick_print):
    row = drafted(planned)
    body = row.document.body
    assert row.document.title == "关于召开集体土地补偿专题会议的通知"
    for words in (
        "定于2026年9月25日（周五）14:30召开",
        "三楼会议室",
        "（一）集体土地补偿分配方案。",
        "汇报不超过五分钟",
    ):
        assert words in body
    assert "某某户" not in body and "（二）研究有关信访事项。" in body
    assert {one.unit.name for one in row.document.recipients.select_related("unit")} >= {"村镇建设办", "民政办"}
    assert owed(planned, row) == ["edit"]


def test_issuing_numbers_convenes_and_asks_for_answers(planned, quick_print):
    row = issued(planned)
    assert (row.number, planned.session.state) == ("清信联会〔2026〕1号", "convened")
    assert Document.objects.get(pk=row.document_id).blob
    assert owed(planned, row) == []
    assert any("请参加" in line for line in planned.inbox("liaison"))
    seat = planned.seat("building")
    planned.do(seats.answer_notice, "liaison", seat_id=seat.pk)
    line = row.document.recipients.get(unit=planned.cast.unit("building"))
    assert line.received_by == planned.cast.person("liaison")  # one signature: that of the seat


def test_an_organ_outside_is_noted_by_the_office(planned, quick_print):
    row = issued(planned)
    outside = row.document.recipients.get(unit=planned.cast.unit("land_bureau"))
    with pytest.raises(Refused, match="至少写 2 个字"):
        planned.do(FLOW.receive_paper, "clerk", row_id=row.pk, recipient_id=outside.pk)
    planned.do(FLOW.receive_paper, "clerk", row_id=row.pk, recipient_id=outside.pk, note="机要交换")
    outside.refresh_from_db()
    assert outside.received_at


def test_organs_without_a_place_in_the_tree_are_named(planned, quick_print):
    row = drafted(planned)
    units = [one.unit for one in row.document.recipients.select_related("unit")]
    row = on(planned, row, FLOW.distribute, to=Distribution(units, (), "清川县水利局", "清川县信访局"))
    assert row.document.recipients.get(name="清川县水利局").unit is None
    row = on(planned, row, FLOW.distribute, to=Distribution(units[:1]))
    with pytest.raises(Refused, match="不在收文单位里"):
        on(planned, row, FLOW.submit)


def test_the_drafter_does_not_approve_and_a_returned_text_says_why(planned, quick_print):
    row = planned.do(actions.draft_notice, "director", session_id=planned.session.pk)
    row = on(planned, row, FLOW.submit, "director")
    asked = pending(row.matter, "session_notice")
    read = {"row_id": row.pk, "version": asked.document_version, "text_sha256": asked.text_sha256}
    with pytest.raises(Refused):
        planned.do(FLOW.decide, "director", approved=True, **read)
    planned.do(FLOW.decide, "convenor", approved=False, remark="写明带什么材料", **read)
    row.refresh_from_db()
    assert row.state == "draft"
    page = text(planned.cast.client("director").get(reverse("meetings:session_notice", args=[row.pk])))
    assert "写明带什么材料" in page


def test_a_session_that_is_called_off_needs_no_notice(planned, quick_print):
    planned.on_session(sessions.cancel, reason="改期另开")
    with pytest.raises(Refused, match="不用再拟"):
        drafted(planned)


def test_after_a_change_of_place_the_notice_is_renewed(planned, quick_print):
    row = issued(planned)
    planned.on_session(sessions.edit_session, data=planned.data(place="一楼大厅"))
    row.refresh_from_db()
    assert row.is_outdated and owed(planned, row) == ["renew"]
    made = planned.do(actions.renew_notice, "clerk", notice_id=row.pk)
    assert made.document.title == "关于变更集体土地补偿专题会议时间地点的通知"
    assert "一楼大厅" in made.document.body
    assert owed(planned, row) == []
    with pytest.raises(Refused, match="已有会议通知在办"):
        drafted(planned)
    assert on(planned, made, actions.drop_notice).matter.closed_on == planned.day


def test_the_notice_prints_in_the_layout_of_a_notice(planned):
    row = drafted(planned)
    words = read_back(
        render_pdf(FLOW.html(row, row.document.body, number="清信联会〔2026〕1号", issued_on=planned.day), title="通知")
    )
    for part in ("清信联会〔2026〕1号", "关于召开集体土地补偿专题会议的通知", "一、会议时间", "2026年9月22日印发"):
        assert part in words.replace("\n", "")


def test_who_sees_it(planned, quick_print, stand_at):
    stand_at(planned.day, 11)
    row = drafted(planned)
    page, register = reverse("meetings:session_notice", args=[row.pk]), reverse("meetings:session_notices")
    assert planned.cast.client("liaison").get(page).status_code == 404
    row = on(planned, row, FLOW.submit)
    asked = pending(row.matter, "session_notice")
    read = {"version": asked.document_version, "text_sha256": asked.text_sha256}
    planned.do(FLOW.decide, "director", row_id=row.pk, approved=True, **read)
    on(planned, row, FLOW.issue_paper)
    liaison = text(planned.cast.client("liaison").get(page))
    assert "村镇建设办" in liaison and "登记送达" not in liaison
    assert "清信联会〔2026〕1号" in text(planned.cast.client("liaison").get(register))
    assert planned.cast.client("east_clerk").get(page).status_code == 404
    made = planned.cast.client("clerk").get(reverse("meetings:session_notice_new"))
    assert "会议" in text(made)


def test_every_move_has_its_door():
    assert {state for state in NOTICES.states if not NOTICES.moves_from(state)} == {"issued", "dropped"}
    steps = DOORS.steps(NoticeFacts(state="draft", may=frozenset({"meeting.plan"}), text="draft"))
    assert [step.name for step in steps] == ["edit", "submit", "distribute", "redraft", "drop"]
    assert not DOORS.steps(NoticeFacts(state="issued", may=frozenset({"meeting.plan"}), text="issued"))


def test_what_a_session_does_not_have_is_left_out():
    say = NoticeText("专题会议", "9月25日14:30", "三楼", "李建", ["民政办"], [], [], "", "联系人：林晓")
    words = notice_text(say)
    assert "会议议程" not in words and "列席" not in words and "四、参会人员" in words
    assert title_of("专题会议", is_change=True) == "关于变更专题会议时间地点的通知"
