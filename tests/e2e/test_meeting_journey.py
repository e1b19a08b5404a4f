"""The whole chain in real browsers: two convenors, a director, a clerk, three liaisons and the leader in charge.

From a unit's topic, and one from a case whose competence is disputed, to resolutions carried out and verified; the case's
timeline shows the decision, and the next session opens with what is unfinished.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from tests.cast import Cast, _password_hash, add_post
from tests.e2e.conftest import PHONE
from tests.petitions import doors
from tests.petitions.stage import Stage
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Role

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture
def town(live_cast: Cast, quick_print) -> Cast:
    """The cast with a third liaison; papers without a layout engine."""
    person = Person.objects.create(township=live_cast.township, name="刘洋", title="农业服务中心联络员")
    add_post(live_cast, person, Role.LIAISON, "farm")
    live_cast.people["liaison3"] = person
    live_cast.accounts["liaison3"] = Account.objects.create(
        username="liaison3",
        person=person,
        township=live_cast.township,
        password=_password_hash(),
        password_changed_at=timezone.now(),
    )
    return live_cast


def disputed(cast: Cast) -> Stage:
    """A case that its unit says is not within its competence."""
    stage = Stage(cast, day=timezone.localdate())
    stage.register()
    stage.assign()
    stage.do(
        doors.object_assignment,
        "liaison",
        assignment_id=stage.assignment("building").pk,
        reason="办证登记不属于本单位的职权范围。",
        basis="三定规定第五条",
    )
    return stage


def press(page: Page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.get_by_text(said).first.wait_for()


def propose(page: Page, title: str, ask: str, linked: str = "") -> Topic:
    page.goto(f"/topics/new/?linked={linked}")
    page.get_by_label("议题").fill(title)
    page.get_by_label("请会议决定什么").fill(ask)
    press(page, "提出", "议题已提出")
    return Topic.objects.latest("pk")


def decide_topics(desk, *topics: Topic) -> None:
    """The director gives the office's opinion, the general convenor lets them onto an agenda."""
    director, chief = desk.login("director"), desk.login("chief", viewport=PHONE)
    for topic in topics:
        director.goto(f"/topics/{topic.pk}/opine/")
        director.get_by_label("办公室意见").fill("情况属实，建议列入会议研究。")
        press(director, "报召集人决定", "意见已报召集人。")
        chief.goto(f"/topics/{topic.pk}/agree/")
        press(chief, "同意上会", "已同意上会")


def plan(clerk: Page, title: str, topics: tuple[Topic, ...], units: tuple[str, ...]) -> Session:
    clerk.goto("/meetings/new/")
    clerk.get_by_label("会议种类").select_option(label="专题会议")
    clerk.get_by_label("会议名称").fill(title)
    clerk.get_by_label("主持人").select_option(label="李建（镇党委副书记）")
    clerk.get_by_label("会议日期").fill(f"{timezone.localdate() + timedelta(days=4)}")
    clerk.get_by_label("开始时间").fill("14:30")
    clerk.get_by_label("地点").fill("三楼会议室")
    press(clerk, "保存", "已列入会议安排")
    session = Session.objects.latest("pk")
    clerk.goto(f"/meetings/{session.pk}/invite/")
    whole = clerk.get_by_role("button", name="全选").first  # the member units, all at once and none again
    for is_ticked in (True, False):
        whole.click()
        assert clerk.get_by_label(units[0], exact=True).is_checked() is is_ticked
    for unit in units:
        clerk.get_by_label(unit, exact=True).check()
    press(clerk, "加入名单", "名单已更新。")
    for topic in topics:
        clerk.get_by_role("link", name="列入议题").click()
        clerk.get_by_label("列入议题").select_option(value=str(topic.pk))
        press(clerk, "列入议程", "已列入议程。")
    return session


def hold(clerk: Page, session: Session) -> Minutes:
    """The hours pass, everybody comes, the session is noted as held, the minutes are begun."""
    Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() - timedelta(minutes=5), ends_at=None)
    clerk.goto(f"/meetings/{session.pk}/note_attendance/")
    for radio in clerk.locator("input[value=yes]").all():
        radio.check()
    press(clerk, "保存签到表", "签到表已保存。")
    clerk.goto(f"/meetings/{session.pk}/?step=during")
    press(clerk, "登记召开", "已登记召开")
    clerk.get_by_role("button", name="拟写纪要").first.click()
    clerk.wait_for_url("**/minutes/*/")
    return Minutes.objects.get(session=session)


def write(clerk: Page, minutes: Minutes, order: int, held: str, tasks: tuple[tuple[str, str], ...]) -> None:
    item = minutes.items.get(order=order)
    clerk.goto(f"/minutes/{minutes.pk}/write/{item.pk}/")
    clerk.get_by_label("会议认为").fill(held)
    for at, (text, unit) in enumerate(tasks):
        row = clerk.locator(".task-row").nth(at)
        if at:
            row.locator("summary").click()
        row.get_by_label("议定事项").fill(text)
        row.get_by_label("责任单位").select_option(label=unit)
        row.get_by_label("完成时限").fill(f"{timezone.localdate() + timedelta(days=30)}")
        row.get_by_label("落实标准").fill("现场核实合格")
    press(clerk, "保存", "已保存。")


