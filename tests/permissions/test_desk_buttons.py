"""What stands on a desk can be done from it: every button of every line of the demonstration, pressed as the person whose line it is."""

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client

from township.directory.demo import demo_accounts
from township.directory.models.accounts import Account

pytestmark = [pytest.mark.once, pytest.mark.slow]

PEOPLE = (
    "linxiao",
    "zhoumin",
    "gaoming",
    "lijian",
    "wangqiang",
    "chenli",
    "zhanghui",
    "hejing",
    "wufang",
    "liuyang",
    "zhaolei",
    "sunli",
    "hugang",
    "yangfan",
    "tangmei",
    "mali",
    "zhengjie",
    "sunhao",
    "dinglan",
    "fengtao",
    "baiyang",
)


def lines_of(client: Client) -> list:
    """Every line of the desk, those for later among them."""
    shown = client.get("/?all=1").context
    return [row for _, _, rows in shown["bands"] for row in rows] + list(shown["later"])


def pressed(client: Client, url: str) -> list[str]:
    """What is wrong with a button that posts by itself: nothing, when it says so and leads on, or says what is in the way on the page
    where that can be done. What it did is undone."""
    with transaction.atomic():
        answer = client.post(url)
        said = [(message.level_tag, str(message)) for message in get_messages(answer.wsgi_request)]
        transaction.set_rollback(True)
    if answer.status_code == 302 and said and (all(tag == "success" for tag, _ in said) or answer["Location"] != "/"):
        return []
    return [f"{answer.status_code} {url}: {said}"]


def opened(client: Client, url: str) -> list[str]:
    """What is wrong with a link: nothing, when there is a page."""
    answer = client.get(url, follow=True)
    return [] if answer.status_code == 200 else [f"{answer.status_code} {url}"]


@pytest.mark.parametrize("who", PEOPLE)
def test_every_button_of_a_desk_works(who, loaded, db, quick_print):
    client = Client()
    client.force_login(Account.objects.get(username=who))
    wrong = []
    for line in lines_of(client):
        assert line.buttons, line
        for button in line.buttons:
            wrong += (pressed if button.is_tap else opened)(client, button.url)
        wrong += opened(client, line.url)
    wrong += [fault for _, url in client.get("/").context["waiting"] for fault in opened(client, url)]
    assert wrong == []


def test_nobody_of_the_demonstration_was_left_out(loaded, db):
    assert {account.username for account in demo_accounts()} == set(PEOPLE)
