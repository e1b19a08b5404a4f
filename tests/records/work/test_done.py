"""已办: what somebody did, found by words that stand in no address, and by institution."""

import re

import pytest
from django.utils.html import strip_tags

from tests.petitions.stage import Stage

CHIP = re.compile(r'<a class="chip[^"]*" href="([^"]*)">(.*?)</a>', re.S)


@pytest.fixture
def worked(cast, stand_at) -> Stage:
    """The clerk accepted one case and assigned another."""
    stand_at(cast.today, 10)
    stage = Stage(cast)
    stage.register()
    stage.accept()
    stage.register(title="村道积水请求疏通")
    stage.assign()
    return stage


def shown(page) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def test_words_are_posted_and_numbers_found_in_any_spelling(worked):
    client = worked.cast.client("clerk")
    for typed in ("积水", "疏通 村道", "清信[2026]2号", "清信（２０２６）２"):
        answer = client.post("/done/", {"q": typed})
        assert answer.status_code == 302 and typed not in answer["Location"], typed
        page = shown(client.get(answer["Location"]))
        assert "村道积水请求疏通" in page, typed
        assert "安置房办证进度" not in page, typed
    nothing = shown(client.post("/done/", {"q": "没有这个词"}, follow=True))
    assert "没有找到" in nothing
    assert client.post("/done/", {"q": " "})["Location"] == "/done/"


def test_chips_count_what_they_show(worked):
    client = worked.cast.client("clerk")
    page = client.get("/done/")
    chips = {
        re.sub(r"\d+$", "", strip_tags(label)): (href, label) for href, label in CHIP.findall(page.content.decode())
    }
    assert set(chips) == {"全部", "信访事项"}
    href, label = chips["信访事项"]
    count = int(re.search(r"\d+$", strip_tags(label))[0])
    assert client.get(f"/done/{href}").context["page"].paginator.count == count > 0
    assert client.get("/done/?hub=papers").context["page"].paginator.count == 0
