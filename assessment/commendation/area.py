"""Commendation (G5): candidates from a frozen result, proposal, publicity, decision."""

from assessment.commendation.actions.commendations import FLOW
from assessment.commendation.demo import load
from assessment.commendation.models import Commendation
from assessment.commendation.views import COMMENDATIONS
from assessment.permissions import VIEW_COMMENDATION
from records.areas import Area, Kind, Tab

AREA = Area(
    kinds=(
        Kind(
            key="commendation",
            label="表彰",
            url_name="assessment:commendation",
            view=VIEW_COMMENDATION,
            model=Commendation,
            work=FLOW.work,
        ),
    ),
    tabs=(Tab("assessment", "表彰", "assessment:commendations", VIEW_COMMENDATION, 40),),
    words={
        "commendation.start": "计算表彰候选单位",
        "commendation.preview": "看表彰决定版式",
        "commendation.print": "打印表彰公示",
        **COMMENDATIONS.journal_words,
    },
    notices={
        "commendation.published": "表彰公示",
        "commendation.objection": "表彰异议",
        "commendation.decided": "表彰办理结果",
        "commendation.issued": "表彰决定",
    },
    demo=load,
)
