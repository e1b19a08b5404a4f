"""A spot check from plan to sheet in the browser, repeated by check_draw and, line by line, by sha256sum, to the same units."""

import io
import subprocess

import pytest
from django.core.management import call_command

from supervision.draws.models.draws import Draw
from tests.e2e.conftest import PHONE

pytestmark = [pytest.mark.e2e]


def pressed(page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    page.get_by_text(said).first.wait_for()


def test_a_draw_that_anybody_repeats(desk, live_cast, tmp_path):
    clerk, convenor, unit = desk.login("clerk"), desk.login("convenor"), desk.login("liaison", viewport=PHONE)
    clerk.goto("/supervision/draws/")
    clerk.get_by_role("link", name="拟定抽查方案").first.click()
    clerk.get_by_label("抽查事项").fill("信访事项按期答复")
    clerk.get_by_label("检查内容").fill("看登记簿和三件案卷，送达证明齐全为合格。")
    clerk.get_by_label("从村（社区）抽取").fill("1")
    pressed(clerk, "存为文稿", "方案已存为文稿")
    row = Draw.objects.get()
    address = f"/supervision/draws/{row.pk}/"
    clerk.goto(f"{address}exclude/")
    clerk.get_by_label("单位").select_option(label="农业服务中心")
    clerk.get_by_label("不列入的理由").fill("本季度已由县里专项检查")
    pressed(clerk, "不列入", "已不列入")
    pressed(clerk, "送审", "已送审")
    convenor.goto(address)
    convenor.get_by_role("link", name="审批", exact=True).first.click()
    pressed(convenor, "同意", "已批准")
    unit.goto(address)
    assert unit.get_by_text("本季度已由县里专项检查").first.is_visible()
    assert unit.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    clerk.goto(f"{address}seed/")
    for name, words in (("witness", "马清远"), ("witness_is", "镇人大代表"), ("place", "镇政府会议室")):
        clerk.locator(f"input[name={name}]").fill(words)
    clerk.locator("input[name=seed]").fill("31415 92653 58979 32384")
    pressed(clerk, "按种子抽取", "已抽取")
    unit.goto(address)
    with unit.expect_download() as saved:
        unit.get_by_role("link", name="抽取记录（JSON）").click()
    path, out = tmp_path / "record.json", io.StringIO()
    saved.value.save_as(path)
    call_command("check_draw", str(path), stdout=out)
    picks = list(row.picks.select_related("entry"))
    assert len(picks) == 3 and "核对一致：3 个单位" in out.getvalue()
    for pick in picks:
        said = subprocess.run(["sha256sum"], input=pick.text.encode(), capture_output=True, check=True).stdout
        assert said.decode().split()[0] == pick.digest and pick.entry.label in out.getvalue()
        clerk.goto(f"{address}record/{pick.pk}/")
        clerk.get_by_label("基本合格").check()
        clerk.get_by_label("检查情况").fill("看了登记簿和三件案卷，一件迟登记。")
        pressed(clerk, "登记检查结果", "检查结果已登记")
    clerk.goto(f"{address}conclude/")
    clerk.get_by_label("抽查情况").fill("抽查三个单位，登记基本齐全。")
    pressed(clerk, "通报结果", "结果已通报")
    unit.goto(address)
    assert unit.get_by_text("抽查三个单位，登记基本齐全。").first.is_visible()
