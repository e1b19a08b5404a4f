"""Analysis of the petition situation: figures, charts, the report of a period (B12)."""

from django.urls import reverse

from petitions.analysis import actions
from petitions.analysis.models import Analysis
from petitions.analysis.queries.analyses import REPORT_ACTS, analyses_open_to
from petitions.analysis.queries.analysis import provide_cases
from petitions.analysis.queries.checks import provide_basics, provide_window
from petitions.analysis.queries.handling import provide_handling
from petitions.analysis.rules.analyses import CLAUSE
from petitions.analysis.views import REPORTS
from petitions.permissions import READ_ANALYSIS, VIEW_FIGURES
from records.areas import Area, Daily, DutyPart, Figures, Kind, Tab
from records.duties.models.duties import Duty

WORDS = {
    "analysis.start": "开始拟写形势分析",
    "analysis.preview": "预览形势分析",
    "analysis.print": "打印形势数据",
    "analysis.export": "导出形势数据",
}


def report_link(duty: Duty) -> str:
    """The report of the duty's period; the list where there is none."""
    rows = Analysis.objects.filter(township_id=duty.township_id, period=duty.period)
    pk = rows.values_list("pk", flat=True).first()
    return reverse("petitions:analysis_report", args=[pk]) if pk else reverse("petitions:analyses")


NOTICES = {"analysis.returned": "形势分析退回", "analysis.decided": "形势分析已印发"}

AREA = Area(
    kinds=(
        Kind(
            key="analysis",
            label="形势分析",
            opens=analyses_open_to,
            url_name="petitions:analysis_report",
            view=READ_ANALYSIS,
            model=Analysis,
            work=actions.FLOW.work,
        ),
    ),
    tabs=(
        Tab("analysis", "形势数据", "petitions:analysis", VIEW_FIGURES, 10),
        Tab("analysis", "形势分析报告", "petitions:analyses", READ_ANALYSIS, 20),
    ),
    words=WORDS | REPORTS.journal_words,
    notices=NOTICES,
    duties=(
        DutyPart(
            CLAUSE,
            opener=actions.open_for_duty,
            link=report_link,
            acts=REPORT_ACTS,
        ),
    ),
    figures=(
        Figures("cases", "信访形势", 10, provide_cases),
        Figures("handling", "办理情况", 20, provide_handling),
        Figures("window", "人民满意窗口自查", 25, provide_window, is_asked=True),
        Figures("basics", "基础业务自查", 26, provide_basics, is_asked=True),
    ),
    daily=(Daily(actions.refresh_untouched, "周期结束后更新未改动的形势分析稿"),),
)
