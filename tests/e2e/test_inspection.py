"""An inspection on two phones at once: a lost connection, photos, a finding heard, mended, looked at again and opened anew."""

from datetime import datetime, timedelta

import pytest

from records.acts.queries import load_draft
from supervision.inspections.models.checklists import Entry
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from tests.cast import SHANGHAI
from tests.e2e.conftest import PHONE
from tests.e2e.test_accountability import approved, pressed
from tests.records.papers.file_samples import picture

pytestmark = [pytest.mark.e2e]
PHOTO = {"name": "现场.png", "mimeType": "image/png", "buffer": picture("PNG")}
SEEN = "五件里两件没有送达回证"
ITEMS = "登记和受理｜抽看登记簿｜当日登记为好\n答复文书｜抽看五件答复和送达回证｜送达有证为好"


def today():
    return datetime.now(SHANGHAI).date()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def proposed(clerk, convenor) -> Inspection:
    """From the form of the office to the approval of the convenor."""
    clerk.goto("/supervision/inspections/new/")
    clerk.get_by_label("名称").fill("初信初访办理专项督查")
    clerk.get_by_label("开始日期").fill((today() + timedelta(days=1)).isoformat())
    clerk.get_by_label("结束日期").fill((today() + timedelta(days=5)).isoformat())
    for unit in ("村镇建设办", "农业服务中心"):
        clerk.get_by_label(unit).check()
    clerk.get_by_label("督查目的").fill("检查初信初访办理和首办责任落实情况。")
    clerk.get_by_label("督查重点").fill("登记、受理是否按期\n答复是否送达")
    clerk.get_by_label("联系人").fill("林晓 0830-5521234")
    pressed(clerk, "存为方案文稿", "督查方案已存为文稿")
    row = Inspection.objects.get()
    pressed(clerk, "送审", "已送审")
    approved(convenor, f"/supervision/inspections/{row.pk}/")
    return row


def prepared(clerk, members, address: str) -> None:
    """Team, checklist and the declarations of the members on their phones; then the work on site begins."""
    clerk.goto(f"{address}team/")
    clerk.get_by_label("组长").select_option(
        label=next(words for words in clerk.locator("select[name=leader] option").all_inner_texts() if "高明" in words)
    )
    clerk.locator("label", has_text="吴芳").locator("input").check()
    pressed(clerk, "编组", "督查组已编好")
    clerk.goto(f"{address}checklist/")
    clerk.get_by_label("自拟内容").fill(ITEMS)
    pressed(clerk, "定检查表", "检查表已保存")
    for member in members:
        member.goto(f"{address}declare/")
        assert fits(member), "fits the phone"
        pressed(member, "确认无须回避", "已确认无须回避")
    clerk.goto(f"{address}start/")
    pressed(clerk, "开始现场督查", "现场督查开始")


def filled(page, address: str, entry: Entry, rating: str, words: str = "") -> None:
    page.goto(f"{address}rate/{entry.pk}/")
    page.locator("label.pill", has_text=rating).first.click()
    page.get_by_label("情况").fill(words)
    if words:
        page.locator("input[type=file]").set_input_files([PHOTO])
    assert fits(page), "fits the phone"
    pressed(page, "完成这一项", "已完成")


def lost_and_found(page, account, address: str, entry: Entry) -> None:
    """The connection breaks while somebody types; what was typed is there when the page is opened again."""
    key = f"inspection-{entry.item.inspection_id}-rate-{entry.pk}"
    page.goto(f"{address}rate/{entry.pk}/")
    page.locator("label.pill", has_text="差").first.click()
    page.context.set_offline(True)
    page.get_by_label("情况").fill(SEEN)
    page.get_by_label("情况").blur()
    page.wait_for_timeout(5_000)  # longer than the page waits before it saves
    assert load_draft(account.pk, key) is None or SEEN not in load_draft(account.pk, key)["words"]
    page.context.set_offline(False)
    for _ in range(100):
        if SEEN in (load_draft(account.pk, key) or {}).get("words", []):
            break
        page.wait_for_timeout(100)
    page.goto(f"{address}site/")
    page.goto(f"{address}rate/{entry.pk}/")
    page.get_by_role("button", name="恢复未提交的内容").click()
    assert page.get_by_label("情况").input_value() == SEEN


