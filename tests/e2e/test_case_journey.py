"""The main job in a browser: seven people come to the counter, and leave with an answer that is carried out."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import TimeoutError as NotInTime

from petitions.cases.actions.codes import hash_code, make_code
from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import Evaluation
from petitions.cases.models.petitioners import Petitioner
from records.papers.models.documents import Document
from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e

WORDS = (
    "我们七户住河湾社区安置房3号楼，交房两年多一直没有办下产权证，开发公司说材料交给村镇建设办了。"
    "请求明确办证时间，退还多收的测绘费。"
)
NAMES = ["张建国", "李秀英", "王堃", "赵翀", "陈喆"]
CASE_URL = "**/cases/*/"
CASE_PAGE = re.compile(r"/cases/\d+/$")


@pytest.fixture
def office(live_cast):
    call_command("load_categories", verbosity=0)
    return live_cast


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def hand_in(page, name: str) -> None:
    """Press the button of a move; back on the case's page, or fail with the sentences the form shows."""
    press(page, name)
    try:
        page.wait_for_url(CASE_PAGE)  # a form with files is handed in without leaving the page
    except NotInTime:
        shown = page.locator(".invalid-feedback, .notice").all_inner_texts()
        raise AssertionError((name, page.url, shown)) from None
    page.wait_for_load_state()


def follow(page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def open_case(page, case: Case) -> None:
    page.goto(f"/cases/{case.pk}/")


def register(page) -> Case:
    """The clerk writes down a visit of seven with five representatives, in the order in which they speak."""
    page.goto("/")
    page.keyboard.press("n")
    page.wait_for_url("**/cases/new/")
    for at, name in enumerate(NAMES):
        if at:
            page.locator("[data-add-person]").click()
        person = page.locator("#persons [data-person]").nth(at)
        person.get_by_label("身份").select_option(label="代表")
        person.get_by_label("姓名（名称）").fill(name)
        person.get_by_label("电话").fill(f"1380000120{at}")
        person.get_by_label("住址").fill("清河镇河湾社区3组")
    page.get_by_label("来访", exact=True).check()
    page.get_by_label("信访人数").fill("7")
    page.get_by_label("信访人陈述").fill(WORDS)
    page.get_by_label("逐项诉求").fill("明确 3 号楼办证时间\n退还多收的测绘费")
    page.get_by_label("求决").check()
    page.get_by_label("初次", exact=True).check()
    page.locator("[name=place]").select_option(label="河湾社区")
    page.get_by_label("只登记").check()
    press(page, "提交登记")
    page.wait_for_url("**/registered/")
    return Case.objects.get()


def accept_and_assign(page, case: Case) -> None:
    follow(page, "受理")
    page.get_by_label("办理途径（条例第三十一条）").select_option("6")
    hand_in(page, "受理")
    follow(page, "交办")
    page.locator("[name=lead_unit]").select_option(label="村镇建设办")
    page.get_by_text("协办单位").first.click()
    page.locator("[name=assist_unit_0]").select_option(label="民政办")
    page.get_by_label("办理要求").fill("查清测绘费收取依据，提出办证时间表")
    hand_in(page, "交办")


def work_on_it(page, case: Case) -> None:
    """The liaison receives, reports with a file, drafts the answer to both claims and hands it in."""
    page.goto("/")
    page.get_by_text(case.title).first.click()
    page.wait_for_url(CASE_URL)
    hand_in(page, "签收")
    follow(page, "登记进展")
    page.locator("textarea[name=text]").fill("测绘费已核实，每户多收 120 元，待财政退付。")
    hand_in(page, "登记进展")
    follow(page, "拟写答复")
    for number, claim in enumerate(case.claims.all()):
        part = page.locator(f"#claim-{claim.pk}")
        part.get_by_label("查明的事实和理由").fill(f"经查，第{number + 1}项情况属实。")
        part.get_by_label("处理意见").fill("十一月三十日前办结首批产权证。" if number == 0 else "退还多收的测绘费。")
        part.get_by_label("法律法规依据").fill("《不动产登记暂行条例》第十四条")
        part.get_by_label("这一项的结论").select_option(label="予以支持")
    page.locator("input[name=conclusion][value=support]").check()
    hand_in(page, "保存并送审")


def approve(page, case: Case) -> None:
    """The director, on a phone between two meetings: from the list to the text to the decision."""
    page.goto("/approvals/")
    page.get_by_role("link").filter(has_text=case.number).first.click()
    page.wait_for_load_state()
    if "/decide_reply/" not in page.url:
        page.locator("a[href*='/decide_reply/']").first.click()
        page.wait_for_url("**/decide_reply/**")
    hand_in(page, "同意")


def deliver_and_conclude(page, case: Case) -> None:
    open_case(page, case)
    for _ in ("处理意见书", "受理告知书"):
        follow(page, "登记送达")
        page.locator("input[name=document]").last.check()
        page.get_by_label("直接送达").check()
        page.locator("[name=delivered_on]").fill(timezone.localdate().isoformat())
        page.locator("[name=place]").fill("河湾社区居委会")
        page.get_by_label("签收人（代收的注明关系）").fill("张建国")
        hand_in(page, "登记送达")
    for _ in range(2):
        follow(page, "登记落实")
        page.locator("input[name=claim]").first.check()
        page.locator("textarea[name=text]").fill("已按处理意见落实到户。")
        hand_in(page, "登记落实")
    follow(page, "办结")
    hand_in(page, "办结")


def renewed(case: Case) -> str:
    """The code on the slip: only its hash is kept, so the test puts one of its own in its place."""
    code = make_code()
    Case.objects.filter(pk=case.pk).update(lookup_hash=hash_code(code))
    return code


def test_seven_people_from_the_counter_to_the_final_answer(office, desk):
    clerk = desk.login("clerk")
    case = register(clerk)
    code = renewed(case)  # as the slip has it, which is printed unseen: the petitioner's own, so that it rates
    assert (case.visitors, case.is_group, Petitioner.objects.filter(case=case).count()) == (7, True, 5)

    accept_and_assign(clerk, case)
    work_on_it(desk.login("liaison"), case)
    approve(desk.login("director", viewport=PHONE), case)
    deliver_and_conclude(clerk, case)

    case.refresh_from_db()
    assert case.state == "concluded"
    for line in ("受理", "签收", "登记进展", "送达", "办结"):
        assert clerk.locator(".timeline").get_by_text(line).count(), line
    follow(clerk, f"文书 {Document.objects.filter(matter=case.matter).count()}")
    for name in ("受理告知书", "交办函", "处理意见书"):
        assert clerk.get_by_role("cell", name=name).count(), name
    clerk.goto("/cases/?state=concluded")
    assert clerk.get_by_role("link", name=case.number).count() == 1
    assert clerk.get_by_text("张建国").count() == 0, "names are masked in the ledger"

    the_petitioner_looks_it_up(desk.visitor(viewport=PHONE, java_script_enabled=False), case, code)


def the_petitioner_looks_it_up(page, case: Case, code: str) -> None:
    """On a cheap phone without JavaScript: number and code, the stage, the rights, and what they thought of it."""
    page.goto("/lookup/")
    page.get_by_label("编号").fill(case.number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    page.wait_for_url("**/lookup/result/")
    text = page.locator("main").inner_text()
    assert "复查" in text
    assert "张建国" not in text
    assert "产权证" not in text
    page.get_by_label("满意", exact=True).first.check()
    page.get_by_role("button", name="提交评价").first.click()
    assert Evaluation.objects.filter(case=case, grade="good").count() >= 1
