"""The back button makes nothing twice, on whatever page something is begun; another word makes another thing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from meetings.documents.models.incoming import IncomingPaper
from meetings.sessions.models.topics import Topic
from township.frame.once import SAID

TOPIC = {"title": "关于敬老院供暖改造的议题", "ask": "请会议决定资金来源和完成时限。", "background": "", "linked": ""}
INCOMING = {
    "sender": "清川县信访联席办",
    "their_number": "",
    "title": "关于报送材料的通知",
    "received_on": "2026-09-22",
    "urgency": "plain",
    "copies": "1",
}


@pytest.mark.parametrize(
    ("who", "url_name", "given", "model"),
    [
        ("liaison", "meetings:topic_new", TOPIC, Topic),
        ("clerk", "meetings:incoming_new", INCOMING, IncomingPaper),
    ],
)
def test_the_same_form_again_leads_to_what_it_made(cast, stand_at, who, url_name, given, model):
    stand_at(cast.today, 10)
    client, url = cast.client(who), reverse(url_name)
    typed = given | {"unit": cast.unit("building").pk} if model is Topic else given
    first = client.post(url, typed)
    assert first.status_code == 302 and model.objects.count() == 1
    again = client.post(url, typed | {"csrfmiddlewaretoken": "another"}, follow=True)
    assert model.objects.count() == 1 and again.redirect_chain[0][0] == first.url
    assert SAID in again.content.decode()
    client.post(url, typed | {"title": "关于另一件事情的通知"})
    assert model.objects.count() == 2
    stand_at(cast.today.replace(day=cast.today.day + 1), 10)  # the same thing tomorrow is another thing
    assert cast.client(who).post(url, typed | {"received_on": "2026-09-22"}).status_code == 302
    assert model.objects.count() == 3


def test_every_page_on_which_something_long_is_begun_asks_what_was_made_before():
    """Whoever draws the long form does it through new_page or says @makes_once."""
    for path in Path(settings.BASE_DIR).glob("*/**/views/*.py"):
        text = path.read_text()
        if "draft_form.html" in text and path.name != "new.py":
            assert text.count("@makes_once\n") >= text.count("draft_form.html"), path
