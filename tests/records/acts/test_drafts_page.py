"""The endpoint behind the automatic saving of forms."""

import json

import pytest
from django.test import Client

from records.acts.models import Draft

URL = "/drafts/case:new/"


def save(client, payload, **options):
    return client.post(URL, json.dumps(payload), content_type="application/json", **options)


def test_kept_given_back_and_forgotten(cast, stand_at):
    stand_at(cast.today, 9, 5)
    client = cast.client("clerk")
    owner = cast.account("clerk").pk
    assert save(client, {"words": ["路灯不亮"], "csrfmiddlewaretoken": ["x"]}).json() == {
        "owner": owner,
        "saved_at": "09:05",
    }
    assert client.get(URL).json() == {"owner": owner, "payload": {"words": ["路灯不亮"]}, "saved_at": "09:05"}
    assert client.delete(URL).json() == {"owner": owner}
    assert client.get(URL).json() == {"owner": owner}


def test_a_form_may_be_posted_as_it_is(cast):
    client = cast.client("clerk")
    assert client.post(URL, {"claim": ["一", "二"], "password1": "x", "code": "y"}).status_code == 200
    assert client.get(URL).json()["payload"] == {"claim": ["一", "二"]}


def test_everybody_has_only_his_own(cast):
    save(cast.client("clerk"), {"words": ["甲"]})
    assert "payload" not in cast.client("clerk2").get(URL).json()
    cast.client("clerk2").delete(URL)
    assert cast.client("clerk").get(URL).json()["payload"] == {"words": ["甲"]}


@pytest.mark.parametrize(
    "body",
    [
        "[1]",
        "not json",
        '{"a": "text"}',
        '"x"',
        "[" * 100_000,
        '{"a": ' * 5000,
        '{"a": [[["x"]]]}',
        '{"a": [1]}',
        '{"a": [' + "9" * 5000 + "]}",
        b'{"a": ["\xff"]}',
    ],
)
def test_what_is_no_form_is_refused(cast, body):
    answer = cast.client("clerk").post(URL, body, content_type="application/json")
    assert (answer.status_code, Draft.objects.count()) == (400, 0)


def test_half_a_sign_is_left_out(cast):
    """A field that cuts off what is typed may cut a picture of two halves in the middle; a key given twice is its last."""
    client = cast.client("clerk")
    body = '{"words": ["first"], "words": ["\\ud83d水\\u0000渠"]}'
    assert client.post(URL, body, content_type="application/json").status_code == 200
    assert client.get(URL).json()["payload"] == {"words": ["水渠"]}


def test_too_much_is_refused_with_a_sentence(cast):
    for size in (100_000, 400_000):
        answer = save(cast.client("clerk"), {"words": ["长" * size]})
        assert answer.status_code == 413
        assert "过长" in answer.json()["error"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["a b", "路灯", "x" * 81, "a<b"])
def test_names_of_forms_are_plain(cast, name):
    assert cast.client("clerk").get(f"/drafts/{name}/").status_code == 400


def test_a_foreign_page_cannot_write_drafts(cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.account("clerk"))
    assert save(browser, {"words": ["x"]}).status_code == 403


def test_without_a_login_the_script_is_told_by_a_redirect(db):
    answer = save(Client(), {"words": ["x"]})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/")
