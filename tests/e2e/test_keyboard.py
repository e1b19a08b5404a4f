"""The keyboard on every hub: search, the new thing, the letters, the help, a focus that is seen, and Enter in forms of several buttons."""

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.e2e

HUBS = "es => es.map(e => [e.dataset.go, e.getAttribute('href')])"
FOCUSED = "document.activeElement.id || document.activeElement.name"
# The button inside of a date has a mark of its own, which no style of the field tells.
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  const shown = document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1));
  const seen = box.width > 0 && (one === shown || one.contains(shown) || (shown && shown.contains(one)));
  return [one.tagName, seen && (marked || one.type === "date")];
}"""


def path_of(page) -> str:
    return urlsplit(page.url).path


@pytest.mark.parametrize("who", ["clerk", "director", "liaison", "leader"])
def test_the_keys_work_on_every_hub(live_cast, desk, who):
    page = desk.login(who)
    hubs = page.eval_on_selector_all("nav.side [data-go]", HUBS)
    assert 3 <= len(hubs) <= 10
    for letter, href in hubs:
        page.goto("/me/")
        page.keyboard.press("g")
        page.keyboard.press(letter.upper() if letter == "h" else letter)  # Caps Lock does no harm
        page.wait_for_url(lambda url: "/me/" not in url)
        assert page.locator(f'nav.side [data-go="{letter}"].on').count() == 1, href
        here = path_of(page)
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible(), here
        page.keyboard.press("?")
        assert not page.locator("#keys").is_visible(), here
        page.keyboard.press("?")
        page.keyboard.press("Escape")
        assert not page.locator("#keys").is_visible(), here
        page.keyboard.press("/")
        assert page.evaluate(FOCUSED) == "top-search", here
        page.keyboard.type("n?gx")  # words, not keys
        assert (path_of(page), page.locator("#top-search").input_value()) == (here, "n?gx")
        page.keyboard.press("Escape")
        assert page.evaluate(FOCUSED) != "top-search", here
        if page.locator('[data-key="n"]').count():
            with page.expect_navigation():
                page.keyboard.press("n")
            assert path_of(page) != here and page.locator("main form, main .panel a").count(), path_of(page)


def test_whoever_goes_by_tab_sees_where_he_is(live_cast, desk):
    page = desk.login("clerk")
    for address in ("/", "/cases/", "/cases/new/"):
        page.goto(address)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip" or address == "/cases/new/"
        for _ in range(30):
            page.keyboard.press("Tab")
            name, seen = page.evaluate(SEEN)
            assert seen or name == "BODY", (address, page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


def test_enter_in_a_form_of_several_buttons_hands_nothing_in(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/cases/new/")
    page.locator("[name=place_text]").fill("河湾社区")
    page.keyboard.press("Enter")
    assert path_of(page) == "/cases/new/"
    page.goto("/meetings/new/")
    page.get_by_label("会议名称").fill("年终信访工作会议")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert path_of(page) == "/meetings/new/" and page.get_by_label("会议名称").input_value() == "年终信访工作会议"
