"""Urgent and grave information: reported, judged, passed on, followed to the ground (B11)."""

from petitions.permissions import VIEW_URGENT
from petitions.urgent.actions import urgent
from petitions.urgent.actions.bulletins import FLOW
from petitions.urgent.models import UrgentReport
from petitions.urgent.views import LEDGER
from records.areas import Area, Job, Kind, Tab

WORDS = {
    "urgent.report": "报告紧急信息",
    "urgent.preview": "预览信息专报",
    "urgent.alarm": "研判超时提醒",
    "urgent.distribute": "修改信息专报的收文单位",
}
NOTICES = {
    "urgent.new": "紧急信息待研判",
    "urgent.alarm": "紧急信息研判超时",
    "urgent.grave": "重大紧急信息",
    "urgent.judged": "紧急信息已研判",
    "urgent.pass_on": "紧急信息待核查",
    "urgent.add": "紧急信息续报",
    "urgent.verify": "紧急信息核查结果",
    "urgent.follow_up": "紧急信息处置进展",
    "urgent.returned": "信息专报退回",
    "urgent.decided": "信息专报已审批",
    "urgent.closed": "紧急信息已办结",
}

AREA = Area(
    kinds=(
        Kind(
            key="urgent",
            label="紧急信息",
            url_name="petitions:urgent",
            view=VIEW_URGENT,
            model=UrgentReport,
            work=FLOW.work,
        ),
    ),
    tabs=(Tab("cases", "紧急信息", "petitions:urgent_list", VIEW_URGENT, 30),),
    words=WORDS | LEDGER.journal_words,
    notices=NOTICES,
    jobs=(Job(urgent.ALARM_JOB, urgent.run_alarm, "紧急信息研判超时提醒"),),
)
