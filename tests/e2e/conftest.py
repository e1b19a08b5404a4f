"""Browser journeys: a real Chromium against the live server; every page error and refused request fails the test."""

import os
import shutil
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import PASSWORD, Cast

# Playwright's loop makes Django think that test code is asynchronous; it is not.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    skip = pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium")
    for item in items:
        if item.get_closest_marker("e2e") and CHROMIUM is None:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Desk:
    """Opens pages for the people of the cast, and remembers what went wrong in any of them."""

    browser: Browser
    address: str
    faults: list[str] = field(default_factory=list)

    def visitor(self, viewport=DESKTOP, **options) -> Page:
        """A browser window in which nobody is logged in."""
        page = self.browser.new_context(
            base_url=self.address, viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        ).new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._console(page, line))
        page.on("response", lambda answer: self._answer(answer))
        return page

    def login(self, account: str, viewport=DESKTOP, **options) -> Page:
        """A window in which the person has logged in through the login page, as he would."""
        page = self.visitor(viewport, **options)
        page.goto("/login/")
        page.get_by_label("账号").fill(account)
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/")
        return page

    def _console(self, page, line):
        if line.type == "error" and "status of 4" not in line.text:
            self.faults.append(f"{page.url}: {line.text}")

    def _answer(self, answer):
        if answer.status >= 500:
            self.faults.append(f"{answer.status} {answer.url}")


@pytest.fixture
def desk(chromium, django_db_setup, live_server, transactional_db):
    # The database first: a server started before it takes SQLite for one in memory and shares one connection among its
    # threads, which crashes as soon as two windows ask at once.
    desk = Desk(chromium, live_server.url)
    yield desk
    for context in chromium.contexts:
        context.close()
    assert desk.faults == []


@pytest.fixture
def live_cast(transactional_db, cast: Cast) -> Cast:
    """The cast, committed, so that the server's threads see it."""
    return cast
