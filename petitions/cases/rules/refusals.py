"""Grounds on which a petition is not accepted, with their articles and where the petitioner may turn to.

条例 19¶3 (the same matter within its period, brought to a superior), 20¶2 and 23 (competence), 31(1)–(5) (other procedures),
36¶3 (after a final review nothing is accepted any more: another decision, another paper).
"""

from dataclasses import dataclass
from types import MappingProxyType

from township.refusals import Refused

FINAL = "final"


@dataclass(frozen=True)
class Ground:
    """key; label: for the form; article: short form for the paper; place: what is asked for under 去处 ("" = nothing)."""

    key: str
    label: str
    article: str
    reason: str
    place: str = ""

    @property
    def is_final(self) -> bool:
        return self.key == FINAL

    @property
    def move(self) -> str:
        """The move of the state table that this ground leads to."""
        return "refuse_final" if self.is_final else "refuse"

    @property
    def paper(self) -> str:
        """The kind of document."""
        return "refusal_final" if self.is_final else "refusal"


GROUNDS = MappingProxyType(
    {
        ground.key: ground
        for ground in (
            Ground("in_progress", "同一事项正在受理、办理期限内，又向上级提出", "19¶3",
                   "该事项有权处理的机关、单位已经受理，仍在规定的办理期限内", "正在办理的机关、单位"),
            Ground("lawsuit_visit", "涉及诉讼权利救济的走访", "20¶2",
                   "该事项涉及诉讼权利救济，应当向有关政法部门提出", "政法部门"),
            Ground("not_competent", "不属于本机关职权范围", "23¶2",
                   "该事项不属于本机关职权范围", "有权处理的机关、单位"),
            Ground("lawsuit", "应当通过诉讼、检察、公安程序解决", "31(1)",
                   "该事项应当通过审判机关、检察机关、公安机关的法定程序处理", "政法机关"),
            Ground("arbitration", "应当通过仲裁解决", "31(2)",
                   "该事项应当通过仲裁解决", "仲裁机构"),
            Ground("party_appeal", "党员申诉、申请复审", "31(3)",
                   "该事项属于党员申诉、申请复审，应当向有管理权限的党组织提出", "党组织"),
            Ground("administrative", "应当通过行政复议、裁决、确认、许可、处罚等程序解决", "31(4)",
                   "该事项可以通过行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序解决", "行政机关"),
            Ground("protection", "申请查处违法行为、履行保护人身权财产权职责", "31(5)",
                   "该事项属于申请查处违法行为、履行保护人身权或者财产权职责，应当由主管机关依法履行或者答复", "主管机关"),
            Ground(FINAL, "复核终结后，仍以同一事实和理由提出", "36¶3", "该事项已经复核终结"),
        )
    }
)  # fmt: skip


def ground_of(
    key: str, *, where_to_go: str, is_final_matter: bool, has_lawsuit_visit: bool = True, is_direct: bool = True
) -> Ground:
    """The ground, if it may be used here.

    where_to_go: what was typed under 去处; is_final_matter: an earlier case of the same matter was closed by a final review;
    has_lawsuit_visit: the petition came in person; is_direct: it came to this organ itself, not through a higher one. Refused beside `ground` or `where_to_go`.
    """
    ground = GROUNDS.get(key)
    if ground is None:
        raise Refused("请选择不予受理的依据。", field="ground")
    if ground.is_final and not is_final_matter:
        raise Refused(
            "只有已经复核终结的同一事项才不再受理。请先把本件登记为重复信访，并选择已终结的原事项。",
            "条例第三十六条第三款",
            "ground",
        )
    if ground.key == "lawsuit_visit" and not has_lawsuit_visit:
        raise Refused(
            "这一依据只适用于走访；来信、来电、网上提出的，请选第三十一条第（一）项。", "条例第二十条第二款", "ground"
        )
    if ground.key == "not_competent" and not is_direct:
        raise Refused(
            "第二十三条第二款只适用于信访人直接提出的事项。上级转送、交办的事项不属于本机关职权的，请在收到之日起5个工作日内"
            "办理“向来文机关提出异议”。",
            "条例第二十三条第三款",
            "ground",
        )
    if ground.place and not where_to_go.strip():
        raise Refused(f"请写明信访人可以去的{ground.place}。", "条例第二十三条", "where_to_go")
    return ground
