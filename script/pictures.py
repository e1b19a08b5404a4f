"""Picture taker, see script/pictures. A real Chromium walks through the demo township, served from this very process.

The clock of the application stands still at MOMENT, so that every light, limit and date in the pictures is the same on
every run. Numbers that chance decides (look-up codes) are in no picture.
"""

import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop makes Django think that this code is asynchronous

from django.utils import timezone

MOMENT = datetime(2026, 11, 18, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Wednesday: reception day
timezone.now = lambda: MOMENT  # before the models load, whose defaults take the function as it is then

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.sessions import Session
from petitions.cases.actions.codes import hash_code, make_code
from petitions.cases.models.cases import Case
from petitions.cases.papers import samples
from petitions.ledger.rules.columns import COLUMNS
from petitions.sponsorship.models import Sponsorship
from records.jobs.models.jobs import Job
from records.ledgers.sheets import write_xlsx
from records.papers import store
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.tasks import run_job
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure
from supervision.draws.models.draws import Draw
from supervision.inspections.models.inspections import Inspection
from supervision.listing.models.listings import Listing
from township.directory.demo import PASSWORD

TARGET = ROOT / "docs" / "pictures"
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PAPER_DPI = 60
COLOURS = 256
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--lang=zh-CN",  # so that date fields show year, month, day
]


# --- Server and camera ------------------------------------------------------------------------------------------------
class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        return None


def serve() -> str:
    """Serve the project on a free port of this machine from a thread that ends with the process; its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


class Studio:
    """Opens windows for the demo's people and takes their pictures; one login serves all pictures of a person."""

    def __init__(self, browser: Browser, address: str):
        self.browser, self.address = browser, address
        self.windows: dict[tuple[str, bool], Page] = {}
        self.faults: list[str] = []

    def window(self, account: str = "", *, phone: bool = False) -> Page:
        """A window of that account, already logged in; of nobody when it is empty."""
        if (account, phone) not in self.windows:
            self.windows[account, phone] = self._open(account, PHONE if phone else DESKTOP)
        return self.windows[account, phone]

    def _open(self, account: str, viewport: dict) -> Page:
        page = self.browser.new_context(
            base_url=self.address,
            viewport=viewport,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        ).new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("response", lambda answer: self._answer(answer))
        if account:
            page.goto("/login/")
            page.get_by_label("账号").fill(account)
            page.locator("input[type=password]").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url("**/")
        return page

    def _answer(self, answer) -> None:
        if answer.status >= 400:
            self.faults.append(f"{answer.status} {answer.url}")

    def close(self) -> None:
        for page in self.windows.values():
            page.context.close()


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    path = TARGET / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    shrink(path)


def shrink(path: Path) -> None:
    """A palette instead of full colour: the file is a third. Common colours stay exactly, rare ones take the nearest."""
    with Image.open(path) as picture:
        full = picture.convert("RGB")
    counted = sorted(full.getcolors(full.width * full.height), reverse=True)
    kept = [colour for _, colour in counted[:COLOURS]]
    place = {colour: kept.index(min(kept, key=lambda one: _distance(one, colour))) for _, colour in counted}
    small = Image.new("P", full.size)
    small.putpalette([channel for colour in kept for channel in colour])
    small.putdata([place[pixel] for pixel in full.getdata()])
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB", flush=True)


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def case_of(title: str) -> Case:
    return Case.objects.filter(title=title).earliest("pk")


def session_of(title: str) -> Session:
    return Session.objects.filter(title=title).earliest("pk")


# --- Scenes -----------------------------------------------------------------------------------------------------------
def plain(account: str, address: str, *, phone: bool = False) -> Callable[[Studio, str], None]:
    """A scene that only opens an address."""

    def scene(studio: Studio, name: str) -> None:
        page = studio.window(account, phone=phone)
        page.goto(address)
        take(page, name)

    return scene


