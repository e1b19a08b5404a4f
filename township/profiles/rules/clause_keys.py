"""The duties the software knows by name, each with its row in the list of institutions, and the words of every institution.

A key stays for ever: rounds, dispatches and rosters hang on it. A clause whose key no page serves is noted as done by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from township.profiles.rules.periods import Owed


@dataclass(frozen=True)
class ClauseKey:
    """key: the duty's name in the code; institution: its row; label: its plain name; owed_by: who may owe it."""

    key: str
    institution: str
    label: str
    owed_by: Owed


_ROWS = (
    ClauseKey("reception_week", "D1", "班子成员接访", Owed.LEADERS),
    ClauseKey("roster_week", "D2", "排定接访值班表", Owed.OFFICE),
    ClauseKey("reception_emergency_day", "D3", "应急（特护）期每日接访", Owed.OFFICE),
    ClauseKey("liaison_point_quarter", "D6", "领导联系督导", Owed.LEADERS),
    ClauseKey("screening_half_month", "E1", "半月排查", Owed.UNITS),
    ClauseKey("screening_month", "E2", "月排查台账", Owed.UNITS),
    ClauseKey("screening_circular", "E2", "排查通报", Owed.OFFICE),
    ClauseKey("plan_new_year", "E5", "元旦前排查化解", Owed.OFFICE),
    ClauseKey("plan_spring_festival", "E5", "春节前排查化解", Owed.OFFICE),
    ClauseKey("plan_national_day", "E5", "国庆节前排查化解", Owed.OFFICE),
    ClauseKey("dispatch_month", "C7", "视频调度", Owed.OFFICE),
    ClauseKey("plenary_period", "C1", "全体会议", Owed.OFFICE),
    ClauseKey("topical_period", "C2", "专题会议", Owed.OFFICE),
    ClauseKey("resolution_circular", "C5", "议定事项进展通报", Owed.OFFICE),
    ClauseKey("office_hours_period", "C8", "集中办公", Owed.OFFICE),
    ClauseKey("hearing_quarter", "C9", "党政会议听取信访工作", Owed.OFFICE),
    ClauseKey("principal_study_quarter", "C9", "主要负责人研究调度信访工作", Owed.OFFICE),
    ClauseKey("work_report", "C9", "信访工作报告", Owed.OFFICE),
    ClauseKey("unit_meeting_month", "C10", "单位例会", Owed.UNITS),
    ClauseKey("work_points_year", "A7", "年度工作要点", Owed.OFFICE),
    ClauseKey("responsibility_letters_year", "A6", "责任书", Owed.UNITS),
    ClauseKey("circular_week", "G6", "周通报", Owed.OFFICE),
    ClauseKey("summary_month", "G6", "月小结", Owed.OFFICE),
    ClauseKey("orders_month", "F3", "督办通报", Owed.OFFICE),
    ClauseKey("rollup_year", "G6", "年汇总", Owed.OFFICE),
    ClauseKey("analysis_month", "B12", "形势分析研判", Owed.OFFICE),
    ClauseKey("spot_check_quarter", "F4", "随机抽查", Owed.OFFICE),
    ClauseKey("inspection_quarter", "F1", "检查评比", Owed.OFFICE),
    ClauseKey("evaluation_half_year", "F8", "半年评价", Owed.OFFICE),
    ClauseKey("assessment_stage", "G1", "阶段性考核", Owed.OFFICE),
    ClauseKey("assessment_year", "G1", "年度考核", Owed.OFFICE),
    ClauseKey("window_check", "G7", "人民满意窗口自查", Owed.OFFICE),
    ClauseKey("basics_check", "G7", "基础业务自查", Owed.OFFICE),
    ClauseKey("annual_report", "C9", "信访工作年度报告", Owed.OFFICE),
)
# What an institution belongs to, in words: its row in the list is a name among us and stands on no page, paper or sheet.
FIELDS_OF_WORK = MappingProxyType(
    {
        "A": "机构和职责",
        "B": "信访事项办理",
        "C": "会议和报告",
        "D": "领导接访",
        "E": "排查化解",
        "F": "督查督办",
        "G": "考核评估",
        "H": "制度设置",
    }
)


def field_of_work(institution: str) -> str:
    """领导接访 for D1; empty for what is not in the list."""
    return FIELDS_OF_WORK.get(institution[:1], "")


CLAUSE_KEYS: Mapping[str, ClauseKey] = MappingProxyType({row.key: row for row in _ROWS})

ROLES = MappingProxyType(
    {
        "body": "议事协调机构",
        "chief_convenor": "总召集人",
        "convenor": "召集人",
        "director": "办公室主任",
        "office": "办公室",
        "member": "成员单位",
        "liaison": "联络员",
        "leader": "班子成员",
    }
)
SESSION_KINDS = MappingProxyType(
    {
        "plenary": "全体会议",
        "work": "工作会议",
        "topical": "专题会议",
        "ad_hoc": "临时会议",
        "office_hours": "集中办公",
        "hearing": "听取汇报",
    }
)
MARK_KINDS = MappingProxyType({"document": "公文", "minutes": "会议纪要", "circular": "通报", "bulletin": "简报"})
FORMS = MappingProxyType(
    {
        "circular": "通报",
        "criticism": "通报批评",
        "talk": "约谈",
        "director_talk": "办公室主任约谈",
        "convenor_talk": "召集人约谈",
        "listing": "挂牌整治",
        "admonition": "诫勉谈话",
        "no_awards": "取消评先树优资格",
        "suspension": "停职检查",
        "discipline": "党纪政务处分",
        "transfer": "移交有权机关",
    }
)
# Only another organ may impose these: here they are a proposal to it, with its answer recorded.
ORGAN_FORMS = frozenset({"admonition", "no_awards", "suspension", "discipline", "transfer"})
