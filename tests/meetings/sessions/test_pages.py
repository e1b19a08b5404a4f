"""The pages by persona: who sees what, what a click does, and how many queries a page costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.sessions.actions import issuing, signing
from meetings.sessions.actions.sessions import convene
from meetings.sessions.models.minutes import CoSign
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.models.topics import Topic
from records.papers.actions.approvals import pending
from records.work.actions.verify import mend
from tests.cast import PASSWORD

pytestmark = pytest.mark.usefixtures("quick_print")


def text(response) -> str:
    return response.content.decode()


def at(name, *args) -> str:
    return reverse(f"meetings:{name}", args=args)


def act(row, name, part=None) -> str:
    """The address of an act on a session, topic, resolution or minutes, or on a part of it."""
    number = {} if part is None else {"part": part.pk}
    return reverse(f"meetings:{row.matter.kind}_act", kwargs={"pk": row.pk, "act": name} | number)


def test_planning_through_the_browser(hall, cast, browse):
    clerk = browse("clerk", 9)
    day = hall.day + timedelta(days=5)
    given = {
        "kind": "topical",
        "title": "集体土地补偿专题会议",
        "chair": cast.person("convenor").pk,
        "day": f"{day}",
        "starts": "14：30",
        "until": "16:00",
        "place": "三楼会议室",
        "requirement": "",
    }
    refused = clerk.post(at("session_new"), given | {"kind": "ad_hoc", "chair": cast.person("director").pk})
    assert "临时会议由总召集人或召集人主持" in text(refused)
    assert "集体土地补偿专题会议" in text(refused)
    made = clerk.post(at("session_new"), given)
    session = Session.objects.get()
    assert made.url == at("session", session.pk)
    assert session.begins.strftime("%H:%M") == "14:30"
    page = text(clerk.get(made.url))
    assert "发出会议通知" in page
    assert "议程上还没有议题" in page
    clerk.post(act(session, "invite"), {"part": "member", "units": [cast.unit("building").pk]})
    assert Attendance.objects.get().name == "何静"
    refused = clerk.post(act(session, "convene"), {"revision": session.revision}, follow=True)
    assert "请刷新页面，看" in text(refused)


def test_a_liaison_sees_a_session_only_once_the_notice_is_out(hall, browse):
    hall.plan()
    hall.invite("building")
    liaison = browse("liaison", 11)
    assert liaison.get(at("session", hall.session.pk)).status_code == 404
    hall.propose()
    hall.agree()
    hall.schedule()
    hall.on_session(convene)
    page = text(liaison.get(at("session", hall.session.pk)))
    assert "还没有签收会议通知" in page
    assert "关于3号楼办证进度" in page
    home = text(liaison.get("/"))
    assert "签收会议通知" in home and "集体土地补偿专题会议" in home
    seat = hall.seat("building")
    liaison.post(
        act(hall.session, "answer_notice", seat),
        {"name": "", "leave_reason": "外出开会", "deputy_name": "赵明", "deputy_title": "副主任"},
    )
    seat.refresh_from_db()
    assert (seat.deputy_name, bool(seat.receipt_at)) == ("赵明", True)
    other = browse("liaison2", 12)
    assert other.get(at("session", hall.session.pk)).status_code == 404


def test_topic_from_proposal_to_decision_in_the_browser(hall, cast, browse):
    liaison = browse("liaison", 9)
    given = {"unit": cast.unit("building").pk, "title": "关于3号楼办证进度", "ask": "明确首批办证时间", "linked": ""}
    made = liaison.post(at("topic_new"), given)
    topic = Topic.objects.get()
    assert made.url == at("topic", topic.pk)
    director = browse("director", 10)
    director.post(act(topic, "opine"), {"revision": topic.revision, "opinion": "建议上会"})
    topic.refresh_from_db()
    convenor = browse("convenor", 11)
    home = text(convenor.get("/"))
    assert "决定是否上会" in home and "关于3号楼办证进度" in home
    assert "议题是否上会" in text(convenor.get(reverse("records:approvals")))
    convenor.post(act(topic, "agree"), {"revision": topic.revision, "remark": ""})
    topic.refresh_from_db()
    assert (topic.state, topic.decided_by) == ("approved", cast.person("convenor"))
    assert "没有等您审批的申请" in text(convenor.get(reverse("records:approvals")))


def test_agenda_goes_up_and_down_without_a_script(hall, browse):
    hall.plan()
    topics = []
    for name in ("第一个议题", "第二个议题", "第三个议题"):
        topics.append(hall.propose(title=name))
        hall.agree()
        hall.schedule()
    clerk = browse("clerk", 11)
    clerk.post(act(hall.session, "move_up", topics[2]))
    assert list(Topic.objects.order_by("order").values_list("title", flat=True)) == [
        "第一个议题",
        "第三个议题",
        "第二个议题",
    ]
    clerk.post(act(hall.session, "move_up", topics[0]))
    clerk.post(act(hall.session, "unschedule", topics[0]))
    assert list(Topic.objects.filter(session=hall.session).order_by("order").values_list("title", "order")) == [
        ("第三个议题", 1),
        ("第二个议题", 2),
    ]


def test_attendance_minutes_and_issue_in_the_browser(hall, cast, browse):
    hall.convened()
    hall.day = hall.session.day
    clerk = browse("clerk", 17)
    marks = {f"present-{seat.pk}": "yes" for seat in hall.session.seats.all()}
    clerk.post(act(hall.session, "note_attendance"), marks | {"revision": hall.session.revision})
    hall.session.refresh_from_db()
    clerk.post(act(hall.session, "hold"), {"revision": hall.session.revision})
    begun = clerk.post(act(hall.session, "begin_minutes"))
    page = text(clerk.get(begun.url))
    assert "会议听取了村镇建设办关于3号楼办证进度的汇报。" in page
    hall.session.refresh_from_db()
    hall.minutes = hall.session.minutes
    item = hall.item()
    words = {
        "item_revision": item.revision,
        "heard": item.heard,
        "held": "会议认为要加快。",
        "decided": "会议同意先办首批。",
        "task-0-text": "完成首批登记",
        "task-0-unit": cast.unit("building").pk,
        "task-0-person_name": "",
        "task-0-due_on": f"{hall.day + timedelta(days=20)}",
        "task-0-done_when": "发证",
    }
    wrong = text(clerk.post(act(hall.minutes, "write", item), words | {"task-0-done_when": ""}))
    assert "请填写落实标准" in wrong
    assert "会议同意先办首批。" in wrong  # one form: nothing that was typed beside it is lost
    saved = clerk.post(act(hall.minutes, "write", item), words)
    assert saved.url == act(hall.minutes, "write", item)
    assert "完成首批登记" in text(clerk.get(saved.url))
    hall.again()
    clerk.post(act(hall.minutes, "submit"), {"revision": hall.minutes.revision})
    hall.again()
    assert hall.minutes.state == "submitted"

    convenor = browse("convenor", 18)
    page = text(convenor.get(act(hall.minutes, "decide")))
    assert "会议同意先办首批。" in page
    assert "password" not in page
    approval = pending(hall.minutes.scope_matter, "minutes")
    read = {"version": approval.document_version, "text_sha256": approval.text_sha256, "remark": ""}
    convenor.post(act(hall.minutes, "decide"), read)
    hall.again()
    assert (hall.minutes.state, hall.minutes.approved_by) == ("approved", cast.person("convenor"))

    clerk = browse("clerk", 19)
    assert "印发会议纪要" in text(clerk.get("/"))
    clerk.post(act(hall.minutes, "issue"), {"revision": hall.minutes.revision})
    hall.again()
    assert hall.minutes.number == "〔2026〕1号"
    liaison = browse("liaison", 20)
    home = text(liaison.get("/"))
    assert "签收会议纪要" in home and "〔2026〕1号" in home
    receipt = hall.receipt("building")
    liaison.post(act(hall.minutes, "receive", receipt))
    receipt.refresh_from_db()
    assert receipt.received_by == cast.person("liaison")
    assert liaison.get(at("minutes_pdf", hall.minutes.pk))["Content-Type"] == "application/pdf"


def test_two_writers_see_both_texts_and_nothing_is_overwritten(hall, browse):
    hall.begun()
    item = hall.item()
    first, second = browse("clerk"), browse("clerk2")
    words = {"item_revision": item.revision, "heard": "甲的文字。", "held": "", "decided": ""}
    first.post(act(hall.minutes, "write", item), words)
    refused = second.post(act(hall.minutes, "write", item), words | {"heard": "乙的文字。"})
    page = text(refused)
    assert "已由别人保存过" in page
    assert "甲的文字。" in page
    assert "乙的文字。" in page
    item.refresh_from_db()
    assert item.heard == "甲的文字。"
    second.post(act(hall.minutes, "write", item), words | {"heard": "甲乙合并的文字。", "item_revision": item.revision})
    item.refresh_from_db()
    assert item.heard == "甲乙合并的文字。"


def test_a_second_writer_is_warned(hall, browse):
    hall.begun()
    item = hall.item()
    first, second = browse("clerk"), browse("clerk2")
    key = f"minutes-{hall.minutes.pk}-write-{item.pk}"
    first.post(f"/drafts/{key}/", {"heard": ["写了一半"]}, content_type="application/json")
    assert "林晓正在写这一项" in text(second.get(act(hall.minutes, "write", item)))
    assert "正在写" not in text(first.get(act(hall.minutes, "write", item)))


def test_a_restored_draft_keeps_the_revision_it_was_typed_on(hall, browse):
    hall.begun()
    item = hall.item()
    first = browse("clerk")
    typed = {"item_revision": [str(item.revision)], "heard": ["旧稿上的文字。"], "held": [""], "decided": [""]}
    first.post(f"/drafts/minutes-{hall.minutes.pk}-write-{item.pk}/", typed, content_type="application/json")
    hall.write("clerk2")
    page = text(first.get(act(hall.minutes, "write", item) + "?restore=1"))
    assert "旧稿上的文字。" in page
    refused = first.post(act(hall.minutes, "write", item), {name: values[0] for name, values in typed.items()})
    assert "已由别人保存过" in text(refused)


def test_changed_text_is_refused_and_both_texts_are_shown(hall, browse):
    hall.submitted()
    approval = pending(hall.minutes.scope_matter, "minutes")
    read = {"version": approval.document_version, "text_sha256": approval.text_sha256, "remark": ""}
    hall.on_minutes(issuing.FLOW.take_back, "clerk")
    hall.write(decided="会议改为分两批办理。")
    hall.submitted()
    page = text(browse("convenor").post(act(hall.minutes, "decide"), read))
    assert "又有改动" in page
    assert "您刚才阅看的文字" in page
    assert "会议同意先行办理首批。" in page
    assert "会议改为分两批办理。" in page
    assert hall.again().state == "submitted"


def test_password_after_five_idle_minutes(hall, cast, browse, stand_at):
    hall.submitted()
    approval = pending(hall.minutes.scope_matter, "minutes")
    read = {"version": approval.document_version, "text_sha256": approval.text_sha256, "remark": ""}
    convenor = browse("convenor", 9)
    url = act(hall.minutes, "decide")
    convenor.get(url)
    stand_at(hall.day, 9, 4)
    assert "登录密码" not in text(convenor.get(url))
    stand_at(hall.day, 9, 12)
    assert "登录密码" in text(convenor.post(url, read))
    assert hall.again().state == "submitted"
    assert "密码不对" in text(convenor.post(url, read | {"password": "wrong"}))
    convenor.post(url, read | {"password": PASSWORD})
    assert hall.again().state == "approved"


def test_co_sign_page(hall, browse):
    hall.written(units=("building", "civil"))
    hall.on_minutes(signing.start_co_sign, "clerk")
    row = CoSign.objects.get(minutes=hall.minutes, unit__name="民政办")
    liaison2 = browse("liaison2")
    home = text(liaison2.get("/"))
    assert "会签纪要" in home and hall.session.title in home
    page = text(liaison2.get(act(hall.minutes, "sign", row)))
    assert "会议同意先行办理首批。" in page
    assert browse("liaison").get(act(hall.minutes, "sign", row)).status_code == 404
    assert "至少写 4 个字" in text(liaison2.post(act(hall.minutes, "sign", row), {"do": "dissent", "reason": ""}))
    liaison2.post(act(hall.minutes, "sign", row), {"do": "dissent", "reason": "时限太短，难以完成"})
    row.refresh_from_db()
    assert row.verdict == "dissent"
    assert "时限太短，难以完成" in text(browse("clerk").get(at("minutes", hall.minutes.pk)))


def test_resolution_from_receipt_to_strike_off(hall, browse):
    hall.issued()
    row = hall.resolution()
    url = at("resolution", row.pk)
    liaison = browse("liaison")
    assert row.number in text(liaison.get(at("resolutions")))
    liaison.post(act(row, "receive"), {"revision": row.revision})
    row.refresh_from_db()
    assert "进度填 0 到 100" in text(
        liaison.post(act(row, "report_progress"), {"revision": row.revision, "percent": "130", "text": "已办一半左右"})
    )
    liaison.post(act(row, "report_progress"), {"revision": row.revision, "percent": "５０", "text": "已办一半左右"})
    row.refresh_from_db()
    assert row.percent == 50
    liaison.post(act(row, "report_done"), {"revision": row.revision, "on": f"{hall.day}", "text": "首批证书已经发放"})
    row.refresh_from_db()
    clerk = browse("clerk", 20)
    assert "核实销号" in text(clerk.get(url))
    assert "核实，已落实" in text(clerk.get(act(row, "verify")))
    clerk.post(act(row, "verify"), {"revision": row.revision, "text": "抽查证书存根无误"})
    row.refresh_from_db()
    assert row.state == "verified"
    assert "落实率 100.0%（1/1）" in text(clerk.get(at("resolutions")))
    assert clerk.get(at("resolutions_sheet"))["Content-Type"].endswith("sheet")
    assert browse("liaison2").get(url).status_code == 404


@pytest.mark.parametrize("who", ["grid", "auditor", "sysadmin", "east_clerk"])
def test_who_has_no_part_sees_nothing(hall, browse, who):
    hall.issued()
    client = browse(who)
    pages = [
        at("session", hall.session.pk),
        at("minutes", hall.minutes.pk),
        at("minutes_pdf", hall.minutes.pk),
        at("resolution", hall.resolution().pk),
        at("topic", hall.topic.pk),
        f"/documents/{hall.minutes.document_id}/",
    ]
    assert {client.get(url).status_code for url in pages} <= {403, 404}


def test_drafts_are_for_the_office_only(hall, browse):
    hall.written()
    liaison = browse("liaison")
    assert liaison.get(at("minutes", hall.minutes.pk)).status_code == 404
    page = text(liaison.get(at("session", hall.session.pk) + "?step=after"))
    assert "会议同意先行办理首批" not in page
    assert liaison.get(act(hall.minutes, "write", hall.item())).status_code == 403
    director = browse("director")
    assert "会议同意先行办理首批" in text(director.get(at("minutes", hall.minutes.pk)))


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_lists_cost_the_same_for_one_row_and_thirty(hall, browse):
    hall.issued()
    clerk = browse("clerk")
    urls = [at("sessions"), at("topics"), at("resolutions"), at("session", hall.session.pk) + "?step=before"]
    before = [queries(clerk, url) for url in urls]
    base = Resolution.objects.get()
    for n in range(29):
        hall.session, hall.topic = None, None
        hall.day = base.decided_on
        hall.plan(title=f"第{n}次会议")
        hall.propose(title=f"第{n}个议题需要研究")
        planned = base.planned
        planned.pk = None
        planned.seq = n + 50
        planned.save(force_insert=True)
        matter = hall.case(f"〔2026〕9号第{n}项", kind="resolution", title="议定事项")
        Resolution.objects.create(
            matter=matter,
            township=base.township,
            session=base.session,
            topic=base.topic,
            planned=planned,
            number=matter.number,
            text="再办一批",
            unit=base.unit,
            done_when="发证",
            decided_on=base.decided_on,
            due_on=base.due_on,
        )
    mend(hall.cast.township.pk, hall.at())
    browse("clerk")
    after = [queries(clerk, url) for url in urls]  # the first page also keeps the calendar
    assert all(now <= then for now, then in zip(after, before, strict=True))
    assert max(before) <= 10


def test_the_desk_names_what_is_to_be_issued_and_the_list_finds_it(hall, browse):
    hall.approved()
    clerk = browse("clerk")
    home = text(clerk.get("/"))
    assert "印发会议纪要" in home and hall.session.title in home
    assert hall.session.title in text(clerk.get(at("sessions") + "?minutes=approved"))
    assert hall.session.title not in text(clerk.get(at("sessions") + "?minutes=draft"))


def test_every_form_page_opens(hall, browse):
    hall.convened()
    clerk = browse("clerk", 11)
    for name in ("edit", "postpone", "cancel", "invite"):
        assert clerk.get(act(hall.session, name)).status_code == 200
    assert clerk.get(act(hall.session, "close")).status_code == 409  # topical sessions owe minutes
    for step in ("before", "during", "after"):
        assert clerk.get(at("session", hall.session.pk) + f"?step={step}").status_code == 200
    assert "注意" not in text(clerk.get(at("sessions") + "?when=ahead"))
    clerk.post(act(hall.session, "postpone"), {"revision": hall.session.revision, "reason": "召集人外出"})
    hall.session.refresh_from_db()
    assert hall.session.state == "postponed"
    assert "延期（原定" in text(clerk.get(at("session", hall.session.pk)))
    day = hall.day + timedelta(days=9)
    clerk.post(act(hall.session, "plan_again"), {"revision": hall.session.revision, "day": f"{day}", "starts": "09:00"})
    hall.session.refresh_from_db()
    assert (hall.session.state, hall.session.day) == ("planned", day)


def test_versions_side_by_side(hall, browse):
    hall.written()
    hall.write(decided="会议同意分两批办理。")
    page = text(browse("director").get(at("minutes_versions", hall.minutes.pk)))
    assert 'class="minus">会议同意先行办理首批。' in page
    assert 'class="plus">会议同意分两批办理。' in page
