"""The analysis: figures that open exactly their rows, rates with n and d, a report drafted, approved and issued."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime

from petitions.analysis import actions as analyses
from petitions.analysis.models import Analysis
from petitions.analysis.queries.analysis import case_facts
from petitions.analysis.queries.handling import handling_facts
from petitions.analysis.rules.analysis import case_figures, case_tables
from petitions.analysis.rules.periods import period_from
from petitions.lookup.actions.evaluations import code_holder, evaluate
from records.duties.models.duties import Duty
from records.duties.rules.duties import Cadence, period_of
from records.figures.sources import FigurePeriod, sections
from records.papers.actions.documents import facts_of, text_hash
from records.papers.models.documents import Document
from records.work.actions.reconcile import reconcile_many
from records.work.actions.verify import differences
from records.work.queries.desk import desk_of
from tests.cast import TODAY
from tests.exclusions import recuse
from tests.petitions.cases.pages.browser import form_fields
from tests.petitions.office.desk import text
from township.refusals import Refused

SEPTEMBER = FigurePeriod(date(2026, 9, 1), date(2026, 9, 30), "2026年9月")
ACCUSATION = {"purpose": "accusation", "title": "", "words": "反映某干部", "claims": ()}


def act(row, name):
    return reverse("petitions:analysis_act", kwargs={"pk": row.pk, "act": name})


def register_some(stage):
    """Three ordinary matters in September, one of them a repeated group visit; one in August; one accusation."""
    stage.day = TODAY - timedelta(days=40)
    stage.register(channel="letter")
    stage.day = TODAY
    stage.register()
    stage.to("handling")
    stage.register(visitors=7, channel="visit")
    stage.register(channel="letter")
    stage.register(**ACCUSATION)


def test_every_linked_figure_opens_exactly_its_rows(stage, stand_at, quick_print):
    register_some(stage)
    stand_at(TODAY, 12)
    clerk = stage.cast.client("clerk")
    facts = case_facts(stage.cast.actor("clerk2"), SEPTEMBER)
    assert (facts.cases.now, facts.cases.previous, facts.people.now, facts.group.now) == (3, 1, 9, 1)
    assert facts.accusations.now == 1
    figures = {figure.label: figure for figure in case_figures(facts)}
    assert figures["信访总量（件）"].value == "4～7"  # the one accusation cannot be worked out
    assert figures["检举控告（件）"].value == "＜5"
    links = [(figure.value, figure.url) for figure in figures.values() if figure.url]
    links += [(line.cells[0], line.url) for table in case_tables(facts) for line in table.lines if line.url]
    assert len(links) > 6
    for table in case_tables(facts):
        assert len({line.label for line in table.lines}) == len(table.lines), table.title
        assert table.key in ("trend", "above") or sum(line.size for line in table.lines) == 3
    for value, url in links:
        page = text(clerk.get(url))
        assert f'<span class="num">{value}</span> 件' in page, url


def test_rates_show_numerator_and_denominator(stage, quick_print):
    stage.day = date(2026, 6, 1)
    stage.register()
    stage.to("concluded")
    for about, grade in (("office", "good"), ("unit", "bad")):
        by = code_holder(stage.cast.township.pk, stage.day)
        evaluate(case_id=stage.case.pk, about=about, grade=grade, by=by, at=stage.cast.at(stage.day))
    late = stage.register()
    stage.day = date(2026, 7, 1)
    stage.again()
    stage.accept()
    by = stage.cast.actor("clerk")
    june = handling_facts(by, FigurePeriod(date(2026, 6, 1), date(2026, 6, 30)), TODAY)
    assert (june.acceptance.now.n, june.acceptance.now.d) == (1, 2)
    assert june.conclusion.now.value == "—"
    quarter = handling_facts(by, FigurePeriod(date(2026, 7, 1), date(2026, 9, 30)), TODAY)
    assert (quarter.conclusion.now.n, quarter.conclusion.now.d) == (1, 2)
    assert (quarter.participation.now.n, quarter.content_office.now.n, quarter.content_unit.now.n) == (1, 1, 0)
    assert quarter.late == 1 and late.pk


def test_nobody_counts_what_he_is_shut_out_of(stage, quick_print):
    stage.register()
    assert counted_by(stage, "director") == (1, 1)
    recuse(
        matter=stage.case.matter,
        person=stage.cast.person("director"),
        reason="与信访人有亲属关系",
        by=stage.cast.actor("clerk"),
        at=stage.cast.at(),
    )
    assert counted_by(stage, "director") == (0, 0)
    assert counted_by(stage, "clerk") == (1, 1)
    assert counted_by(stage, "liaison") == (0, 0)
    stage.to("handling")
    assert counted_by(stage, "liaison") == (1, 1)  # now it is his unit's own


def counted_by(stage, role):
    """What the role counts in September: altogether, and in the last month of the trend."""
    facts = case_facts(stage.cast.actor(role), SEPTEMBER)
    return facts.cases.now, facts.trend[-1].now


def test_the_page_costs_the_same_with_many_rows(stage, stand_at, quick_print):
    stand_at(TODAY, 12)
    stage.register()
    clerk, url = stage.cast.client("clerk"), reverse("petitions:analysis")
    clerk.get(url)
    with CaptureQueriesContext(connection) as one:
        assert "登记信访事项1件" in text(clerk.get(url))
    for channel in ("letter", "visit", "online") * 3:
        stage.register(channel=channel)
    with CaptureQueriesContext(connection) as many:
        page = text(clerk.get(url + "?period=2026-Q3"))
    assert len(many) == len(one) <= 28
    assert "2026年第三季度" in page and "<svg" in page and "style=" not in page
    assert stage.cast.client("liaison").get(url).status_code == 403
    book = openpyxl.load_workbook(io.BytesIO(clerk.get(reverse("petitions:analysis_sheet")).content))
    assert any(row[1] == "来访" for row in book.active.iter_rows(values_only=True))


def test_a_report_from_the_duty_to_the_issued_paper(desk, stage, stand_at, quick_print):
    stage.register()
    cast, period = stage.cast, period_of(Cadence.MONTHLY, TODAY)
    duty = Duty.objects.create(
        township=cast.township,
        clause="analysis_month",
        label="每月形势分析",
        period=period.key,
        period_label=period.label,
        first=period.first,
        last=period.last,
        due_on=period.last,
        opened_at=cast.at(),
    )
    reconcile_many([duty], by=cast.actor("clerk"), at=cast.at())
    analyses.open_for_duty(cast.township.pk, period, [duty], cast.at())
    analyses.open_for_duty(cast.township.pk, period, [duty], cast.at())
    row = Analysis.objects.get()
    stand_at(TODAY, 15)
    clerk, page = cast.client("clerk"), reverse("petitions:analysis_report", args=[row.pk])
    assert f"{act(row, 'edit')}?from=desk" in text(clerk.get("/"))  # the duty's line leads to the text
    assert cast.client("leader").get(page).status_code == 404  # a draft is the office's own
    body = row.document.body
    assert "登记信访事项1件" in body and "【" in body
    typed = {"do": "submit", "revision": row.revision, "version": 1, "body": body}
    edit = act(row, "edit")
    assert edit in text(clerk.get(page))
    assert "没填的空" in text(clerk.post(edit, typed))
    edited = body.replace("【结合内容分类和变化较大的事项，分析成因】", "办证历史遗留问题集中。").replace(
        "【下一步工作建议】", "倒排工期。"
    )
    clerk.post(edit, typed | {"body": edited})
    row.refresh_from_db()
    assert row.state == "submitted" and act(row, "decide") not in text(clerk.get(page))
    assert any("请审批" in line for line in desk.inbox("director"))
    with pytest.raises(Refused, match="又有改动"):
        analyses.FLOW.decide(row.pk, approved=True, version=1, text_sha256="x", by=cast.actor("director"), at=cast.at())
    director = cast.client("director")
    waiting = desk_of(cast.actor("director")).filter(matter=row.matter)
    assert [item.what for item in waiting] == ["审批形势分析"]
    director.post(act(row, "decide"), form_fields(text(director.get(act(row, "decide")))))
    row.refresh_from_db()
    assert (row.state, row.document.number, row.document.state) == ("issued", "清信析〔2026〕1号", "issued")
    assert not list(differences(cast.township.pk))
    duty.refresh_from_db()
    assert (duty.state, duty.evidence_id) == ("done", row.pk)
    assert "清信析〔2026〕1号" in text(cast.client("leader").get(page))
    assert director.get(reverse("records:document", args=[row.document_id])).content.startswith(b"%PDF")
    assert "2026年9月信访形势分析" in text(cast.client("leader").get(reverse("petitions:analyses")))


def test_a_report_of_a_part_of_its_month_says_so_and_leaves_the_duty_open(stage, quick_print, stand_at):
    """Figures of that minute, a warning to who approves, and room for the report of the whole month."""
    cast, day, period = stage.cast, date(2026, 9, 10), period_of(Cadence.MONTHLY, TODAY)
    duty = Duty.objects.create(
        township=cast.township,
        clause="analysis_month",
        label="每月形势分析",
        period=period.key,
        period_label=period.label,
        first=period.first,
        last=period.last,
        due_on=period.last + timedelta(days=5),
        opened_at=cast.at(day),
    )
    reconcile_many([duty], by=cast.actor("clerk", on=day), at=cast.at(day))
    clerk, director = cast.actor("clerk", on=day), cast.actor("director", on=day)
    row = analyses.start_analysis(period=period, by=clerk, at=cast.at(day, 9))
    body = row.document.body.replace("【结合内容分类和变化较大的事项，分析成因】", "无。").replace(
        "【下一步工作建议】", "倒排工期。"
    )
    analyses.FLOW.submit(row.pk, body=body, version=1, revision=row.revision, by=clerk, at=cast.at(day, 15))
    row.refresh_from_db()
    assert localtime(row.taken_at).hour == 15 and row.document.title == "2026年9月信访形势分析（截至9月10日）"
    assert facts_of(row.document)["paper"]["note"].startswith("数据截至2026年9月10日")
    stand_at(day, 16)
    page = text(cast.client("director").get(act(row, "decide")))
    assert "不算完成本期应办" in page
    document = row.document
    given = {"version": document.version, "text_sha256": text_hash(document.body)}
    analyses.FLOW.decide(row.pk, approved=True, by=director, at=cast.at(day, 16), **given)
    row.refresh_from_db()
    duty.refresh_from_db()
    assert (row.state, row.period, duty.state) == ("issued", "2026-09~1", "open")
    again = analyses.start_analysis(period=period, by=clerk, at=cast.at(day, 17))
    assert (again.pk != row.pk, again.period) == (True, "2026-09")


def test_an_untouched_draft_takes_the_whole_month(stage, quick_print):
    row = analyses.start_analysis(
        period=period_from("2026-09", TODAY), by=stage.cast.actor("clerk"), at=stage.cast.at()
    )
    stage.day = date(2026, 9, 29)
    stage.register()
    analyses.refresh_untouched(stage.cast.at(date(2026, 9, 30)))
    assert "没有登记" in Document.objects.get(pk=row.document_id).body
    for _ in range(2):
        analyses.refresh_untouched(stage.cast.at(date(2026, 10, 1)))
    document = Document.objects.get(pk=row.document_id)
    assert "登记信访事项1件" in document.body and document.version == 2


def test_the_sections_of_any_report(stage):
    found = sections(stage.cast.actor("clerk"), SEPTEMBER, ["cases", "handling"])
    assert [section.title for section in found] == ["信访形势", "办理情况"]
    assert "没有登记信访事项" in found[0].text
