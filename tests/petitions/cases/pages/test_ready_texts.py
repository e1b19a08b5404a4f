"""What stands ready on a page: the text of the notice follows the choices beside it; a proposal can be taken back."""

import pytest

from tests.petitions import doors

pytestmark = pytest.mark.usefixtures("quick_print")


@pytest.fixture(autouse=True)
def _now(stand_at, cast):
    stand_at(cast.today)


def accept(stage, **changes):
    client, address = stage.cast.client("clerk"), f"/cases/{stage.case.pk}/accept/"
    form = client.get(address).context["form"]
    body = form.initial["body"].replace("\n", "\r\n")
    given = {"revision": stage.case.revision, "on": "2026-09-22", "path31": "6", "track": "ordinary", "body": body}
    reply = client.post(address, {**given, "do": "save", **changes})
    assert reply.status_code == 302, reply.context["form"].errors
    return stage.papers("acceptance")[-1].body


def test_it_names_the_last_day_of_the_sixty(stage):
    stage.register()
    assert "自受理之日起60日内办结，至2026年11月21日止" in accept(stage)


def test_another_path_or_day_changes_the_text_nobody_touched(stage):
    stage.register()
    body = accept(stage, path31="4")
    assert "60日" not in body
    assert "第三十一条第（四）项" in body
    stage.register()
    body = accept(stage, track="simple", scope="clear")
    assert "至2026年10月13日止" in body


def test_what_the_clerk_wrote_is_kept(stage):
    stage.register()
    assert accept(stage, path31="4", body="【信访人】：决定受理。") == "张三丰：决定受理。"


def test_a_proposal_is_taken_back_from_the_page(stage):
    stage.register()
    stage.do(doors.propose_refusal, "clerk", ground="not_competent", reason="", where_to_go="清川县自然资源局")
    client, address = stage.cast.client("clerk"), f"/cases/{stage.case.pk}/withdraw_proposal/"
    assert address in client.get(f"/cases/{stage.case.pk}/").content.decode()
    assert address not in stage.cast.client("director").get(f"/cases/{stage.case.pk}/").content.decode()
    assert client.post(address, {"revision": stage.case.revision, "do": "save"}).status_code == 302
    assert stage.papers("refusal")[0].state == "draft"
    assert stage.events()[-1] == "withdraw_refusal"


@pytest.mark.parametrize("odd", ["\u03008", "9" * 30, "٣", "1e400", "x", "-1", "7"])
def test_a_text_is_filled_in_whatever_nonsense_was_chosen_beside_it(stage, odd):
    """The form is shown again with its text; a choice it does not offer counts as none."""
    stage.register()
    client, address = stage.cast.client("clerk"), f"/cases/{stage.case.pk}/accept/"
    for name in ("path31", "track", "scope", "on"):
        given = {"revision": stage.case.revision, "on": "2026-09-22", "path31": "6", "track": "ordinary", "body": ""}
        page = client.post(address, {**given, name: odd, "do": "text"})
        assert page.status_code == 200 and page.context["form"].initial["body"], name
