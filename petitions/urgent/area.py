"""Urgent and grave information: reported, judged, passed on, followed to the ground (B11)."""

from petitions.permissions import VIEW_URGENT
from petitions.urgent.actions import urgent
from petitions.urgent.models import UrgentReport
from records.areas import Area, Job, Kind, Tab

WORDS = {
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
    "urgent.issued": "信息专报已印发",
    "urgent.closed": "紧急信息已办结",
}

AREA = Area(
    kinds=(Kind(key="urgent", label="紧急信息", url_name="petitions:urgent", view=VIEW_URGENT, model=UrgentReport),),
    tabs=(Tab("cases", "紧急信息", "petitions:urgent_list", VIEW_URGENT, 30),),
    words=WORDS,
    notices=NOTICES,
    jobs=(Job(urgent.ALARM_JOB, urgent.run_alarm, "紧急信息研判超时提醒"),),
)
