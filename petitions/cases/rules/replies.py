"""What a reply must answer before it is handed in (条例第二十九、三十二条)."""

from dataclasses import dataclass

from township.refusals import Refused

CLAIM_CONCLUSIONS = {"support": "予以支持", "explain": "解释说明", "reject": "不予支持"}
SUGGESTION_CONCLUSIONS = {"adopt": "采纳", "partly": "部分采纳", "noted": "未采纳"}
CONCLUSIONS = {"claim": CLAIM_CONCLUSIONS, "suggestion": SUGGESTION_CONCLUSIONS}
REPLY_PAPER = {"claim": "reply", "suggestion": "suggestion_reply"}
PRINTED = {**CLAIM_CONCLUSIONS, "adopt": "予以采纳", "partly": "部分采纳", "noted": "不予采纳"}


@dataclass(frozen=True, kw_only=True)
class ClaimFinding:
    """What is found and decided on one claim; seq from 1 only names it in a refusal."""

    claim_id: int
    seq: int = 1
    finding: str = ""
    opinion: str = ""
    basis: str = ""
    conclusion: str = ""


def check_conclusion(case_class: str, conclusion: str) -> None:
    """Refused unless the conclusion is one of those for the class."""
    if conclusion not in CONCLUSIONS[case_class]:
        words = "、".join(CONCLUSIONS[case_class].values())
        raise Refused(f"请选择处理结论：{words}。", "条例第三十二条", "conclusion")


def check_complete(case_class: str, conclusion: str, findings: list[ClaimFinding]) -> None:
    """Every claim has facts and reasons, opinion, basis and its own conclusion; the whole agrees with the parts."""
    check_conclusion(case_class, conclusion)
    if case_class == "suggestion":
        return
    for row in findings:
        parts = {"事实和理由": row.finding, "处理意见": row.opinion, "法律法规依据": row.basis, "结论": row.conclusion}
        missing = "、".join(name for name, text in parts.items() if not text.strip())
        if missing:
            raise Refused(f"第{row.seq}项诉求还缺：{missing}。", "条例第三十二条", f"claim-{row.claim_id}")
    if findings and conclusion not in {row.conclusion for row in findings}:
        raise Refused("总的结论要与至少一项诉求的结论一致，请核对。", "条例第三十二条", "conclusion")


def unexecuted(findings: list[tuple[int, str, bool]]) -> list[int]:
    """Numbers of supported claims not carried out yet. findings: (seq, conclusion, is_executed)."""
    return [seq for seq, conclusion, is_executed in findings if conclusion == "support" and not is_executed]
