"""A visitor is written down in at most six actions besides typing, and in 45 seconds of a clerk's work."""

import pytest
from django.core.management import call_command

from petitions.cases.models.cases import Case

pytestmark = pytest.mark.e2e

CLICK, KEY, SIGN, LETTER = 1.7, 0.3, 0.45, 0.25  # seconds: point and click, a key, a Chinese sign, a digit or letter


class Counter:
    """A clerk at the keyboard: counts what is done besides typing, and the seconds it takes (keystroke-level model)."""

    def __init__(self, page):
        self.page, self.actions, self.seconds = page, 0, 0.0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.seconds += KEY

    def shortcut(self, key: str) -> None:
        self.actions += 1
        self.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.seconds += sum(LETTER if sign.isascii() else SIGN for sign in text)

    def click(self, place) -> None:
        place.click()
        self.actions += 1
        self.seconds += CLICK


def test_one_visitor_in_six_actions_and_45_seconds(live_cast, desk):
    call_command("load_categories", verbosity=0)
    page = desk.login("clerk")
    clerk = Counter(page)
    clerk.shortcut("n")
    page.wait_for_url("**/cases/new/")
    page.wait_for_function("document.activeElement.name === 'p-0-name'")
    visitor = {
        "p-0-name": "张三丰",
        "p-0-phone": "13812341234",
        "p-0-address": "河湾社区三组",
        "p-0-id_number": "11010519491231002X",
    }
    for _ in range(6):  # Enter leads through the fields of a person, closed parts left out
        clerk.type(visitor.pop(page.evaluate("document.activeElement.name"), ""))
        clerk.press("Enter")
    assert not visitor and page.evaluate("document.activeElement.name") == "is_joint"
    clerk.click(page.get_by_label("信访人陈述"))
    clerk.type("三组机耕道排水沟堵了半年，请求疏通排水沟。")
    for field in ("claims", "category"):
        clerk.click(page.locator(f"#proposals [data-fill={field}]").first)
    clerk.click(page.get_by_role("button", name="提交登记"))
    page.wait_for_url("**/registered/")
    case = Case.objects.get()
    assert (case.place_unit.name, case.channel, case.purpose) == ("河湾社区", "visit", "demand")
    assert case.claims.get().text == "疏通排水沟" and case.category.name == "水利水电"
    assert case.petitioners.get().id_type == "111"
    assert clerk.actions <= 6 and clerk.seconds <= 45, (clerk.actions, clerk.seconds)
