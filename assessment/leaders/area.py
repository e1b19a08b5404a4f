"""Leaders' records (G4): read from what stands elsewhere."""

from assessment.leaders.demo import load
from assessment.permissions import VIEW_LEADER_RECORD
from records.areas import Area, Tab

AREA = Area(
    tabs=(Tab("assessment", "实绩档案", "assessment:leaders", VIEW_LEADER_RECORD, 30),),
    words={
        "leader.read": "查看领导实绩档案",
        "leader.export": "导出领导实绩档案",
        "leader.print": "打印领导实绩档案",
        "leader.comment": "对本人实绩档案写说明",
    },
    demo=load,
)
