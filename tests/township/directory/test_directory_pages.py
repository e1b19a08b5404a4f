"""Pages of the directory, the calendar, the settings and the journal, as each persona meets them."""

from datetime import date

import pytest
from django.test import Client

from tests.cast import TODAY, add_post, moment
from township.calendar.models import WorkCalendarDay
from township.directory.models.accounts import Account
from township.directory.models.changes import MemberChange
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.profiles.models.settings import SettingValue

EVERYBODY = {"chief", "convenor", "director", "clerk", "liaison", "leader", "grid", "auditor", "sysadmin"}
KEEPERS = {"sysadmin", "clerk", "director"}
# Page -> who may open it; everybody else gets 403 with a sentence.
PAGES = {
    "/me/": EVERYBODY,
    "/units/": EVERYBODY,
    "/units/new/": {"sysadmin"},
    "/people/": EVERYBODY,
    "/people/new/": {"sysadmin"},
    "/posts/": EVERYBODY,
    "/posts/new/": {"sysadmin"},
    "/accounts/": {"sysadmin", "director", "convenor", "chief"},
    "/changes/": {"chief", "convenor", "director", "clerk", "liaison"},
    "/changes/new/": {"liaison"},
    "/calendar/": EVERYBODY,
    "/calendar/2025/": EVERYBODY,
    "/calendar/import/": KEEPERS,
    "/calendar/local/new/": KEEPERS,
    "/settings/": {"sysadmin", "director", "clerk", "auditor"},
    "/settings/idle_timeout_minutes/": {"sysadmin", "director", "clerk", "auditor"},
    "/journal/": {"auditor", "director"},
    "/journal/export/": {"auditor"},
    "/journal/verify/": {"auditor"},
    "/township/": EVERYBODY,
    "/platform/": set(),
    "/platform/new/": set(),
    "/platform/calendar/": set(),
}


def test_who_may_open_which_page(cast, bare_frame, bare_refusals):
    clients = {key: cast.client(key) for key in EVERYBODY}
    answers = {(path, key): client.get(path).status_code for path in PAGES for key, client in clients.items()}
    assert {path: {key for key in EVERYBODY if answers[path, key] == 200} for path in PAGES} == PAGES
    refused = {(path, key) for (path, key), status in answers.items() if status == 403}
    assert refused == {(path, key) for path, allowed in PAGES.items() for key in EVERYBODY - allowed}
    assert {Client().get(path).status_code for path in PAGES} == {302}


def test_pages_of_another_townships_rows_do_not_exist(cast):
    post = Post.objects.get(person=cast.person("east_clerk"))
    client = cast.client("sysadmin")
    paths = [
        f"/units/{cast.unit('east_office').pk}/",
        f"/units/{cast.unit('east_office').pk}/edit/",
        f"/units/{cast.unit('east_office').pk}/off/",
        f"/people/{cast.person('east_clerk').pk}/",
        f"/people/{cast.person('east_clerk').pk}/edit/",
        f"/people/{cast.person('east_clerk').pk}/leave/",
        f"/people/{cast.person('east_clerk').pk}/account/",
        f"/posts/{post.pk}/",
        f"/posts/{post.pk}/withdraw/",
        f"/accounts/{cast.account('east_clerk').pk}/reset/",
    ]
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)
    assert cast.township.journal.filter(action="scope.denied").count() == len(paths)
    assert "冯涛" not in client.get("/people/?state=all").content.decode()
    assert "冯涛" not in client.get("/posts/").content.decode()


