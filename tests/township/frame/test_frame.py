"""The frame: navigation by rights, who is logged in, the badge, dates, and nothing inline."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template

from township.frame import navigation
from township.frame.areas import Tab
from township.frame.navigation import Counted
from township.frame.places import place_words
from township.frame.slips import Slips
from township.journal.queries import REVEAL
from township.journal.words import word
from township.permissions import EDIT_CALENDAR

# A journal code in an action: action="…", or the first word handed to the functions that write a line.
CODE = re.compile(r'(?:action=|journal\(\w+, |_journal\([^"\n]*)"([a-z]+\.[a-z_]+)"')


def render(text: str, **values) -> str:
    return Template("{% load township_tags %}" + text).render(Context(values))


def test_dates_in_chinese(stand_at):
    stand_at(date(2026, 11, 29))
    day = date(2026, 11, 23)
    late = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
    assert render("{{ d|cn_date }}，{{ d|cn_date_full }}，{{ d|cn_date_weekday }}", d=day) == (
        "11月23日，2026年11月23日，2026年11月23日 星期一"
    )
    assert (
        render("{{ d|cn_date }} {{ d|cn_time }} {{ d|cn_datetime }}", d=late) == "11月23日 01:05 2026年11月23日 01:05"
    )
    assert render("{{ d|cn_date }}", d=date(2025, 12, 12)) == "2025年12月12日"  # another year is named
    assert render("[{{ d|cn_date }}{{ d|cn_datetime }}{{ d|cn_date_weekday }}]", d=None) == "[]"


def test_red_is_for_lateness_alone():
    assert render("{% light 'red' '超期 2 天' %}") == '<span class="light late">超期 2 天</span>'
    assert render("{% light 'yellow' '今天到期' %}") == '<span class="light soon">今天到期</span>'
    assert render("{% light 'no such colour' words %}", words="<b>") == '<span class="light rest">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ""),
        ("page=1", ""),
        ("page=2", "（第 2 页）"),
        ("unit=3&due=", "（有筛选）"),
        ("unit=3&page=12", "（有筛选，第 12 页）"),
    ],
)
def test_the_way_back_says_what_awaits_there(query, words):
    assert place_words(query) == words


def side_of(page: str) -> str:
    return page.split('<nav class="side"')[1].split("</nav>")[0]


def test_the_navigation_shows_what_the_actor_may_open_and_where_that_is(cast):
    page = cast.client("liaison").get("/people/").content.decode()
    tabs = page.split('<nav class="tabs')[1].split("</nav>")[0]
    assert 'data-go="s" class="on" aria-current="page"' in side_of(page)
    assert '<a href="/people/" class="on" aria-current="page"' in tabs
    assert "/changes/" in tabs
    assert "/settings/" not in page
    assert "/journal/" not in page
    assert '<nav class="bottom"' in page


@pytest.mark.parametrize(
    "who", ["clerk", "director", "convenor", "chief", "liaison", "leader", "grid", "auditor", "sysadmin"]
)
def test_nobody_has_more_than_ten_entries_and_four_words_on_the_phone(cast, who):
    page = cast.client(who).get("/me/").content.decode()
    assert 1 <= side_of(page).count("data-go=") <= 10
    bottom = page.split('<nav class="bottom"')[1].split("</nav>")[0]
    assert bottom.count("<a ") <= 4
    everything = page.split('aria-label="全部功能"')[1].split("</nav>")[0]  # what the bar has no room for is on 我的
    assert everything.count("<a ") == side_of(page).count("data-go=")


def test_a_tab_names_a_known_hub_and_one_that_is_not_served_is_left_out(cast, monkeypatch):
    monkeypatch.setattr(navigation, "ITEMS", {})
    with pytest.raises(ValueError, match="navigation hub"):
        navigation.enter(Tab("nowhere", "甲", "township:units", None))
    navigation.enter(Tab("settings", "单位", "township:units", EDIT_CALENDAR, 1))
    navigation.enter(Tab("settings", "人员", "township:people", EDIT_CALENDAR, 2))
    navigation.enter(Tab("settings", "不存在", "nowhere:page", None, 3))
    page = cast.client("clerk").get("/people/").content.decode()
    assert '<a href="/units/">单位</a>' in page
    assert "不存在" not in page


def test_the_number_beside_the_desk_is_counted_once(cast, monkeypatch):
    asked = []
    seven = Slips(lambda actor, today: asked.append(today) or [], lambda actor, today, rows: 7)
    monkeypatch.setattr(navigation, "_desk", [Counted("township:home", seven)])
    page = cast.client("clerk").get("/people/").content.decode()
    assert '<span>待办</span><b class="num">7</b>' in page
    assert len(asked) == 1


def test_somebody_without_a_post_is_told_so(cast):
    cast.person("grid").posts.all().delete()
    assert "您目前没有在任的岗位" in cast.client("grid").get("/").content.decode()


PAGES = [
    "/login/",
    "/me/",
    "/units/",
    "/people/",
    "/posts/",
    "/posts/new/",
    "/calendar/",
    "/calendar/import/",
    "/township/",
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(cast, path):
    reply = (
        cast.client("sysadmin").get(path) if path != "/login/" else cast.client("clerk").post("/logout/", follow=True)
    )
    text = reply.content.decode()
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", text)
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', text) == []
    assert "default-src 'self'" in reply["Content-Security-Policy"]


def test_the_reveal_action_has_its_word():
    assert word(REVEAL) == "查看身份信息"
    assert word("no.such") == "no.such"


def test_every_action_the_apps_write_has_a_word():
    """The codes in the source of the actions, against the words entered: no code is shown bare."""
    apps = ("township", "records", "petitions", "meetings", "assessment")
    sources = [path for app in apps for path in Path(app).rglob("*.py") if "actions" in path.as_posix()]
    codes = {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert "case.lookup" in codes
    assert {code for code in codes if word(code) == code} == set()
