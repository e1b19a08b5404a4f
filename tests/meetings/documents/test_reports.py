"""The yearly report of 第四十一条 and the sheets of self-check: drafted once their period is over, from declared figures, in one flow."""

from datetime import date, timedelta

import pytest

from meetings.documents.actions import circulars, papers
from meetings.documents.models.papers import OfficePaper
from meetings.documents.rules.circulars import AFTER_PERIOD, YEARLY_PARTS, check_text, yearly_text
from meetings.documents.rules.papers import FIGURE_KINDS, KINDS
from records.duties.models.duties import Duty
from records.duties.rules.duties import Cadence, period_of
from records.figures.rules import Figure, FigurePeriod, FigureSection, FigureTable
from records.figures.sources import SOURCES, sections
from records.work.models import OPEN, WorkItem
from township.actors import system_actor
from township.refusals import Refused

YEAR = period_of(Cadence.YEARLY, date(2026, 6, 1))
HALF = period_of(Cadence.HALF_YEARLY, date(2026, 3, 1))


def owe(desk, clause: str, period) -> Duty:
    return Duty.objects.create(
        township=desk.cast.township,
        clause=clause,
        label=KINDS[clause].label,
        period=period.key,
        period_label=period.label,
        first=period.first,
        last=period.last,
        due_on=period.last + timedelta(days=31),
        opened_at=desk.at(),
    )


def sweep(desk, day: date) -> int:
    desk.day = day
    return circulars.open_finished(circulars.townships_with_finished(desk.at()), desk.at())


def test_nothing_is_drafted_before_the_year_is_over(desk):
    duty = owe(desk, "annual_report", YEAR)
    circulars.opener("annual_report")(desk.cast.township.pk, YEAR, [duty], desk.at())
    assert not OfficePaper.objects.exists() and sweep(desk, date(2026, 12, 31)) == 0
    assert sweep(desk, date(2027, 1, 1)) == 1 and sweep(desk, date(2027, 1, 1)) == 0
    paper = OfficePaper.objects.select_related("document").get()
    body = paper.document.body
    assert paper.title == f"{YEAR.label}信访工作年度报告"
    assert body.startswith("现将2026年1月1日至12月31日信访工作情况报告如下（数据截至")
    assert "数据截至" in body and all(title in body for title, _ in YEARLY_PARTS)
    assert "建议及采纳情况" in body and "|种类|提出|采纳|" in body.replace(" ", "")
    assert papers.FLOW.addressees(paper) == (["清川县信访联席办", "清河镇党委", "清河镇政府"], [])
    assert not WorkItem.objects.filter(OPEN, matter=paper.matter).exists()  # the duty it is drafted for says so already


def test_the_report_is_approved_by_the_convenor_and_fulfils_its_duty(desk):
    duty = owe(desk, "annual_report", YEAR)
    sweep(desk, date(2027, 1, 4))
    paper = OfficePaper.objects.select_related("document").get()
    with pytest.raises(Refused, match="没填的空"):
        desk.on_paper(papers.FLOW.submit, paper)
    body = (
        paper.document.body.replace("【写明下一年的重点工作】", "抓好源头预防。")
        .replace("【", "（")
        .replace("】", "）")
    )
    desk.save(paper, title=paper.title, body=body)
    item = WorkItem.objects.get(OPEN, matter=paper.matter)
    assert (item.what, item.due_on) == ("拟写年度报告", duty.due_on)
    paper = desk.issued(OfficePaper.objects.get(pk=paper.pk), "convenor")
    duty.refresh_from_db()
    assert paper.number == "清信年度报〔2027〕1号" and (duty.state, duty.evidence) == ("done", paper.matter)


@pytest.mark.parametrize("clause", ("window_check", "basics_check"))
def test_a_sheet_is_drafted_after_the_half_year_and_leaves_the_judgement_to_a_person(desk, clause):
    owe(desk, clause, HALF)
    assert sweep(desk, date(2026, 6, 30)) == 0 and sweep(desk, date(2026, 7, 1)) == 1
    paper = OfficePaper.objects.select_related("document").get()
    body = paper.document.body
    assert "一、指标" in body and "存在问题和整改措施" in body and "【" in body and "—" in body
    assert papers.FLOW.addressees(paper) == (["清川县信访联席办"], [])
    desk.on_paper(papers.drop_paper, paper)
    assert sweep(desk, date(2026, 7, 2)) == 0  # what was dropped is not begun again


def test_the_half_year_is_evaluated_in_a_report_of_its_own(desk):
    duty = owe(desk, "evaluation_half_year", HALF)
    assert sweep(desk, date(2026, 6, 30)) == 0 and sweep(desk, date(2026, 7, 1)) == 1
    paper = OfficePaper.objects.select_related("document").get()
    body = paper.document.body
    assert paper.title == "2026年上半年信访事项受理办理评价报告"
    assert "本期没有按公布的标准作出评价" in body and "|单位|及时受理率|按期办结率|" in body.replace(" ", "")
    assert "村镇建设办" in body and "督查督办" in body
    assert papers.FLOW.addressees(paper)[1] == ["清川县信访联席办"]
    desk.save(paper, title=paper.title, body=body.replace("【写明对各单位的要求和时限】", "逐件核对，按期办结。"))
    desk.issued(OfficePaper.objects.get(pk=paper.pk), "convenor")
    duty.refresh_from_db()
    assert (duty.state, duty.evidence) == ("done", paper.matter)