def fill(cast, n: int) -> None:
    """n more rows of everything the lists show."""
    people = [Person(township=cast.township, name=f"人员{i}", title="干事") for i in range(n)]
    for i, person in enumerate(Person.objects.bulk_create(people)):
        unit = Unit.objects.create(township=cast.township, parent=cast.unit("village"), kind="grid", name=f"网格{i}")
        unit.path = f"{cast.unit('village').path}{unit.pk}/"
        unit.save()
        cast.units[f"grid{i}"] = unit
        add_post(cast, person, Role.GRID_MEMBER, f"grid{i}")
        Post.objects.create(
            township=cast.township,
            person=person,
            unit=cast.unit("farm"),
            role=Role.LIAISON,
            starts_on=TODAY,
            proposed_by=cast.person("sysadmin"),
        )
        Account.objects.create(username=f"account{i}", person=person, township=cast.township)
        MemberChange.objects.create(
            township=cast.township,
            unit=cast.unit("building"),
            kind="member",
            new_name=person.name,
            effective_on=TODAY,
            reported_by=cast.person("liaison"),
            reported_at=cast.at(),
            old_person=cast.person("liaison"),
        )
        WorkCalendarDay.objects.create(
            township=cast.township, date=date(2026, 3, 1 + i), kind="off", name="本地", source="县里"
        )
        SettingValue.objects.create(
            township=cast.township,
            key="light_yellow_days",
            value="3",
            changed_by=cast.person("director"),
            changed_at=cast.at(),
        )
        write_entry(by=cast.actor("clerk"), at=cast.at(), action="identity.reveal", reason=f"回访{i}")


LISTS = {
    "/units/": "sysadmin",
    "/people/": "sysadmin",
    "/posts/": "director",
    "/accounts/": "sysadmin",
    "/changes/": "director",
    "/calendar/2026/": "clerk",
    "/settings/": "director",
    "/settings/light_yellow_days/": "director",
    "/journal/": "auditor",
}


def count_queries(client, path, django_assert_max_num_queries) -> int:
    client.get(path)
    with django_assert_max_num_queries(12) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", LISTS)
def test_thirty_rows_cost_as_many_queries_as_one_and_never_more_than_twelve(cast, path, django_assert_max_num_queries):
    fill(cast, 1)
    client = cast.client(LISTS[path])
    one = count_queries(client, path, django_assert_max_num_queries)
    for row in (Post, Account):
        row.objects.filter(person__name="人员0").delete()
    Unit.objects.filter(name="网格0").delete()
    MemberChange.objects.all().delete()
    WorkCalendarDay.objects.filter(township=cast.township).delete()
    fill(cast, 30)
    assert count_queries(client, path, django_assert_max_num_queries) == one


def test_the_list_of_people_is_filtered_paged_and_left_to_the_same_place(cast):
    Person.objects.bulk_create(Person(township=cast.township, name=f"王{i:02}") for i in range(40))
    client = cast.client("clerk")
    page = client.get("/people/?name=王&page=2").content.decode()
    assert '共 <span class="num">41</span> 人，第 2 / 2 页' in page
    assert 'href="?name=%E7%8E%8B&amp;page=1"' in page
    back = client.get(f"/people/{cast.person('chief').pk}/").content.decode()
    assert 'href="/people/?name=%E7%8E%8B&amp;page=2">人员（有筛选，第 2 页）</a>' in back
    assert [row.name for row in client.get("/people/?role=director").context["page"]] == ["高明"]


def test_accounts_are_shown_to_those_who_keep_or_confirm_them_only(cast):
    path = f"/people/{cast.person('chief').pk}/"
    assert "从未登录" in cast.client("director").get(path).content.decode()
    assert "从未登录" not in cast.client("liaison").get(path).content.decode()


def test_a_refused_unit_keeps_what_was_typed_and_says_it_beside_the_field(cast):
    client = cast.client("sysadmin")
    form = {"kind": "grid", "parent": cast.unit("root").pk, "name": "河湾三网格", "households": "91"}
    page = client.post("/units/new/", form).content.decode()
    assert "“网格”的上级应是村（社区）" in page
    assert 'value="河湾三网格"' in page
    assert 'value="91"' in page
    reply = client.post("/units/new/", {**form, "parent": cast.unit("village").pk}, follow=True)
    assert "已添加“河湾三网格”" in reply.content.decode()


