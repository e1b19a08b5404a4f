"""Schemes and runs of assessment (G1–G3)."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from assessment.permissions import VIEW_RUN, VIEW_SCHEME
from assessment.schemes.actions.runs import FLOW
from assessment.schemes.demo import load
from assessment.schemes.models.runs import Run
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.runs import run_of_duty
from assessment.schemes.queries.schemes import scheme_work
from assessment.schemes.rules.states import CLAUSES
from assessment.schemes.views.runs import RUNS
from assessment.schemes.views.schemes import SCHEMES
from records.areas import Area, DutyPart, Kind, Tab
from records.duties.models.duties import Duty


def run_link(stage: str) -> Callable[[Duty], str]:
    """Where the assessment of a period is done: the run of it, or the form that starts one of it."""

    def link(duty: Duty) -> str:
        run_id = run_of_duty(stage, duty)
        if run_id:
            return reverse("assessment:run", args=[run_id])
        period = {"stage": stage, "first": duty.first.isoformat(), "last": duty.last.isoformat()}
        return f"{reverse('assessment:run_new')}?{urlencode(period)}"

    return link


AREA = Area(
    kinds=(
        Kind(
            key="run",
            label="考核",
            url_name="assessment:run",
            view=VIEW_RUN,
            model=Run,
            work=FLOW.work,
        ),
        Kind(
            key="scheme",
            label="考核办法",
            url_name="assessment:scheme",
            view=VIEW_SCHEME,
            model=Scheme,
            work=scheme_work,
        ),
    ),
    tabs=(
        Tab("assessment", "考核", "assessment:runs", VIEW_RUN, 10),
        Tab("assessment", "考核办法", "assessment:schemes", VIEW_SCHEME, 20),
    ),
    words={
        "scheme.draft": "起草考核办法",
        "run.start": "开始考核",
        "run.carry_over": "沿用原评分",
        "run.preview": "看考核通报版式",
        "run.export": "导出考核核算表",
        **RUNS.journal_words,
        **SCHEMES.journal_words,
    },
    notices={
        "run.report_asked": "请报送自评",
        "run.published": "考核得分公布",
        "run.objection": "考核异议",
        "run.decided": "考核办理结果",
        "run.issued": "考核结果通报",
        "scheme.approval": "考核办法待确认",
        "scheme.decided": "考核办法已确认",
        "scheme.returned": "考核办法退回",
    },
    duties=tuple(DutyPart(clause, link=run_link(stage)) for stage, clause in CLAUSES.items()),
    demo=load,
)
