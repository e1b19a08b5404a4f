"""The time limits of a case as rows; which starts or stops at which move is in clock_moves.

条例 = 《信访工作条例》(2022). It has no article on counting: a bare 日 is a natural day, 工作日 is said where it is meant.
The simple track (简易办理) counts working days throughout; its numbers stem from the repealed trial rule, the text of the
rule in force was not seen, hence the mark. Limits without a number in the 条例 (reports under 25, replies to suggestions
under 29, feedback under 40) have no row here: nothing is invented for them.
"""

from collections.abc import Mapping

from records.clocks.rules.terms import Term, TermUnit
from township.profiles.rules.settings import DEFAULTS
from township.refusals import Refused
from township.sources import SourceMark

NATURAL, WORKING = TermUnit.NATURAL, TermUnit.WORKING
SIMPLE_RULE = "简易办理办法（国信办发〔2022〕17号）"

# FORWARD binds the petition department of a Party committee or government, SIMPLE_TRANSFER each level in between: no move
# of a township's own case starts them; they are rows for those who look the limits up.
FORWARD = Term("forward_15", "登记转送交办（15日）", 15, NATURAL, "条例第二十二条", "收到")
NOTICE_DIRECT = Term("notice_direct_15", "告知受理情况（15日）", 15, NATURAL, "条例第二十三条第二款", "收到")
NOTICE_REFERRED = Term(
    "notice_referred_15", "书面告知受理（15日）", 15, NATURAL, "条例第二十三条第三款", "本机关收到转送、交办件"
)
OBJECT = Term("object_5wd", "提出异议（5个工作日）", 5, WORKING, "条例第二十三条第三款", "收到转送、交办件")
ASSIGNED_LIMIT = Term("assigned_limit", "交办反馈（指定期限）", None, NATURAL, "条例第二十二条", "收到交办件")
CONCLUDE = Term("conclude_60", "处理意见（60日）", 60, NATURAL, "条例第三十四条", "受理", max_extension=30)
ASK_REVIEW = Term("ask_review_30", "请求复查（30日）", 30, NATURAL, "条例第三十五条", "收到书面答复", is_window=True)
REVIEW = Term("review_30", "复查意见（30日）", 30, NATURAL, "条例第三十五条", "复查机关收到复查请求", is_outside=True)
ASK_FINAL_REVIEW = Term(
    "ask_final_review_30", "请求复核（30日）", 30, NATURAL, "条例第三十六条", "收到复查意见", is_window=True
)
# The hearing of a final review does not count; the 条例 says so for this term alone.
FINAL_REVIEW = Term(
    "final_review_30",
    "复核意见（30日）",
    30,
    NATURAL,
    "条例第三十六条",
    "复核机关收到复核请求",
    pause_article="条例第三十六条第二款",
    is_outside=True,
)
SIMPLE_ACCEPT = Term("simple_accept", "简易办理受理", 3, WORKING, SIMPLE_RULE, "收到", SourceMark.UNCONFIRMED)
SIMPLE_CLOSE = Term("simple_close", "简易办理办结", 10, WORKING, SIMPLE_RULE, "受理", SourceMark.UNCONFIRMED)
SIMPLE_TRANSFER = Term("simple_transfer", "简易办理转送", 1, WORKING, SIMPLE_RULE, "收到", SourceMark.UNCONFIRMED)
UNIT_LIMIT = Term(
    "unit_limit", "承办单位办理（交办期限）", None, NATURAL, "本办规定", "交办件送达承办单位", SourceMark.OFFICE_RULE
)
EVALUATE = Term(
    "evaluate",
    "满意度评价",
    30,
    NATURAL,
    "满意度评价工作办法（国信发〔2022〕11号）",
    "答复送达",
    SourceMark.UNCONFIRMED,
    is_window=True,
)

TERMS: Mapping[str, Term] = {
    term.code: term
    for term in (
        FORWARD, NOTICE_DIRECT, NOTICE_REFERRED, OBJECT, ASSIGNED_LIMIT, CONCLUDE, ASK_REVIEW, REVIEW,
        ASK_FINAL_REVIEW, FINAL_REVIEW, SIMPLE_ACCEPT, SIMPLE_CLOSE, SIMPLE_TRANSFER, UNIT_LIMIT, EVALUATE,
    )
}  # fmt: skip

# The settings that carry the length of a term whose source is not settled.
LENGTH_SETTINGS = {
    SIMPLE_ACCEPT.code: "simple_accept_wd",
    SIMPLE_CLOSE.code: "simple_close_wd",
    SIMPLE_TRANSFER.code: "simple_transfer_wd",
    EVALUATE.code: "evaluation_window_days",
}


def term_with_length(code: str, settings: Mapping[str, int | bool] = DEFAULTS) -> Term:
    """The term, its length taken from the township's settings where the source leaves it open."""
    term = TERMS[code]
    key = LENGTH_SETTINGS.get(code)
    return term.lasting(int(settings[key])) if key else term


def check_pause(code: str) -> Term:
    """The term if the law lets it stand still; Refused with the reason otherwise."""
    term = TERMS[code]
    if not term.pause_article:
        raise Refused(f"“{term.label}”不能中止：只有复核听证所需时间不计入期限。", "条例第三十六条第二款")
    return term