def test_switching_off_asks_first(cast):
    client = cast.client("sysadmin")
    path = f"/units/{cast.unit('farm').pk}/off/"
    assert "确定停用“农业服务中心”吗" in client.get(path).content.decode()
    assert Unit.objects.get(name="农业服务中心").is_active is True
    assert "已停用“农业服务中心”" in client.post(path, follow=True).content.decode()
    assert "农业服务中心" not in client.get("/units/").content.decode()
    assert "农业服务中心" in client.get("/units/?state=all").content.decode()
    reply = client.post(f"/units/{cast.unit('village').pk}/off/", follow=True)
    assert "下面还有启用的单位" in reply.content.decode()


def test_a_post_goes_from_proposal_to_end_on_the_pages(cast, stand_at):
    stand_at(TODAY)
    sysadmin, director = cast.client("sysadmin"), cast.client("director")
    form = {
        "person": cast.person("clerk2").pk,
        "role": "liaison",
        "unit": cast.unit("farm").pk,
        "starts_on": "2026年9月1日",
    }
    page = sysadmin.post("/posts/new/", {**form, "starts_on": "2026-09-31"}).content.decode()
    assert "日期请写成 2026-03-05 的样子" in page
    sysadmin.post("/posts/new/", form)
    post = Post.objects.get(unit=cast.unit("farm"))
    assert post.starts_on == date(2026, 9, 1)
    assert "待确认 1 项" in director.get("/posts/").content.decode()
    assert "待确认" not in cast.client("liaison").get("/posts/").content.decode()
    assert sysadmin.post(f"/posts/{post.pk}/confirm/").status_code == 403
    reply = director.post(f"/posts/{post.pk}/confirm/", {"back": "list"}, follow=True)
    assert "已确认：联络员 周敏" in reply.content.decode()
    director.post(f"/posts/{post.pk}/end/", {"ends_on": "2026-09-30", "reason": "调离"})
    assert "周敏" not in rows_of(director.get("/posts/?on=2026-10-01&role=liaison"))
    assert "周敏" in rows_of(director.get("/posts/?on=2026-09-30&role=liaison"))


def rows_of(reply) -> list[str]:
    return [post.person.name for post in reply.context["posts"]]


def test_a_change_goes_from_report_to_seen_on_the_pages(cast, stand_at):
    stand_at(TODAY)
    liaison, clerk, convenor = cast.client("liaison"), cast.client("clerk"), cast.client("convenor")
    form = {
        "unit": cast.unit("building").pk,
        "kind": "liaison",
        "old_person": cast.person("liaison").pk,
        "new_name": "许诺",
        "effective_on": "2026-10-08",
    }
    foreign = liaison.post("/changes/new/", {**form, "unit": cast.unit("civil").pk}).content.decode()
    assert "没有这个单位，请重新选择" in foreign
    liaison.post("/changes/new/", form)
    change = MemberChange.objects.get()
    path = f"/changes/{change.pk}/"
    assert "村镇建设办 联络员变更" in clerk.get("/").content.decode()
    assert cast.client("liaison2").get(path).status_code == 404
    assert "退回要写明原因" in clerk.post(path, {"decision": "return"}).content.decode()
    clerk.post(path, {"decision": "return", "remark": "日期请核对"})
    assert "日期请核对" in liaison.get("/").content.decode()
    again = liaison.get(f"/changes/new/?again={change.pk}").content.decode()
    assert 'value="许诺"' in again
    liaison.post("/changes/new/", {**form, "effective_on": "2026-10-09"})
    second = MemberChange.objects.order_by("-id").first()
    clerk.post(f"/changes/{second.pk}/", {"decision": "record"})
    assert "村镇建设办 联络员变更" in convenor.get("/").content.decode()
    convenor.post(f"/changes/{second.pk}/seen/")
    page = clerk.get(f"/changes/{second.pk}/").content.decode()
    assert "李建 阅知" in page
    assert [row.pk for row in clerk.get("/changes/?state=unseen").context["page"]] == []


