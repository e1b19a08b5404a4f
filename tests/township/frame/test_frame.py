"""The frame: navigation by rights, who is logged in, the badge, dates, and nothing inline."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template

from tests.cast import TODAY
from township.frame import homes, navigation
from township.frame.places import place_words
from township.journal.queries import REVEAL
from township.journal.words import word
from township.permissions import EDIT_CALENDAR

# A journal code in an action: action="…", or the first word handed to the functions that write a line.
CODE = re.compile(r'(?:action=|journal\(\w+, |_journal\([^"\n]*)"([a-z]+\.[a-z_]+)"')


def render(text: str, **values) -> str:
    return Template("{% load township_tags %}" + text).render(Context(values))


def test_dates_in_chinese():
    day = date(2026, 11, 23)
    late = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
    assert render("{{ d|cn_date }}，{{ d|cn_date_full }}，{{ d|cn_date_weekday }}", d=day) == (
        "11月23日，2026年11月23日，2026年11月23日 星期一"
    )
    assert (
        render("{{ d|cn_date }} {{ d|cn_time }} {{ d|cn_datetime }}", d=late) == "11月23日 01:05 2026年11月23日 01:05"
    )
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


def test_the_navigation_shows_what_the_actor_may_open_and_where_he_is(cast):
    page = cast.client("liaison").get("/people/").content.decode()
    side = page.split('<nav class="side"')[1].split("</nav>")[0]
    assert '<a href="/people/" class="on" aria-current="page"' in side
    assert "/changes/" in side
    assert "/settings/" not in side
    assert "/journal/" not in side
    assert '<nav class="bottom"' in page


def test_an_entry_names_a_known_group_and_a_counter_is_asked_once(cast, monkeypatch):
    monkeypatch.setattr(navigation, "ITEMS", {})
    with pytest.raises(ValueError, match="navigation group"):
        navigation.register("别的", "甲", "township:units", None, 1)
    asked = []
    navigation.register(
        "办公室", "单位", "township:units", EDIT_CALENDAR, 1, lambda actor, today: asked.append(today) or 7, key="n"
    )
    navigation.register("办公室", "不存在", "nowhere:page", None, 2)
    page = cast.client("clerk").get("/people/").content.decode()
    assert 'data-key="n"><span>单位</span><b class="num">7</b>' in page
    assert "不存在" not in page
    assert len(asked) == 1


def test_home_sections_come_by_role_and_the_first_headline_wins(cast, monkeypatch, stand_at):
    stand_at(TODAY)
    monkeypatch.setattr(homes, "SECTIONS", [])
    for order, headline in ((20, "第二"), (10, "今天有 5 件事到期")):
        homes.register(
            "clerk", order, "township/directory/homes/posts.html", lambda actor, today, h=headline: {"headline": h}
        )
    homes.register("director", 1, "township/directory/homes/posts.html", lambda actor, today: {"headline": "主任的"})
    page = cast.client("clerk").get("/").content.decode()
    assert "<h1>今天有 5 件事到期</h1>" in page
    assert "2026年9月22日 星期二 · 工作日" in page
    assert "今天没有等您办理的事" in page


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