def of_case(account: str, title: str, tail: str = "") -> Callable[[Studio, str], None]:
    """A page of the demo's case with that title."""

    def scene(studio: Studio, name: str) -> None:
        page = studio.window(account)
        page.goto(f"/cases/{case_of(title).pk}/{tail}")
        take(page, name)

    return scene


def registration(studio: Studio, name: str) -> None:
    """A known petitioner comes again: her earlier matter stands beside the form, proposals under it."""
    page = studio.window("linxiao")
    page.goto("/cases/new/")
    person = page.locator("#persons [data-person]").first
    person.get_by_label("姓名（名称）").fill("赵桂兰")
    person.get_by_label("电话").fill("19900000101")
    with page.expect_response("**/cases/new/earlier/"):
        person.get_by_label("电话").press("Tab")
    with page.expect_response("**/cases/new/proposals/"):
        page.get_by_label("信访人陈述").fill("河湾安置小区楼道的路灯坏了半个月，晚上老人上下楼看不清，请求尽快修。")
    page.get_by_label("来访", exact=True).check()
    page.evaluate("window.scrollTo(0, 0)")
    take(page, name)


def registration_now(studio: Studio, name: str) -> None:
    """The last part of the same form: what happens now, with the limit each choice starts."""
    page = studio.window("linxiao")
    page.goto("/cases/new/")
    page.locator("#now").scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    take(page, name)


def derivation(studio: Studio, name: str) -> None:
    """怎样算的, opened at the head of a case whose limit is counted in working days."""
    page = studio.window("linxiao")
    page.goto(f"/cases/{case_of('公益性墓地收费疑问').pk}/")
    page.locator(".next-due summary").first.click()
    take(page, name)


def acceptance(studio: Studio, name: str) -> None:
    """受理 with the way chosen and the notice's text filled in."""
    page = studio.window("linxiao")
    page.goto(f"/cases/{case_of('要求兑现征地安置承诺').pk}/accept/")
    page.get_by_label("办理途径（条例第三十一条）").select_option("6")
    page.get_by_role("button", name="填入标准文本", exact=True).click()
    page.wait_for_load_state()
    take(page, name)


def decision(studio: Studio, name: str) -> None:
    """The director reads an answer on her phone."""
    page = studio.window("gaoming", phone=True)
    case = case_of("请求解决柳林村三组吃水困难")
    page.goto(f"/cases/{case.pk}/")
    page.goto(page.locator("a[href*='/decide_']").first.get_attribute("href"))
    take(page, name)


def of_supervision(
    page_name: str, model: type, state: str, tail: str = "", *, account: str = "linxiao", phone: bool = False
) -> Callable[[Studio, str], None]:
    """The page of the demo's first thing of that kind in that state, as the clerk (or account) sees it."""

    def scene(studio: Studio, name: str) -> None:
        page = studio.window(account, phone=phone)
        page.goto(f"/supervision/{page_name}/{model.objects.filter(state=state).earliest('pk').pk}/{tail}")
        take(page, name)

    return scene


def sponsored(studio: Studio, name: str) -> None:
    """A sponsored case that is being carried out, with its roadmap, as the clerk sees it."""
    page = studio.window("linxiao")
    page.goto(f"/sponsorships/{Sponsorship.objects.filter(state='underway').earliest('pk').pk}/")
    take(page, name)


def of_session(account: str, title: str, step: str) -> Callable[[Studio, str], None]:
    """One step of the page of the demo's session with that title."""

    def scene(studio: Studio, name: str) -> None:
        page = studio.window(account)
        page.goto(f"/meetings/{session_of(title).pk}/?step={step}")
        take(page, name)

    return scene


def minutes_issued(studio: Studio, name: str) -> None:
    """Issued minutes with the receipts of the units, as the clerk sees them."""
    page = studio.window("linxiao")
    page.goto(f"/minutes/{session_of(CARRIED_OUT).minutes.pk}/")
    take(page, name)


