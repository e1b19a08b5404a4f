"""What is typed is not lost: not on leaving, not when the session ends, not when another tab logs in again."""

import pytest
from django.contrib.sessions.models import Session

from records.acts.models import Draft
from records.acts.queries import load_draft
from tests.cast import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.urls("tests.e2e.draft_pages")]
WORDS = "河湾社区三号楼路灯不亮"


def saved(cast, key="clerk"):
    return load_draft(cast.account(key).pk, "sample")


def wait_until_saved(page, cast, words=WORDS) -> dict:
    """What the server holds once it holds these words."""
    for _ in range(100):
        draft = saved(cast)
        if draft and draft["words"] == [words]:
            page.get_by_text("已自动保存").wait_for()
            return draft
        page.wait_for_timeout(100)
    raise AssertionError(f"never saved: {saved(cast)}")


def type_words(page, words=WORDS):
    page.get_by_label("陈述").fill(words)
    page.get_by_label("事由").focus()  # leaving the field saves


def kept_in_tab(page) -> list[str]:
    """The copies in this tab; htmx keeps a line of its own there."""
    return page.evaluate("Object.keys(window.sessionStorage).filter(key => key.indexOf('draft:') === 0)")


def end_session():
    Session.objects.all().delete()


def log_in_here(page, account="clerk"):
    page.get_by_label("账号").fill(account)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_what_is_typed_is_kept_on_the_server_and_offered_again(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    page.locator("input[name=secret]").fill("geheim")
    page.get_by_label("紧急").check()
    page.get_by_label("形式").select_option("letter")
    type_words(page)
    assert wait_until_saved(page, live_cast) == {
        "revision": ["7"],
        "title": [""],
        "words": [WORDS],
        "urgent": ["yes"],
        "channel": ["letter"],
    }
    page.goto("/sample/")
    page.get_by_role("button", name="恢复未提交的内容").click()
    assert page.get_by_label("陈述").input_value() == WORDS
    assert page.get_by_label("紧急").is_checked()
    assert page.get_by_label("形式").input_value() == "letter"
    assert page.locator(".draft-offer").count() == 0


def test_thrown_away_is_gone(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    type_words(page)
    wait_until_saved(page, live_cast)
    page.goto("/sample/")
    page.get_by_role("button", name="丢弃").click()
    page.locator(".draft-offer").wait_for(state="detached")
    assert Draft.objects.count() == 0


def test_what_was_handed_in_is_not_offered_again(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    type_words(page)
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/sample/done/")
    page.goto("/sample/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".draft-offer").count() == 0
    assert saved(live_cast) is None
    assert kept_in_tab(page) == []


def test_a_form_that_came_back_with_an_error_still_holds_its_text(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    page.get_by_label("事由").fill("只有事由")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("请填写陈述").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.get_by_label("事由").input_value() == "只有事由"
    assert page.locator(".draft-offer").count() == 0


def test_a_session_that_ends_while_typing_loses_nothing(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    page.wait_for_load_state("networkidle")
    end_session()
    type_words(page)
    page.get_by_text("登录已过期").wait_for()
    assert saved(live_cast) is None
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/login/**")
    log_in_here(page)
    page.wait_for_url("**/sample/")
    page.get_by_role("button", name="恢复未提交的内容").click()
    assert page.get_by_label("陈述").input_value() == WORDS
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/sample/done/")


def test_logging_in_again_in_another_tab_lets_the_first_one_go_on(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    page.wait_for_load_state("networkidle")
    end_session()
    type_words(page)
    page.get_by_text("登录已过期").wait_for()
    other = page.context.new_page()
    other.goto(page.url.replace("/sample/", "/login/"))
    log_in_here(other)
    other.wait_for_url("**/")
    type_words(page, WORDS + "，已半月")
    wait_until_saved(page, live_cast, WORDS + "，已半月")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/sample/done/")


def test_the_next_person_at_the_same_machine_is_offered_nothing(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    page.wait_for_load_state("networkidle")
    end_session()
    type_words(page)
    page.get_by_text("登录已过期").wait_for()
    page.goto("/login/?next=/sample/")
    log_in_here(page, "clerk2")
    page.wait_for_url("**/sample/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".draft-offer").count() == 0
    assert kept_in_tab(page) == []
    assert saved(live_cast, "clerk2") is None


def test_no_copy_stays_in_the_tab_after_handing_in_or_logging_out(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/sample/")
    type_words(page)
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/sample/done/")
    page.wait_for_load_state("networkidle")
    assert kept_in_tab(page) == []
    page.goto("/sample/")
    page.wait_for_load_state("networkidle")
    end_session()
    type_words(page, WORDS + "，另一件")
    page.get_by_text("登录已过期").wait_for()
    assert kept_in_tab(page) == ["draft:sample"]
    page.locator("form.leave button").click()
    page.wait_for_url("**/login/**")
    assert kept_in_tab(page) == []