def mended(unit, clerk, address: str) -> None:
    """Measures, result with its photo, verified and struck off."""
    unit.goto(f"{address}plan/")
    unit.get_by_label("问题成因").fill("没有统一的送达登记。")
    unit.get_by_label("整改措施").fill("建立登记簿，补齐两件回证。")
    unit.get_by_label("责任人").fill("何静 联络员")
    assert fits(unit), "fits the phone"
    pressed(unit, "填整改措施", "整改措施已填")
    unit.goto(f"{address}report/")
    unit.get_by_label("整改结果").fill("两件回证已经补齐，登记簿已经建立。")
    unit.locator("input[type=file]").set_input_files([PHOTO])
    pressed(unit, "报告整改结果", "已报告整改结果")
    clerk.goto(f"{address}accept/")
    clerk.get_by_label("核实方式").select_option(label="实地查看")
    clerk.get_by_label("核实意见").fill("现场核对无误。")
    clerk.get_by_label("回头看").select_option(label="30 天以后")
    pressed(clerk, "核实销号", "已核实销号")


def test_two_phones_findings_rectification_and_the_later_look(desk, live_cast, quick_print):
    clerk, convenor = desk.login("clerk"), desk.login("convenor", viewport=PHONE)
    leader, member = desk.login("director", viewport=PHONE), desk.login("liaison2", viewport=PHONE)
    unit = desk.login("liaison", viewport=PHONE)
    row = proposed(clerk, convenor)
    address = f"/supervision/inspections/{row.pk}/"
    prepared(clerk, (leader, member), address)

    mine = {one: [] for one in ("高明", "吴芳")}
    for entry in Entry.objects.select_related("item__member__person", "unit").order_by("unit_id", "item__seq"):
        mine[entry.item.member.person.name].append(entry)
    assert {len(found) for found in mine.values()} == {2}
    poor = mine["吴芳"][0]
    assert poor.unit == live_cast.unit("building")
    lost_and_found(member, live_cast.account("liaison2"), address, poor)
    desk.faults[:] = [fault for fault in desk.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    filled(leader, address, mine["高明"][0], "好")  # while the other phone has its page open
    filled(member, address, poor, "差", "五件里两件没有送达回证，存档卷第三、五号")
    filled(member, address, mine["吴芳"][1], "好")
    filled(leader, address, mine["高明"][1], "好")
    assert Entry.objects.filter(is_done=True).count() == 4

    member.goto(f"{address}find/{poor.pk}/")
    member.get_by_label("依据", exact=False).first.fill("存档卷第三、五号，卷内没有送达回证")
    member.get_by_label("现场.png").check()
    pressed(member, "提出问题", "已提出")
    found = Finding.objects.get()
    problem = f"/supervision/findings/{found.pk}/"
    member.goto(f"{problem}put/")
    pressed(member, "送单位", "已送单位")

    unit.goto("/")
    unit.get_by_text("说明督查发现的情况").first.wait_for()
    unit.goto(f"{problem}tell/")
    unit.get_by_label("说明").fill("情况属实，送达时没有取得回证。")
    pressed(unit, "说明情况", "已说明情况")
    leader.goto(f"{problem}uphold/")
    leader.get_by_label("对单位说明的意见").fill("单位说明属实，予以认定。")
    pressed(leader, "认定", "已认定")
    leader.goto(f"{address}end_site/")
    pressed(leader, "结束现场督查", "现场督查已结束")

    clerk.goto(f"{problem}rectify/")
    clerk.get_by_label("期限").fill((today() + timedelta(days=20)).isoformat())
    clerk.get_by_label("要求").fill("补齐送达证明，建立登记。")
    pressed(clerk, "限期整改", "已要求限期整改")
    clerk.goto(address)
    pressed(clerk, "结束核实", "核实已结束")
    mended(unit, clerk, problem)

    clerk.goto(f"{problem}reopen/")
    clerk.get_by_label("回头看的情况").fill("抽看新办三件，又有一件没有回证。")
    clerk.get_by_label("新的整改期限").fill((today() + timedelta(days=15)).isoformat())
    pressed(clerk, "回头看：重新整改", "已要求重新整改")
    unit.goto("/")
    unit.get_by_text("填整改措施").first.wait_for()
    mended(unit, clerk, problem)
    # Thirty days later.
    Finding.objects.filter(pk=found.pk).update(look_back_on=today())
    clerk.goto(f"{problem}confirm/")
    clerk.get_by_label("回头看的情况").fill("抽看新办五件，回证齐全，没有反弹。")
    pressed(clerk, "回头看：没有反弹", "已办结")
    found.refresh_from_db()
    assert found.state == "done" and found.reopened == 1 and found.proofs.count() == 2
    assert found.evidence.filter(file__isnull=False).count() == 1