def test_a_period_long_past_gets_no_draft(desk):
    owe(desk, "basics_check", period_of(Cadence.HALF_YEARLY, date(2025, 3, 1)))
    assert sweep(desk, date(2026, 9, 1)) == 0


def test_what_is_asked_for_by_name_stands_in_no_other_report(desk, cast):
    asked = {key for key, source in SOURCES.items() if source.is_asked}
    assert asked == {"advice", "window", "basics", "evaluation"}
    assert set(AFTER_PERIOD) < set(FIGURE_KINDS)
    by = system_actor(cast.township.pk, "测试", desk.day)
    from_all = {section.key for section in sections(by, FigurePeriod(desk.day, desk.day))}
    assert not asked & from_all and {"cases", "handling"} <= from_all


def section(key: str, text: str = "", rows: tuple = ()) -> FigureSection:
    return FigureSection(key, key, (Figure("率", "—"),), (FigureTable("表", ("甲",), rows),), text)


def test_the_texts_without_a_database():
    text = yearly_text(
        [section("cases", "登记三件。"), section("advice", "提出一件。", (("x",),))],
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert text.index("登记三件") < text.index("二、转送、交办、督办情况") < text.index("提出一件")
    assert text.count("本期没有。") == 2 and text.endswith("特此报告。")
    sheet = check_text("window_check", [section("window", "本期没有到期的事项。")], date(2026, 1, 1), date(2026, 6, 30))
    assert "只作统计，按起因说明，不用于考核" in sheet and sheet.count("【") == 4
    assert "本期没有可以引用的数据。" in check_text("basics_check", [], date(2026, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize("clause", ("summary_month", "rollup_year", "orders_month"))
def test_any_report_of_a_part_of_its_period_says_so_and_closes_nothing(desk, clause, monkeypatch):
    """The figures of the minute it is handed in where nobody rewrote them, its cut-off in title and text, a warning, the duty open."""
    taken = []

    def drafted(clause, found, first, until):
        taken.append(until)
        return f"情况如下（数据截至2026年9月{until.day}日）：\n受理{until.day}件。\n办结{until.day}件。\n【写明要求】"

    monkeypatch.setattr("meetings.documents.queries.figures.draft_text", drafted)
    period = period_of(Cadence.YEARLY if clause == "rollup_year" else Cadence.MONTHLY, desk.day)
    duty = owe(desk, clause, period)
    desk.day = date(2026, 9, 5)
    circulars.opener(clause)(desk.cast.township.pk, period, [duty], desk.at())
    paper = OfficePaper.objects.select_related("document").get()
    desk.day = date(2026, 9, 8)
    typed = paper.document.body.replace("办结5件。", "办结5件，均已回访。").replace("【写明要求】", "逐件办结。")
    desk.save(paper, title=paper.title, body=typed)
    approval = desk.on_paper(papers.FLOW.submit, paper)
    row = OfficePaper.objects.select_related("document").get(pk=paper.pk)
    assert row.title == row.document.title == f"{paper.title}（截至9月8日）" and taken[-1] == desk.day
    assert row.document.body == "情况如下（数据截至2026年9月8日）：\n受理8件。\n办结5件，均已回访。\n逐件办结。"
    assert papers.FLOW.handed_in(approval) == "已送审。其中的数据已更新到今天（2处）。您改写的1处没有更新，请核对。"
    said = "".join(sentence for _, sentence in papers.FLOW.warnings(row, desk.day))
    assert "不算完成本期应办" in said and "“办结8件。”" in said
    desk.day = date(2026, 9, 9)  # decided a day later: the figures are those that were read
    desk.decide(row, "convenor")
    desk.on_paper(papers.FLOW.issue_paper, row)
    row.refresh_from_db()
    duty.refresh_from_db()
    assert (row.state, row.period, duty.state) == ("issued", f"{period.key}~1", "open")
    circulars.opener(clause)(desk.cast.township.pk, period, [duty], desk.at())
    assert OfficePaper.objects.filter(clause=clause, period=period.key).count() == 1


def test_a_report_that_was_written_early_and_handed_in_late_is_the_whole_one(desk):
    """Handed in after its period: it takes the figures of all of it and closes the duty, and its title says no cut-off."""
    duty = owe(desk, "summary_month", month := period_of(Cadence.MONTHLY, desk.day))
    circulars.opener("summary_month")(desk.cast.township.pk, month, [duty], desk.at())
    paper = OfficePaper.objects.select_related("document").get()
    body = paper.document.body.replace("【写明对各单位的要求和时限】", "逐件核对，按期办结。")
    assert "数据截至2026年9月22日" in body
    desk.save(paper, title=f"{paper.title}（截至9月22日）", body=body)
    desk.day = date(2026, 10, 9)
    done = desk.issued(OfficePaper.objects.get(pk=paper.pk), "convenor")
    duty.refresh_from_db()
    assert "数据截至2026年9月30日" in done.document.body and done.title == "2026年9月信访工作月小结"
    assert (done.period, duty.state) == (month.key, "done")
