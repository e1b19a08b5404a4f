"""The one search box of the demonstration: a thing of every kind by its number in any spelling, and for each of its people nothing that
does not open, in the lines as in the counts."""

from datetime import timedelta

import pytest
from django.test import Client

from records.finding.queries.find import find
from records.matters.kinds import KINDS
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from records.matters.views.matters import matter_url
from tests.loaded_demo import SATURDAY
from township.directory.models.accounts import Account
from township.directory.queries.actors import actor_for

pytestmark = [pytest.mark.once, pytest.mark.slow]

PEOPLE = (
    "linxiao",
    "gaoming",
    "lijian",
    "chenli",
    "hejing",
    "wufang",
    "tangmei",
    "mali",
    "zhengjie",
    "sunhao",
    "fengtao",
)
SPELLINGS = (
    "{mark}〔{year}〕{n}号",
    "{mark}[{year}]{n}号",
    "{mark}［{year}］{n}号",
    "{mark}({year}){n}号",
    "{mark}（{year}）{n}",
    "{mark}【{year}】 {n} 号",
    "{mark}{year}年第{n}号",
    "{mark} {year} {n}",
    "{mark}〔{year}〕0{n}号",
)
WORDS = ("村镇", "安置", "会议", "通知", "道路", "补偿", "11", "办理", "信访", "督办")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def actor(who: str):
    return actor_for(Account.objects.get(username=who), on=SATURDAY)


def ids(lines) -> set[int]:
    return {line.pk for line in lines}


def parts(number: str) -> dict | None:
    """Mark, year and running number of a number of a paper; None for one of another form."""
    mark, _, rest = number.partition("〔")
    year, _, n = rest.partition("〕")
    n = n.partition("号")[0]
    return {"mark": mark, "year": year, "n": n} if n.isdecimal() and number.endswith("号") else None


def test_a_thing_of_every_kind_is_found_by_its_number_in_any_spelling(loaded, db):
    clerk, kinds = actor("linxiao"), set()
    for key in KINDS:
        row = matters_visible_to(clerk).filter(kind=key, number__contains="〔").order_by("-pk").first()
        said = parts(row.number) if row else None
        if said is None:
            continue
        kinds.add(key)
        for spelling in SPELLINGS:
            typed = spelling.format(**said)
            for text in (typed, typed.translate(WIDE)):
                assert row.pk in ids(find(clerk, text, today=SATURDAY).exact), (key, text)
    assert len(kinds) >= 15, kinds


@pytest.mark.parametrize("who", PEOPLE)
def test_whatever_is_found_or_counted_can_be_opened(who, loaded, db, quick_print):
    by, client = actor(who), Client()
    client.force_login(Account.objects.get(username=who))
    seen: set[int] = set()
    for word in WORDS:
        first = find(by, word, today=SATURDAY)
        found, page = list(first.by_words), first
        while page.has_more:
            page = find(by, word, page=len(found) // 30 + 1, today=SATURDAY)
            found += page.by_words
        assert first.is_common or first.total == len(ids(found)) == len(found), word
        for chip in first.chips:
            assert find(by, word, kind=chip.key, today=SATURDAY).chips == first.chips
        seen |= ids(found)
    closed = []
    for row in _some_of_each_kind(by):
        is_open = client.get(matter_url(row), follow=True).status_code == 200
        by_number = row.pk in ids(find(by, row.number, today=SATURDAY).exact)
        if not is_open and (by_number or row.pk in seen):
            closed.append(f"{row.kind} {row.number}")
    assert closed == []
    assert seen <= set(matters_visible_to(by).values_list("pk", flat=True))


def _some_of_each_kind(by) -> list[Matter]:
    """A few in reach of every kind, closed ones among them."""
    rows = matters_visible_to(by)
    some = (list(rows.filter(kind=key).order_by("closed_on", "-pk")[:4]) for key in KINDS)
    return [row for part in some for row in part]


def test_a_number_of_another_township_finds_nothing(loaded, db):
    clerk, neighbour = actor("linxiao"), actor("fengtao")
    for row in matters_visible_to(clerk).order_by("-pk")[:40]:
        assert row.pk not in ids(find(neighbour, row.number, today=SATURDAY + timedelta(days=1)).exact)
