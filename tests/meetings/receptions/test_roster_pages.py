"""The pages by persona: content, what each may do, refusals beside the field, the same number of queries for many rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.receptions.actions import leaves, receptions, sign_in
from meetings.receptions.actions.checks import check_rosters
from meetings.receptions.models.receptions import Reception
from meetings.receptions.models.roster_changes import CalendarFeed, Swap
from meetings.receptions.models.rosters import Roster
from tests.printing import real_printer
from tests.records.papers.pdf_reading import text_of
from township.refusals import Refused


@pytest.fixture
def thursday(duty, stand_at):
    stand_at(duty.day)
    return duty


def body(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_week_from_the_empty_page_to_the_board(thursday, cast):
    clerk, director = cast.client("clerk"), cast.client("director")
    week = "/rosters/week/2026-W47/"
    assert "还没有值班表" in body(clerk.get(week)) and "还没有公布" in body(cast.client("liaison").get(week))
    shown = body(clerk.post(f"{week}arrange/", follow=True))
    assert "送主任审定" in shown and "每人每周至少1天" in shown and 'class="yes"' in shown
    roster = Roster.objects.get()
    slots = list(roster.slots.order_by("day"))
    edit = clerk.get(f"/rosters/{roster.pk}/edit/")
    fields = {name: edit.context["form"][name].initial or "" for name in edit.context["form"].fields}
    wrong = fields | {f"b-{slots[0].pk}": fields[f"a-{slots[0].pk}"], "revision": roster.revision}
    again = body(clerk.post(f"/rosters/{roster.pk}/edit/", wrong))
    assert "A角和B角不能是同一个人" in again
    right = fields | {f"place-{slots[0].pk}": "河湾社区", "revision": roster.revision}
    assert "已保存" in body(clerk.post(f"/rosters/{roster.pk}/edit/", right, follow=True))
    sent = clerk.post(f"/rosters/{roster.pk}/submit/", {"revision": Roster.objects.get().revision}, follow=True)
    assert "已送主任审定" in body(sent) and "待主任审定" in body(sent)
    assert clerk.post(f"/rosters/{roster.pk}/nonsense/").status_code == 404
    assert "审批接访值班表" in body(director.get("/")) and "2026年第47周" in body(director.get("/"))
    decide = f"/rosters/{roster.pk}/decide/"
    page = director.get(decide)
    assert "分管工作" in body(page) and "河湾社区" in body(page) and "退回" in body(page)
    read = {name: page.context["form"][name].initial for name in ("version", "text_sha256")}
    assert "意见" in body(director.post(decide, read | {"do": "return"})), "a return needs its word"
    assert director.get(f"/rosters/{roster.pk}/preview/")["Content-Type"] == "application/pdf"
    assert "已公布" in body(director.post(decide, read, follow=True))
    assert director.get(f"/rosters/{roster.pk}/notice/")["Content-Type"] == "application/pdf"
    assert body(cast.client("liaison").get(week)).count("who-name") >= 10
    assert "每人每周" not in body(cast.client("liaison").get(week)), "reasons are for those who plan and stand on it"
    public = body(Client().get(f"/duty/{cast.township.code}/"))
    assert "副镇长" in public and "河湾社区" in public and "定点接访" in public


def test_the_notice_on_paper_has_the_fields_of_the_rule(thursday, cast):
    with real_printer():
        roster = thursday.published()
    text = text_of(cast.client("clerk").get(f"/rosters/{roster.pk}/notice/").content)
    for word in (
        "姓名",
        "职务",
        "分管工作",
        "时间",
        "地点",
        "形式",
        "公示",
        "陈立",
        "副镇长",
        "09:00—17:00",
        "定点接访",
    ):
        assert word in text, word


def test_a_leaders_day_leave_and_swap(thursday, cast, stand_at):
    roster = thursday.published()
    slot = thursday.slot_of("leader")
    url = f"/rosters/{roster.pk}/"
    leader = cast.client("leader")
    assert (
        "B角" in body(leader.get("/"))
        and "我的接访值班" in body(leader.get("/"))
        and "接访值班" in body(leader.get("/"))
    )
    page = body(leader.post("/rosters/leaves/", {"kind": "study", "first": "2026-11-20", "last": "2026-11-19"}))
    assert "不能早于开始日期" in page and 'value="2026-11-20"' in page
    thursday.day = slot.day
    stand_at(slot.day, 9)
    leader = cast.client("leader")  # the other log-in has run out
    tap = f"{url}sign_in/{slot.pk}/?from=desk"
    assert tap in body(leader.get("/")), "the day is one tap on the desk"
    signed = leader.post(tap, follow=True)
    assert "记录接访" in body(signed) and "没有群众来访" in body(signed) and "已到岗" in body(signed)
    assert "已经登记到岗" in body(leader.post(f"{url}sign_in/{slot.pk}/", follow=True))
    other = thursday.slot_of("chief")
    if other.day >= slot.day:
        form = cast.client("chief").post(f"{url}ask_swap/{other.pk}/", {"taker": slot.a_id}, follow=True)
        assert "已发出调班申请" in body(form)
        swap = Swap.objects.get()
        assert "请您接替" in body(leader.get("/"))
        assert "待办公室确认" in body(leader.post(f"{url}accept/{swap.pk}/", follow=True))
        assert "待办公室确认" in body(leader.get("/rosters/swaps/"))
        assert "确认调班" in body(cast.client("clerk").get(f"{url}approve/{swap.pk}/"))


def test_a_day_that_passed_is_the_offices_to_look_into(thursday, cast, stand_at):
    roster = thursday.published()
    slot = thursday.slot(0)
    who = thursday.key(slot.a)
    assert ("roster.sign_in", slot.day) in thursday.owed(who)
    thursday.day = slot.day + timedelta(days=1)
    check_rosters(cast.at(thursday.day, 8))
    assert ("roster.sign_in", slot.day) not in thursday.owed(who)
    assert ("roster.note_absence", slot.day) in thursday.owed("clerk")
    stand_at(thursday.day)
    clerk, url = cast.client("clerk"), f"/rosters/{roster.pk}/note_absence/{slot.pk}/"
    assert cast.client("leader").get(url).status_code == 409
    assert "缺岗说明" in body(clerk.post(url, {"reason": "短"}))
    assert "缺岗" in body(clerk.post(url, {"reason": "临时赴县开会，由值班人员接待"}, follow=True))
    assert ("roster.note_absence", slot.day) not in thursday.owed("clerk")


def test_a_turn_is_recorded_or_nobody_came(thursday, cast, stand_at):
    roster = thursday.published()
    slot = thursday.slot_of("leader")
    thursday.day = slot.day
    given = {"roster_id": roster.pk, "slot_id": slot.pk}
    with pytest.raises(Refused, match="登记到岗以后"):
        thursday.do(receptions.no_visit, "leader", **given)
    thursday.do(sign_in.sign_in, "leader", **given)
    assert ("roster.record_reception", slot.day) in thursday.owed("leader")
    thursday.do(receptions.no_visit, "leader", **given)
    row = Reception.objects.get()
    assert (row.state, row.headcount, row.slot_id) == ("closed", 0, slot.pk)
    assert ("roster.record_reception", slot.day) not in thursday.owed("leader")
    with pytest.raises(Refused, match="已经有接访记录"):
        thursday.do(receptions.no_visit, "leader", **given)


def test_a_week_that_nobody_sent_lapses(thursday, cast):
    roster = thursday.arranged()
    assert ("roster.submit", thursday.monday - timedelta(days=2)) in thursday.owed("clerk")
    thursday.day = thursday.monday + timedelta(days=7)
    check_rosters(cast.at(thursday.day, 8))
    assert thursday.fresh(roster).state == "lapsed" and thursday.owed("clerk") == []


def test_receptions_as_the_clerk_and_others_see_them(thursday, cast):
    leader = cast.client("leader")
    page = body(leader.post("/receptions/new/", {"form": "village", "held_on": "2026-11-12", "place": "河湾社区"}))
    assert "请选择所到的村" in page
    leader.post("/receptions/new/", {"form": "fixed", "held_on": "2026-11-12", "place": "接待室"})
    row = Reception.objects.get()
    url = f"/receptions/{row.pk}/"
    kept = body(
        leader.post(
            f"{url}add_visitor/", {"name": "孙桂香", "headcount": "两", "words": "短", "revision": row.revision}
        )
    )
    assert "人数请填整数" in kept and "孙桂香" in kept, "nothing typed is lost"
    done = leader.post(
        f"{url}add_visitor/",
        {"name": "孙桂香", "headcount": "２", "words": "排水沟堵塞。", "revision": row.revision},
        follow=True,
    )
    assert "孙*" in body(done) and "孙桂香" not in body(done) and "登记为信访事项" in body(done)
    visitor = row.visitors.get()
    stale = body(leader.post(f"{url}answer/{visitor.pk}/", {"answer": "已答复。", "revision": 0}))
    assert "请刷新页面，看" in stale and "已答复。" in stale
    given = {"answer": "已现场答复。", "revision": thursday.fresh(row).revision}
    assert "已记录当场答复" in body(leader.post(f"{url}answer/{visitor.pk}/", given, follow=True))
    shown = body(cast.client("clerk").post(f"/receptions/visitors/{visitor.pk}/reveal/", {"reason": "电话告知进展"}))
    assert "孙桂香" in shown
    assert cast.client("liaison").get(url).status_code == 404
    clerk = cast.client("clerk")
    assert row.matter.number in body(clerk.get("/receptions/?form=fixed&first=x"))
    assert (
        clerk.get("/receptions/sheet/").content[:2] == b"PK"
        and clerk.get("/receptions/coverage/sheet/").content[:2] == b"PK"
    )
    assert "1次 2人" in body(clerk.get("/receptions/coverage/?weeks=4"))
    with_feed = clerk.post("/rosters/feeds/", {"whole": "yes"})
    assert "/feeds/" in body(with_feed) and CalendarFeed.objects.get().is_whole


def test_many_rows_ask_as_often_as_one(thursday, cast):
    clerk = cast.client("clerk")
    thursday.published()
    first = thursday.reception()

    def asked(url: str) -> int:
        clerk.get(url)
        with CaptureQueriesContext(connection) as found:
            assert clerk.get(url).status_code == 200
        return len(found)

    urls = ("/receptions/", f"/receptions/{first.pk}/", "/rosters/leaves/", "/rosters/week/2026-W47/")
    thursday.visitor(first)
    day = thursday.monday + timedelta(days=14)
    thursday.do(leaves.take_leave, "clerk", person_id=cast.person("chief").pk, kind="other", first=day, last=day)
    before = [asked(url) for url in urls]
    for n in range(12):
        thursday.reception()
        thursday.visitor(first, name=f"赵{n}")
        on = day + timedelta(days=n + 1)
        thursday.do(leaves.take_leave, "clerk", person_id=cast.person("chief").pk, kind="other", first=on, last=on)
    thursday.day = thursday.monday
    slot = thursday.slot(0)
    thursday.do(sign_in.sign_in, "clerk", roster_id=slot.roster_id, slot_id=slot.pk)
    assert [asked(url) for url in urls] == before


def test_every_button_that_posts_carries_its_token(thursday, cast):
    """Both where all acts of a page are drawn together and where one is drawn by itself."""
    row = thursday.reception(by="clerk")
    roster = thursday.arranged()
    for url in (f"/receptions/{row.pk}/", f"/rosters/week/{roster.week.key}/"):
        page = cast.client("clerk").get(url).content.decode()
        taps = re.findall(r'class="tap">\s*(<input type="hidden" name="csrfmiddlewaretoken")?', page)
        assert taps and all(taps), url
