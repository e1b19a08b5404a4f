"""What must be true before a case is concluded or opened again (条例第三十二至三十六条; 办结 maker ≠ checker)."""

from dataclasses import dataclass

from petitions.cases.rules.replies import unexecuted
from township.refusals import Refused


def check_executed(claims: list[tuple[int, str, bool]]) -> None:
    """Refused while a supported claim is not carried out. claims: (seq, conclusion, is_executed)."""
    left = unexecuted(claims)
    if left:
        numbers = "、".join(str(seq) for seq in left)
        raise Refused(f"第{numbers}项诉求予以支持但还没有落实，请先登记落实情况。", "条例第三十二条")


def check_checker(drafter_ids: set[int], person_id: int | None) -> None:
    """Refused for who wrote the reply: another person checks and concludes."""
    if person_id is None or person_id in drafter_ids:
        raise Refused("答复是您拟写的，请由另一位经办人或办公室主任核对办结。")


@dataclass(frozen=True, kw_only=True)
class ReopenFacts:
    """was_concluded: 办结, not transferred or refused; is_final: closed by a final review.

    was_annulled, is_dissatisfied: the grounds, as far as they came up after the last reopening.
    """

    was_concluded: bool
    is_final: bool
    was_annulled: bool
    is_dissatisfied: bool
    has_open_review: bool

    @property
    def article(self) -> str:
        """Its own source: 第三十五、三十六条 speak of a review by a higher organ only."""
        return "条例第三十五条、第三十六条" if self.was_annulled else "满意度评价工作办法（国信发〔2022〕11号）"


def check_reopen(facts: ReopenFacts) -> None:
    """Refused without a ground, while a review runs, and after a final review that upheld."""
    if not facts.was_concluded:
        raise Refused("只有办结的事项才能重新办理；已转送、不予受理的请重新登记。")
    if facts.is_final:
        raise Refused("该事项已经复核终结，不能重新办理。", "条例第三十六条第三款")
    if facts.has_open_review:
        raise Refused("复查或复核正在进行，请等结果登记后再定。", "条例第三十五条、第三十六条")
    if not (facts.was_annulled or facts.is_dissatisfied):
        raise Refused(
            "只有复查、复核撤销或变更原意见，或者信访人评价“不满意”，才能重新办理。",
            "条例第三十五条、第三十六条；满意度评价工作办法",
        )