def test_from_topic_to_verification(desk, town):
    case = disputed(town).case
    clerk = desk.login("clerk")
    units = {"liaison": "村镇建设办", "liaison2": "民政办", "liaison3": "农业服务中心"}
    liaisons = {who: desk.login(who, viewport=PHONE) for who in units}

    own = propose(liaisons["liaison2"], "关于低保动态复核分工", "明确复核分工和时间表")
    shared = propose(clerk, "关于安置房办证的职责分工", "明确由哪个单位牵头办理", linked=case.matter.number)
    decide_topics(desk, own, shared)

    session = plan(clerk, "九月专题会议", (own, shared), tuple(units.values()))
    clerk.get_by_role("link", name="增加材料").click()
    clerk.locator("input[name=attachments]").set_input_files(
        {"name": "会议须知.txt", "mimeType": "text/plain", "buffer": "请提前十分钟入场".encode()}
    )
    press(clerk, "上传", "已上传：会议须知.txt")
    clerk.get_by_role("link", name="发出会议通知").click()
    press(clerk, "发出会议通知", "通知已发出")
    for who, page in liaisons.items():
        page.goto("/")
        page.locator(".desk-row", has_text="签收会议通知").get_by_role("link", name="签收或请假").click()
        if who == "liaison3":
            page.get_by_label("请假事由").fill("外出培训")
            page.get_by_label("代会人姓名").fill("周围")
        press(page, "签收", "已签收。")
        page.goto(f"/meetings/{session.pk}/")
        page.get_by_role("link", name="会议须知.txt").wait_for()
    with liaisons["liaison"].expect_download() as calendar:
        liaisons["liaison"].get_by_role("link", name="加入日历").click()
    assert calendar.value.suggested_filename.endswith(".ics")

    minutes = hold(clerk, session)
    write(clerk, minutes, 1, "会议认为，复核要公开透明。", (("完成入户复核", "民政办"),))
    write(
        clerk,
        minutes,
        2,
        "会议认为，由村镇建设办牵头办理。",
        (("牵头办理首批登记", "村镇建设办"), ("核对农户承包地", "农业服务中心")),
    )
    director = desk.login("director")
    director.goto(f"/minutes/{minutes.pk}/")
    director.get_by_role("link", name="看并提建议").nth(1).click()
    director.locator("input[name=part][value=held]").check(force=True)
    director.get_by_label("建议写法").fill("会议认为，由村镇建设办牵头、农业服务中心配合办理。")
    director.get_by_label("理由").fill("写明配合单位")
    director.get_by_role("button", name="提出建议").click()
    director.get_by_text("修改建议已提出").wait_for()
    clerk.goto(f"/minutes/{minutes.pk}/")
    press(clerk, "采纳", "已采纳，文字已替换。")
    co_signed(desk, clerk, liaisons)
    press(clerk, "送召集人审定", "已送审。")

    phone = desk.login("convenor", viewport=PHONE)
    phone.locator(".desk-row", has_text="审定会议纪要").get_by_role("link", name="审定").click()
    phone.get_by_text("农业服务中心配合办理").wait_for()
    press(phone, "同意", "已批准，可以编号印发。")
    clerk.reload()
    clerk.get_by_role("link", name="印发", exact=True).click()
    press(clerk, "编号印发", "已编号印发")

    for page in liaisons.values():
        page.goto(f"/minutes/{minutes.pk}/")
        page.get_by_role("link", name="签收", exact=True).click()
        press(page, "签收", "已签收。")
    carried_out(liaisons["liaison"], clerk, Resolution.objects.get(text="牵头办理首批登记"))
    assert Resolution.objects.get(text="牵头办理首批登记").state == "verified"

    clerk.goto(f"/cases/{case.pk}/")
    clerk.get_by_text("专题会议研究（会议纪要").first.wait_for()
    clerk.get_by_text("牵头办理首批登记").first.wait_for()
    following = plan(clerk, "十月专题会议", (), ("民政办",))
    clerk.goto(f"/meetings/{following.pk}/")
    clerk.get_by_role("link", name="完成入户复核").wait_for()
    assert clerk.get_by_role("link", name="牵头办理首批登记").count() == 0


def co_signed(desk, clerk: Page, liaisons: dict[str, Page]) -> None:
    """Both units and the leader in charge agree to the item that crosses portfolios."""
    press(clerk, "送会签", "已送会签")
    leader = desk.login("leader", viewport=PHONE)
    for page in (liaisons["liaison"], liaisons["liaison3"], leader):
        page.goto("/")
        row = page.locator(".desk-row", has_text="关于安置房办证的职责分工").filter(has_text="会签纪要")
        row.get_by_role("link", name="会签").click()
        press(page, "同意", "已会签：同意。")
    clerk.reload()


def carried_out(liaison: Page, clerk: Page, row: Resolution) -> None:
    """Received, half way, done, verified by the office."""
    liaison.goto(f"/resolutions/{row.pk}/")
    press(liaison, "签收", "已签收。")
    liaison.get_by_role("link", name="报告进展").click()
    liaison.get_by_label("进度（%）").fill("60")
    liaison.get_by_label("进展情况").fill("首批资料已报送。")
    press(liaison, "报告进展", "进展已报告。")
    liaison.get_by_role("link", name="报告落实").click()
    liaison.get_by_label("落实情况").fill("首批证书已发放。")
    press(liaison, "报告落实", "已报告落实")
    clerk.goto(f"/resolutions/{row.pk}/")
    clerk.get_by_role("link", name="核实销号").click()
    clerk.get_by_label("核实情况").fill("抽查五户，均已发放。")
    press(clerk, "核实，已落实", "已核实销号。")
