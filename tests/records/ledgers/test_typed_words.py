"""What is typed may be a person's: it narrows the list, and stands in no address, cookie, log or readable session."""

import logging
import re

import pytest
from django.contrib.sessions.models import Session

from township.frame import kept
from township.journal.models import JournalEntry

pytestmark = pytest.mark.urls("tests.records.ledgers.shelf")
BOXES, NAME = "/boxes/", "欧阳若兰"


@pytest.fixture
def clerk(cupboard):
    cupboard.put(title=f"{NAME}家的材料", due_in=-1)
    cupboard.put(title="路灯", due_in=-1)
    return cupboard.cast.client("clerk")


def shown(client, address: str) -> list[str]:
    return [row.title for row in client.get(address).context["rows"]]


def test_words_are_posted_and_the_address_carries_a_mark(clerk, caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.request").warning("the log is read")
    answer = clerk.post(BOXES, {"text": NAME, "late": "on"})
    assert answer.status_code == 302
    assert re.fullmatch(r"/boxes/\?text=kept-[0-9a-f]{16}&late=1", answer.url)
    page = clerk.get(answer.url)
    assert [row.title for row in page.context["rows"]] == [f"{NAME}家的材料"]
    for address in (answer.url.replace("?", "print/?"), answer.url.replace("?", "sheet/?"), f"{answer.url}&page=1"):
        assert clerk.get(address).status_code == 200
    assert "the log is read" in caplog.text
    everywhere = [
        caplog.text,
        str({name: morsel.value for name, morsel in clerk.cookies.items()}),
        str(dict(clerk.session)),
        "".join(Session.objects.values_list("session_data", flat=True)),
        str(list(JournalEntry.objects.values_list("detail", "subject_label", "reason"))),
        " ".join(re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())),
    ]
    assert [place for place in everywhere if NAME in place or "%E6%AC%A7%E9%98%B3" in place] == []
    assert JournalEntry.objects.get(action="box.print").detail["filters"] == {"标题": "…", "只看超期": "是"}


def test_the_word_is_shown_and_taken_away_by_one_click(clerk):
    page = clerk.post(BOXES, {"text": NAME, "late": "on"}, follow=True)
    assert page.context["words"][0] == ("标题", NAME, "?late=1")
    assert f'value="{NAME}"' in page.content.decode() and 'autocomplete="off"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert len(shown(clerk, f"{BOXES}?late=1")) == 2


def test_an_address_with_words_is_answered_with_one_without(clerk):
    for path in (BOXES, f"{BOXES}print/", f"{BOXES}sheet/"):
        answer = clerk.get(f"{path}?text={NAME}&late=1&nobody={NAME}")
        assert re.fullmatch(rf"{path}\?text=kept-[0-9a-f]{{16}}&late=1", answer.url)
    assert not any(NAME in morsel.value for morsel in clerk.cookies.values())


def test_the_same_words_keep_their_mark_and_other_words_get_another(clerk):
    first = clerk.post(BOXES, {"text": NAME}).url
    assert clerk.post(BOXES, {"text": NAME, "sort": "due"}).url == f"{first}&sort=due"
    other = clerk.post(BOXES, {"text": "路灯"}).url
    assert other != first
    assert (shown(clerk, first), shown(clerk, other)) == ([f"{NAME}家的材料"], ["路灯"])


def test_a_counter_opens_its_list_whatever_was_searched_before(clerk):
    clerk.post(BOXES, {"text": NAME})
    assert len(shown(clerk, f"{BOXES}?late=1")) == 2


def test_words_end_with_the_session_and_open_in_no_other(clerk, cupboard):
    address = clerk.post(BOXES, {"text": NAME}).url
    assert "已经随上次登录清除" in cupboard.cast.client("clerk2").get(address).content.decode()
    clerk.post("/logout/")
    clerk.force_login(cupboard.cast.account("clerk"))
    page = clerk.get(address)
    assert "已经随上次登录清除，请重新填写。" in page.content.decode() and NAME not in str(page.context["words"])
    assert len(page.context["rows"]) == 2


@pytest.mark.parametrize("lost", ["text=kept-0123456789abcdef", "due_from=gestern", "unit=x"])
def test_nothing_leaves_the_house_when_a_condition_is_lost(clerk, lost):
    for path in (f"{BOXES}print/", f"{BOXES}sheet/"):
        assert clerk.get(f"{path}?{lost}&late=1").url == f"{BOXES}?{lost}&late=1"
    assert not JournalEntry.objects.filter(action__startswith="box.").exists()
    assert "invalid-feedback" in clerk.get(f"{BOXES}?{lost}").content.decode()


def test_a_mark_opens_only_in_its_own_ledger(clerk):
    mark = clerk.post(BOXES, {"text": NAME}).url.partition("text=")[2]
    assert "已经随上次登录清除" in clerk.get(f"/chests/?text={mark}").content.decode()


def test_with_an_unreadable_field_beside_it_the_words_still_narrow_the_list(clerk):
    page = clerk.post(BOXES, {"text": NAME, "due_from": "gestern"})
    assert page.status_code == 200
    assert [row.title for row in page.context["rows"]] == [f"{NAME}家的材料"]
    assert NAME not in page.context["print_url"] and "text=kept-" in page.context["print_url"]


def test_the_session_keeps_the_latest_words_only(clerk):
    urls = [clerk.post(BOXES, {"text": f"第{number}个词"}).url for number in range(kept.MOST + 2)]
    assert len(clerk.session[kept.KEY]) == kept.MOST
    assert "已经随上次登录清除" in clerk.get(urls[0]).content.decode()
    assert clerk.get(urls[-1]).context["words"][0][1] == f"第{kept.MOST + 1}个词"


def test_the_bulk_act_leads_back_with_the_mark(clerk):
    address = clerk.post("/chests/", {"text": NAME}).url
    answer = clerk.post("/chests/seal/", {"row": ["1:9"], "query": address.partition("?")[2]})
    assert answer.url == address