def test_a_one_time_password_is_shown_once_and_never_kept_by_the_browser(cast):
    client = cast.client("sysadmin")
    client.post(f"/accounts/{cast.account('grid').pk}/switch/", {"on": "no"})
    reply = client.post(f"/people/{cast.person('grid').pk}/account/", {"username": "mali2"})
    assert "只显示这一次" in reply.content.decode()
    assert "no-store" in reply["Cache-Control"]
    assert "一次性密码</dt>" not in client.get(f"/people/{cast.person('grid').pk}/").content.decode()
    reply = client.post(f"/people/{cast.person('grid').pk}/account/", {"username": "林"})
    assert "账号用 3 到 40 位小写字母" in reply.content.decode()


def test_accounts_are_reset_switched_and_unlocked_by_buttons(cast):
    client, account = cast.client("sysadmin"), cast.account("clerk")
    assert "重置 林晓（clerk）的密码" in client.get(f"/accounts/{account.pk}/reset/").content.decode()
    slip = client.post(f"/accounts/{account.pk}/reset/", {"reason": "本人当面提出忘记密码"})
    assert "前一半</dt>" in slip.content.decode() and "no-store" in slip["Cache-Control"]
    client.post(f"/accounts/{account.pk}/switch/", {"on": "no"})
    account.refresh_from_db()
    assert (account.is_active, account.must_change_password) == (False, False)
    client.post(f"/accounts/{account.pk}/switch/", {"on": "yes"})
    account.refresh_from_db()
    assert account.is_active is True
    assert "已解锁" in client.post(f"/accounts/{account.pk}/unlock/", follow=True).content.decode()


def test_a_setting_page_shows_source_history_and_refuses_beside_the_field(cast):
    director = cast.client("director")
    page = director.post("/settings/light_yellow_days/", {"value": "五天"}).content.decode()
    assert "要填整数（单位：日）" in page
    assert 'value="五天"' in page
    director.post("/settings/light_yellow_days/", {"value": "5"})
    page = cast.client("auditor").get("/settings/light_yellow_days/").content.decode()
    assert "高明 改为 5" in page
    assert ">保存<" not in page
    assert cast.client("auditor").post("/settings/light_yellow_days/", {"value": "4"}).status_code == 403
    page = director.get("/settings/second_factor/").content.decode()
    assert "（）" not in page, "a value that is counted in nothing"
    assert director.get("/settings/no_such/").status_code == 404


def test_the_offices_data_is_read_by_all_and_kept_by_few(cast):
    assert "保存" not in cast.client("liaison").get("/township/").content.decode()
    director = cast.client("director")
    form = {
        field: getattr(cast.township, field)
        for field in (
            "name",
            "mark",
            "office_name",
            "office_phone",
            "office_address",
            "reception_hours",
            "reception_place",
            "review_organ",
            "final_review_organ",
        )
    }
    assert "这个字段是必填项" in director.post("/township/", {**form, "mark": ""}).content.decode()
    director.post("/township/", {**form, "mark": "清访"})
    cast.township.refresh_from_db()
    assert cast.township.mark == "清访"


def test_what_is_still_to_set_up_leads_to_its_form(cast, stand_at):
    stand_at(TODAY)
    page = cast.client("sysadmin").get("/?whole=1").content.decode()
    assert f'href="/posts/new/?role=liaison&amp;unit={cast.unit("farm").pk}">农业服务中心</a>' in page


def test_the_auditors_counters_open_exactly_their_rows(cast, stand_at):
    stand_at(TODAY)
    for n in range(3):
        write_entry(by=cast.actor("clerk"), at=moment(TODAY, 9, n), action="identity.reveal", reason="回访")
    write_entry(by=cast.actor("clerk"), at=moment(date(2026, 9, 15)), action="identity.reveal", reason="一周之前")
    Client().post("/login/", {"username": "clerk", "password": "不对"})
    client = cast.client("auditor")
    for counter, count in zip(client.get("/?whole=1").context["counters"], (3, 0, 1), strict=True):
        assert counter["count"] == count
        assert len(client.get("/journal/?" + counter["query"]).context["page"]) == count
