"""What the demonstration's office did for its duties: most in time, a few late, one excused, some missing.

Played last, so that what another app has done already stands with its own evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.rules.hearings import HEARING_CLAUSE, REPORT_CLAUSE
from meetings.documents.models.papers import OfficePaper
from petitions.analysis.models import Analysis
from petitions.screening.actions.returns import hand_in
from petitions.screening.models.rounds import Round
from records.duties.actions.duties import fulfil
from records.duties.demo import excuse
from records.duties.models.duties import Duty
from records.duties.rules.duties import OPEN
from township.actors import system_actor
from township.directory.models.townships import Township
from township.directory.troupe import Troupe, moment

PLAYER = "系统·载入演示数据"
TEXTS = {
    "reception_week": "按值班表到镇接待室接访，接待登记已归入接访台账",
    "roster_week": "值班表已张贴并在便民服务中心公示栏公开",
    "reception_emergency_day": "当日有班子成员在接待室坐班",
    "liaison_point_quarter": "到联系村（社区）调研督导一次，意见已反馈",
    "screening_half_month": "排查结果已报联席办，无新增的报零",
    "screening_month": "台账已报信访办、司法所",
    "screening_circular": "通报已发各单位",
    "dispatch_month": "视频调度各村（社区）和部门，任务已分解",
    "plenary_period": "全体会议已召开，纪要已印发",
    "analysis_month": "分析报告已报党委、政府",
    "unit_meeting_month": "例会记录存本单位备查",
    "circular_week": "周通报已发各单位",
    "summary_month": "月小结已发各单位",
    "hearing_quarter": "党政联席会议已听取汇报",
    "work_report": "报告已送党政办",
    "principal_study_quarter": "主要负责人已研究、调度信访工作，要点存档",
    "plan_new_year": "元旦前已排查化解信访包案",
    "plan_spring_festival": "春节前已排查化解信访包案",
    "plan_national_day": "国庆节前已排查化解信访包案",
    "assessment_stage": "阶段性考核已完成，结果已通报",
    "spot_check_quarter": "抽查结果已通报",
}
EXCUSED = "topical_period"
EXCUSE = "本季度没有单位提请，未召开专题会议"
MISSING_OF, LATE_OF = 17, 11  # every 17th duty is missing, every 11th late
OTHERS_MISSING_OF = 5  # the other township does less


@dataclass(frozen=True)
class Play:
    """One duty and what became of it. done_on: None = missing."""

    duty: Duty
    done_on: date | None


def load(township: Township, today: date) -> None:
    """Fulfil the duties that were due by yesterday in every township of the demonstration."""
    for one in Township.objects.order_by("pk"):
        missing_of = MISSING_OF if one.pk == township.pk else OTHERS_MISSING_OF
        for play in _plays(one, today, missing_of):
            if play.done_on:
                _fulfil(play.duty, play.done_on)
        _excuse(one, today)


def _plays(township: Township, today: date, missing_of: int) -> Iterator[Play]:
    rows = Duty.objects.filter(township=township, state=OPEN, due_on__lt=today).exclude(clause=EXCUSED)
    shown = _shown_undone(township)
    for number, duty in enumerate(rows.order_by("due_on", "clause", "pk"), start=1):
        done_on = (
            max(duty.first, duty.due_on - timedelta(days=number % 3)) if duty.due_on >= duty.first else duty.due_on
        )
        if number % missing_of == 0 or (duty.clause, duty.period) in shown:
            done_on = None
        elif number % LATE_OF == 0:
            done_on = min(duty.due_on + timedelta(days=2), today)
        yield Play(duty, done_on)


def _shown_undone(township: Township) -> set[tuple[str, str]]:
    """Clause and period of what a page shows as not done yet: the ledger says nothing else."""
    shown = {("dispatch_month", row.period) for row in Dispatch.objects.filter(township=township)}
    shown |= {(HEARING_CLAUSE, row.period) for row in Hearing.objects.filter(township=township)}
    shown |= {(REPORT_CLAUSE, row.period) for row in WorkReport.objects.filter(township=township)}
    shown |= {("analysis_month", row.period) for row in Analysis.objects.filter(township=township)}
    return shown | set(OfficePaper.objects.filter(township=township).values_list("clause", "period"))


def _fulfil(duty: Duty, on: date) -> None:
    by = system_actor(duty.township_id, PLAYER, on)
    screening = Round.objects.filter(township_id=duty.township_id, clause=duty.clause, period=duty.period).first()
    if screening is not None:  # done by its return, so that round and ledger say the same
        hand_in(round_id=screening.pk, unit_id=duty.unit_id, revision=None, by=by, at=moment(on, 16))
        return
    fulfil(
        clause=duty.clause,
        township_id=duty.township_id,
        on=on,
        period=duty.period,
        unit_id=duty.unit_id,
        person_id=duty.person_id,
        text=TEXTS.get(duty.clause, "已办，材料存联席办"),
        by=by,
        at=moment(on, 16),
    )


def _excuse(township: Township, today: date) -> None:
    """The latest quarter without a topical meeting."""
    duty = Duty.objects.filter(township=township, clause=EXCUSED, state=OPEN, due_on__lt=today).last()
    if duty:
        excuse(Troupe.of(township, today), duty, EXCUSE)
