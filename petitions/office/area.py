"""What 形势分析, 紧急信息 and 敏感时期预案 enter into the registries of the floors below."""

from django.urls import reverse

from petitions.analysis import actions as analyses
from petitions.analysis.queries.analysis import provide_cases
from petitions.analysis.queries.handling import provide_handling
from petitions.analysis.rules.analyses import CLAUSE
from petitions.office.demo import load
from petitions.permissions import READ_ANALYSIS, VIEW_FIGURES, VIEW_PLAN, VIEW_PLAN_DATES, VIEW_URGENT
from petitions.plans import actions as plan_actions
from petitions.plans import queries as plans
from petitions.urgent import queries as urgent
from petitions.urgent.actions import urgent as urgent_actions
from records.duties.openers import register_link, register_opener
from records.figures.sources import register_figures
from records.jobs.ticks import register_daily
from records.jobs.works import register_job
from records.matters.kinds import Kind
from records.matters.kinds import register as register_kind
from records.matters.queries.trail import register_words
from records.notices import words as notice_words
from township.actors import Actor
from township.frame import demo_parts, homes, navigation
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, GRID_MEMBER, LEADER, LIAISON

INSIDE = (CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, LIAISON, LEADER, GRID_MEMBER)

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
    "urgent.report": "报告紧急信息",
    "urgent.judge": "研判紧急信息",
    "urgent.change_level": "改变紧急信息级别",
    "urgent.pass_on": "通报紧急信息",
    "urgent.add": "紧急信息续报",
    "urgent.verify": "紧急信息核查结果",
    "urgent.follow_up": "紧急信息处置进展",
    "urgent.phone_up": "电话报告上级",
    "urgent.draft_bulletin": "拟写信息专报",
    "urgent.save_bulletin": "修改信息专报",
    "urgent.submit_bulletin": "信息专报送审",
    "urgent.issue_bulletin": "批准印发信息专报",
    "urgent.return_bulletin": "退回信息专报",
    "urgent.preview": "预览信息专报",
    "urgent.alarm": "研判超时提醒",
    "urgent.close": "办结紧急信息",
    "plan.make": "拟制敏感时期预案",
    "plan.edit": "修改预案",
    "plan.pick": "预案列入事项",
    "plan.drop": "预案移出事项",
    "plan.submit": "预案送审",
    "plan.approve": "批准预案",
    "plan.return_plan": "退回预案",
    "plan.report_step": "报告预案事项进展",
    "plan.read": "查看预案",
    "plan.close": "预案结束",
}


NOTICE_WORDS = {
    "analysis.returned": "形势分析退回",
    "analysis.issued": "形势分析已印发",
    "urgent.new": "紧急信息待研判",
    "urgent.alarm": "紧急信息研判超时",
    "urgent.grave": "重大紧急信息",
    "urgent.judged": "紧急信息已研判",
    "urgent.pass_on": "紧急信息待核查",
    "urgent.add": "紧急信息续报",
    "urgent.verify": "紧急信息核查结果",
    "urgent.follow_up": "紧急信息处置进展",
    "urgent.returned": "信息专报退回",
    "urgent.issued": "信息专报已印发",
    "urgent.closed": "紧急信息已办结",
    "plan.returned": "预案退回",
    "plan.approved": "预案已批准",
    "plan.issued": "预案事项待办理",
    "plan.step": "预案事项进展",
    "plan.closed": "预案已结束",
}


def register() -> None:
    """Called once from AppConfig.ready()."""
    register_words(WORDS)
    notice_words.enter(NOTICE_WORDS)
    _analysis()
    _urgent()
    _plans()
    demo_parts.register(load)


def _analysis() -> None:
    register_kind(Kind(key="analysis", label="形势分析", url_name="petitions:analysis_report", view=READ_ANALYSIS))
    register_figures("cases", "信访形势", 10, provide_cases)
    register_figures("handling", "办理情况", 20, provide_handling)
    register_opener(CLAUSE, analyses.open_for_duty)
    register_link(CLAUSE, lambda duty: reverse("petitions:analyses"))
    register_daily(analyses.refresh_untouched, "周期结束后更新未改动的形势分析稿")
    navigation.register("信访事项", "形势分析", "petitions:analysis", VIEW_FIGURES, 40)
    navigation.register("信访事项", "形势分析报告", "petitions:analyses", _reads_only, 41)


def _reads_only(actor: Actor) -> bool:
    """Those who read the reports without the figures behind them; the office reaches the reports from the figures."""
    return actor.may(READ_ANALYSIS) and not actor.may(VIEW_FIGURES)


def _urgent() -> None:
    register_kind(Kind(key="urgent", label="紧急信息", url_name="petitions:urgent", view=VIEW_URGENT))
    register_job(urgent_actions.ALARM_JOB, urgent_actions.run_alarm, "紧急信息研判超时提醒")
    navigation.register("信访事项", "紧急信息", "petitions:urgent_list", VIEW_URGENT, 50)
    homes.register(INSIDE, 5, "petitions/urgent/home.html", urgent.home)


def _plans() -> None:
    register_kind(
        Kind(
            key="plan",
            label="敏感时期预案",
            url_name="petitions:plan",
            view=VIEW_PLAN,
            gate=plan_actions.check_plan_file,
        )
    )
    register_daily(plan_actions.close_ended, "敏感时期结束后办结预案")
    navigation.register("矛盾排查", "敏感时期预案", "petitions:plans", _sees_plans, 50)
    homes.register(INSIDE, 92, "petitions/plans/home.html", plans.plans_ahead, aside=True)


def _sees_plans(actor: Actor) -> bool:
    return actor.may(VIEW_PLAN) or actor.may(VIEW_PLAN_DATES)
