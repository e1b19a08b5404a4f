"""Pages of major matters, recurring sessions, materials, proposed edits and unit meetings, as people use them."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.sessions.actions import edits
from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.materials import Material
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.series import Series
from meetings.sessions.models.unit_meetings import UnitMeeting

pytestmark = pytest.mark.usefixtures("quick_print")


def text(response) -> str:
    return response.content.decode()


def at(name, *args) -> str:
    return reverse(f"meetings:{name}", args=args)


def act(row, name, part=None) -> str:
    """The address of an act on a session, topic, referral, series or minutes, or on a part of it."""
    kind = row.matter.kind if hasattr(row, "matter") else "series"
    number = {} if part is None else {"part": part.pk}
    return reverse(f"meetings:{kind}_act", kwargs={"pk": row.pk, "act": name} | number)


def file(name="材料.txt", words="会议材料"):
    return SimpleUploadedFile(name, words.encode())


def test_a_referral_from_mark_to_decision_in_the_browser(hall, browse):
    hall.propose(background="办证费用超过单笔审批限额，住户多次反映。")
    topic, clerk = hall.topic, browse("clerk")
    assert "列为三重一大" in text(clerk.get(at("topic", topic.pk)))
    marked = {"ground": "funds", "reason": "动用预备费超过限额", "revision": topic.revision}
    assert "请填写理由" in text(clerk.post(act(topic, "mark_major"), marked | {"reason": ""}))
    clerk.post(act(topic, "mark_major"), marked)
    assert "已列为三重一大、还没有请示" in text(clerk.get(at("referrals")))
    made = clerk.post(act(topic, "refer"), {"organ": "party"})
    row = Referral.objects.get()
    page = at("referral", row.pk)
    assert made.url == page
    body = "办证费用超过单笔审批限额，拟从预备费列支。\n妥否，请批示。"
    given = {"subject": "关于办证费用", "organ": "party", "copies": "清河镇人民政府", "body": body}
    version = row.document.version
    stale = given | {"revision": 99, "version": version}
    assert "请刷新页面，看" in text(clerk.post(act(row, "edit"), stale))
    sent = clerk.post(act(row, "edit"), given | {"revision": row.revision, "version": version, "do": "submit"})
    assert sent.url == page
    row.refresh_from_db()
    assert (row.state, row.document.body) == ("submitted", body)  # what is typed is what is handed in

    convenor = browse("convenor")
    home = text(convenor.get("/"))
    assert "签发请示" in home and "关于办证费用" in home
    read = {"version": row.document.version, "text_sha256": row.matter.approvals.get().text_sha256, "remark": ""}
    clerk.post(act(row, "take_back"), {"revision": row.revision})
    row = Referral.objects.select_related("document").get()
    changed = given | {"body": body.replace("预备费", "专项资金"), "version": row.document.version, "do": "submit"}
    clerk.post(act(row, "edit"), changed | {"revision": row.revision})
    conflict = text(convenor.post(act(row, "decide"), read))
    assert "又有改动" in conflict
    assert "拟从预备费列支" in conflict
    assert "拟从专项资金列支" in conflict
    row = Referral.objects.select_related("document").get()
    approval = row.matter.approvals.get(state="pending")
    read = {"version": approval.document_version, "text_sha256": approval.text_sha256, "remark": ""}
    convenor.post(act(row, "decide"), read)
    row.refresh_from_db()
    assert "报送后文号、日期和正文不能再改" in text(clerk.get(act(row, "issue")))
    clerk.post(act(row, "issue"), {"revision": row.revision})
    row.refresh_from_db()
    assert row.number == "清信联请〔2026〕1号"
    assert convenor.get(f"/documents/{row.document_id}/").content == b"%PDF-1.7 quick"
    decision = {
        "revision": row.revision,
        "verdict": "agreed",
        "decided_in": "镇党委第18次会议",
        "decided_on": f"{hall.day}",
        "decision_number": "",
        "decision": "同意。按程序实施。",
    }
    assert "请选择决定结果" in text(clerk.post(act(row, "record_decision"), decision | {"verdict": ""}))
    clerk.post(act(row, "record_decision"), decision | {"attachments": file("批复.txt")})
    assert "批复.txt" in text(clerk.get(page))
    assert "党委同意" in text(clerk.get(at("topic", topic.pk)))
    assert browse("liaison").get(page).status_code == 403


def test_a_series_is_set_up_and_paused(hall, cast, browse):
    clerk = browse("clerk")
    assert "还没有会议周期" in text(clerk.get(at("series_list")))
    given = {
        "kind": "plenary",
        "title": "全体会议",
        "chair": cast.person("convenor").pk,
        "place": "三楼会议室",
        "cadence": "monthly",
        "day": "",
        "weekday": "",
        "shift": "forward",
        "starts": "9:00",
        "minutes": "120",
        "lead_days": "7",
        "requirement": "",
        "member_units": [cast.unit("building").pk],
    }
    assert "请填几日召开" in text(clerk.post(at("series_new"), given))
    made = clerk.post(at("series_new"), given | {"day": "１０"})
    row = Series.objects.get()
    assert made.url == at("series", row.pk)
    page = text(clerk.get(made.url))
    assert "2026年10月10日" in page
    assert "村镇建设办" in page
    clerk.post(act(row, "pause"), {"revision": row.revision})
    assert "暂停" in text(clerk.get(at("series_list")))
    assert clerk.get(act(row, "edit")).status_code == 200
    edit = given | {"day": "10", "revision": Series.objects.get().revision}
    assert "会议要求里不写个人电话" in text(clerk.post(act(row, "edit"), edit | {"requirement": "请打138、1234、5678"}))
    assert clerk.post(act(row, "edit"), edit | {"requirement": "请带书面材料"}).status_code == 302
    assert Series.objects.get().requirement == "请带书面材料"


def test_materials_and_the_calendar_file(hall, browse):
    hall.convened()
    clerk, liaison = browse("clerk"), browse("liaison")
    bad = SimpleUploadedFile("x.exe", b"MZ\x90\x00" + b"\x00" * 60)
    said = text(clerk.post(act(hall.session, "add_material"), {"attachments": [file("须知.txt"), bad]}, follow=True))
    assert "已上传：须知.txt" in said
    assert "x.exe：" in said
    row = Material.objects.get()
    assert "须知.txt" in text(liaison.get(at("session", hall.session.pk)))
    answer = liaison.get(at("material", row.pk))
    assert answer.content == "会议材料".encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    calendar = liaison.get(at("session_calendar", hall.session.pk))
    words = text(calendar)
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:专题会议" in words
    assert "办证" not in words
    clerk.post(act(hall.session, "withdraw_material", row))
    assert liaison.get(at("material", row.pk)).status_code == 404
    assert browse("grid").get(at("session_calendar", hall.session.pk)).status_code == 403


def test_the_director_proposes_and_the_clerk_accepts(hall, browse):
    hall.written()
    director, item = browse("director"), hall.item()
    assert "看并提建议" in text(director.get(at("minutes", hall.minutes.pk)))
    given = {"part": "held", "item_revision": item.revision, "wording": item.held, "reason": "更清楚"}
    assert "和原文一样" in text(director.post(act(hall.minutes, "propose_edit", item), given))
    director.post(act(hall.minutes, "propose_edit", item), given | {"wording": "会议认为，要倒排工期。"})
    edit = ProposedEdit.objects.get()
    clerk = browse("clerk")
    assert "纪要有修改建议" in text(clerk.get("/"))
    assert hall.session.title in text(clerk.get(at("sessions") + "?minutes=edits"))
    assert "要倒排工期" in text(clerk.get(at("minutes", hall.minutes.pk)))
    clerk.post(act(hall.minutes, "accept_edit", edit))
    assert hall.item().held == "会议认为，要倒排工期。"
    with pytest.raises(Exception, match="没有这一步|只有"):
        hall.do(edits.decline_edit, "clerk", edit_id=edit.pk)


def test_a_unit_records_its_meeting_and_the_office_sees_who_has_not(hall, cast, browse):
    liaison = browse("liaison")
    assert "还没有登记过例会" in text(liaison.get(at("unit_meetings")))
    given = {
        "unit": cast.unit("building").pk,
        "held_on": f"{hall.day - timedelta(days=1)}",
        "chair_name": "何静",
        "present": "７",
        "summed_up": "受理6件，办结4件。",
        "analysis": "集中在宅基地审批。",
        "plan": "",
    }
    page = text(liaison.post(at("unit_meeting_new"), given))
    assert "请填写下月打算" in page
    assert "集中在宅基地审批。" in page
    made = liaison.post(at("unit_meeting_new"), given | {"plan": "办结在办2件。", "attachments": file("签到表.txt")})
    row = UnitMeeting.objects.get()
    assert made.url == at("unit_meeting", row.pk)
    assert "签到表.txt" in text(liaison.get(made.url))
    assert browse("liaison2").get(made.url).status_code == 404
    assert liaison.get(act(row, "edit")).status_code == 200
    clerk = browse("clerk")
    page = text(clerk.get(at("unit_meetings")))
    assert '已开 <span class="num">1</span>' in page  # the figure of the heading; the row has its light
    assert "民政办" in page
    sheet = clerk.get(at("unit_meetings_sheet") + "?month=2026-09")
    assert sheet.content[:2] == b"PK"
    assert clerk.get(at("unit_meetings") + "?month=nonsense").status_code == 200
    assert row.month == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("2026-08", "2026-08-31"),
        ("2026-09", "2026-09-22"),
        ("2027-01", "2026-09-22"),
        ("x", "2026-09-22"),
        ("", "2026-09-22"),
    ],
)
def test_a_late_meeting_is_recorded_in_the_month_that_is_owed(browse, month, day):
    """The link of the duty carries its month; a form for August does not start in September."""
    page = browse("liaison").get(at("unit_meeting_new"), {"month": month})
    assert str(page.context["form"]["held_on"].value()) == day
