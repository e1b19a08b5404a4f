"""What 形势分析, 紧急信息 and 敏感时期预案 enter into the registries of the floors below."""

from django.urls import reverse

from petitions.actions import analyses
from petitions.permissions import READ_ANALYSIS, VIEW_FIGURES
from petitions.queries.analysis import provide_cases
from petitions.queries.handling_figures import provide_handling
from petitions.rules.analyses import CLAUSE
from records.duties import register_link, register_opener
from records.figures import register_figures
from records.kinds import Kind
from records.kinds import register as register_kind
from records.queries.trail import register_words
from records.ticks import register_daily
from township import navigation
from township.actors import Actor

WORDS = {
    "analysis.start": "开始拟写形势分析",
    "analysis.refresh": "形势分析重新取数",
    "analysis.save": "修改形势分析",
    "analysis.submit": "形势分析送审",
    "analysis.approve": "批准印发形势分析",
    "analysis.return_draft": "退回形势分析",
    "analysis.preview": "预览形势分析",
    "analysis.print": "打印形势数据",
    "analysis.export": "导出形势数据",
}


def register() -> None:
    """Called once from AppConfig.ready()."""
    register_words(WORDS)
    _analysis()


def _analysis() -> None:
    register_kind(Kind(key="analysis", label="形势分析", url_name="petitions:analysis_report", view=READ_ANALYSIS))
    register_figures("cases", "信访形势", 10, provide_cases)
    register_figures("handling", "办理情况", 20, provide_handling)
    register_opener(CLAUSE, analyses.open_for_duty)
    register_link(CLAUSE, lambda duty: reverse("petitions:analyses"))
    register_daily(analyses.refresh_untouched)
    navigation.register("信访事项", "形势分析", "petitions:analysis", VIEW_FIGURES, 40)
    navigation.register("信访事项", "形势分析报告", "petitions:analyses", _reads_only, 41)


def _reads_only(actor: Actor) -> bool:
    """Those who read the reports without the figures behind them; the office reaches the reports from the figures."""
    return actor.may(READ_ANALYSIS) and not actor.may(VIEW_FIGURES)