def minutes_approve(studio: Studio, name: str) -> None:
    """The convenor reads the minutes on his phone and comes to the decision at the end of the page."""
    page = studio.window("lijian", phone=True)
    page.goto("/")
    page.locator("a[href*='/minutes/'][href*='/decide/']").first.click()
    page.wait_for_url("**/decide/*")
    take(page, name)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    take(page, f"{name}-decide")


def minutes_item(studio: Studio, name: str) -> None:
    """The clerk takes submitted minutes back and opens their first item to write."""
    page = studio.window("linxiao")
    page.goto(f"/minutes/{Minutes.objects.get(state='submitted').pk}/")
    page.get_by_role("button", name="撤回修改").click()
    page.get_by_role("link", name="记录", exact=True).first.click()
    page.wait_for_url("**/minutes/*/write/*/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # the tasks stand under the text
    take(page, name)


def look_up(studio: Studio, name: str) -> None:
    """The petitioner types the code of the slip on a phone."""
    case, code = case_of("危房改造补助没有到账"), make_code()
    Case.objects.filter(pk=case.pk).update(lookup_hash=hash_code(code))
    page = studio.window(phone=True)
    page.goto("/lookup/")
    page.get_by_label("编号").fill(case.number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    page.wait_for_url("**/lookup/result/")
    take(page, name)
    page.get_by_role("heading", name="您的权利").evaluate("one => one.closest('section').scrollIntoView()")
    take(page, f"{name}-rights")


def import_check(studio: Studio, name: str) -> None:
    """An old ledger with three bad cells, checked by the job as the worker would do it."""
    page = studio.window("linxiao")
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(
        {"name": "2024年信访台账.xlsx", "mimeType": "application/octet-stream", "buffer": old_ledger()}
    )
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_url("**/imports/*/")
    for job in Job.objects.filter(kind="import.check").exclude(state=Job.State.DONE):
        run_job(job.pk)
    page.reload()
    take(page, name)


def old_ledger() -> bytes:
    """Six rows of an invented old ledger; three of them have a mistake each."""
    rows = [
        {
            "number": "2024-001",
            "name": "祁连山",
            "raised_on": "2024-01-15",
            "title": "村道坑洼难行",
            "replied_on": "2024-02-20",
        },
        {
            "number": "2024-002",
            "name": "蒲春花",
            "raised_on": "2024年2月30日",
            "title": "低保申请未批",
            "replied_on": "2024-03-28",
        },
        {
            "number": "2024-003",
            "name": "辛国庆",
            "raised_on": "2024-03-05",
            "title": "水渠漏水",
            "replied_on": "2024-03-01",
        },
        {"number": "2024-004", "name": "陶艳", "raised_on": "2024-04-09", "title": "油烟扰民", "replied_on": ""},
        {
            "number": "2024-005",
            "name": "卜世仁",
            "raised_on": "2024-05-17",
            "id_number": "511099198001011230",
            "title": "宅基地纠纷",
        },
        {"number": "2024-006", "name": "甘露", "raised_on": "", "title": "路灯不亮", "replied_on": "2024-06-30"},
    ]
    shown = [column for column in COLUMNS if column.key in {key for row in rows for key in row} | {"words", "reply"}]
    lines = [
        [{"words": row["title"] + "，请求解决。", "reply": "已办理。"}.get(c.key, row.get(c.key, "")) for c in shown]
        for row in rows
    ]
    return write_xlsx("台账", [column.heading for column in shown], lines)


def papers(studio: Studio, name: str) -> None:
    """Page 1 of one invented document of every kind, and of the minutes that the demo issued."""
    for sample in samples():
        first_page(render_pdf(sample.html, title=sample.kind.name), sample.kind.code)
    first_page(store.get(session_of(CARRIED_OUT).minutes.document.blob), "minutes")
    first_page(store.get(Referral.objects.exclude(number="").first().document.blob), "referral")
    for kind in ISSUED_BY_THE_DEMO:
        first_page(store.get(Document.objects.filter(kind=kind).exclude(blob="").order_by("pk").first().blob), kind)


def first_page(pdf: bytes, stem: str) -> None:
    target = TARGET / "papers" / stem
    target.parent.mkdir(exist_ok=True)
    command = ["pdftoppm", "-r", str(PAPER_DPI), "-png", "-f", "1", "-l", "1", "-singlefile", "-", str(target)]
    subprocess.run(command, input=pdf, check=True)
    shrink(target.with_suffix(".png"))


ISSUED_BY_THE_DEMO = (
    "roster_notice",
    "analysis",
    "mediation_agreement",
    "urgent",
    "plan",
    "paper_notice",
    "paper_work_points",
)
CARRIED_OUT, AHEAD = "三季度信访工作联席会议", "年终信访积案化解工作会议"

# In this order: what changes the database (minutes taken back, a new code, an import) comes last.
SCENES: dict[str, Callable[[Studio, str], None]] = {
    "home-clerk": plain("linxiao", "/"),
    "home-director": plain("gaoming", "/"),
    "home-convenor": plain("lijian", "/"),
    "home-convenor-phone": plain("lijian", "/", phone=True),
    "home-liaison": plain("hejing", "/"),
    "home-leader-phone": plain("chenli", "/", phone=True),
    "home-grid-phone": plain("mali", "/", phone=True),
    "home-auditor": plain("zhengjie", "/"),
    "home-sysadmin": plain("sunhao", "/"),
    "ledger": plain("linxiao", "/cases/"),
    "registration": registration,
    "registration-now": registration_now,
    "case": of_case("linxiao", "对退耕还林面积核定有异议"),
    "case-derivation": derivation,
    "case-overdue": of_case("linxiao", "村道工程拖欠工资"),
    "case-papers": of_case("linxiao", "安置房迟迟不能办证", "papers/"),
    "sponsorship": sponsored,
    "move-accept": acceptance,
    "move-reply": of_case("liuyang", "对退耕还林面积核定有异议", "draft_reply/"),
    "decide-phone": decision,
    "session": of_session("linxiao", AHEAD, "before"),
    "session-during": of_session("linxiao", CARRIED_OUT, "during"),
    "session-after": of_session("linxiao", CARRIED_OUT, "after"),
    "minutes": minutes_issued,
    "minutes-approve": minutes_approve,
    "resolutions": plain("linxiao", "/resolutions/"),
    "calendar": plain("linxiao", "/calendar/"),
    "settings": plain("sunhao", "/settings/"),
    "journal": plain("zhengjie", "/journal/?last=2026-11-17"),
    "minutes-item": minutes_item,
    "import-check": import_check,
    "cause": of_supervision("causes", Cause, "decided"),
    "measure": of_supervision("measures", Measure, "called"),
    "board": plain("gaoming", "/board/"),
    "inspection": of_supervision("inspections", Inspection, "rectifying"),
    "inspection-phone": of_supervision("inspections", Inspection, "running", "site/", account="gaoming", phone=True),
    "draw": of_supervision("draws", Draw, "drawn"),
    "listing": of_supervision("listings", Listing, "rectifying"),
    "lookup-phone": look_up,
    "papers": papers,
}


def main(*wanted: str) -> None:
    unknown = set(wanted) - set(SCENES)
    if unknown:
        sys.exit(f"没有这样的图片：{'、'.join(sorted(unknown))}。可用的名字：{'、'.join(SCENES)}")
    if not settings.DATABASES["default"]["NAME"].endswith("pictures.sqlite3"):
        sys.exit("请用 script/pictures 运行：它准备一个临时的数据库。")
    TARGET.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS, env={**os.environ, "LANGUAGE": "zh_CN"})
        studio = Studio(browser, serve())
        for name in wanted or SCENES:
            SCENES[name](studio, name)
        studio.close()
        browser.close()
    total = sum(path.stat().st_size for path in TARGET.rglob("*.png"))
    print(f"docs/pictures: {total / 1024 / 1024:.1f} MB")
    if studio.faults:
        sys.exit("网页出错：\n" + "\n".join(studio.faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
