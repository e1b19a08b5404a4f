"""复查 and 复核 happen outside the township; here is what may be recorded about them (条例第三十五、三十六条)."""

from dataclasses import dataclass
from datetime import date

from petitions.cases.rules.order import check_day
from township.refusals import Refused

REVIEW, FINAL_REVIEW = "review", "final_review"
LABELS = {REVIEW: "复查", FINAL_REVIEW: "复核"}
ARTICLES = {REVIEW: "条例第三十五条", FINAL_REVIEW: "条例第三十六条"}
RESULTS = {"upheld": "维持", "annulled": "撤销重办", "changed": "变更"}
UPHELD, ANNULLED, CHANGED = RESULTS


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    """is_reviewable: a claim on path (6) with a delivered reply; delivered_on: of that reply; review_served_on: when the
    result of the last 复查 of this round reached the petitioner, None = there is none; is_final: closed for good.
    """

    is_reviewable: bool
    delivered_on: date | None
    review_served_on: date | None
    has_open_review: bool
    is_final: bool


def check_request(kind: str, facts: ReviewFacts, requested_on: date, *, today: date) -> None:
    """Refused when this review cannot have been asked for, beside `requested_on` when only the day is wrong."""
    if kind not in LABELS:
        raise Refused("请选择复查或复核。", field="kind")
    article = ARTICLES[kind]
    if facts.is_final:
        raise Refused("该事项已经复核终结。", "条例第三十六条第三款")
    if not facts.is_reviewable:
        raise Refused("只有按第三十一条第（六）项作出处理意见并已送达的事项，才有复查、复核。", article)
    if facts.has_open_review:
        raise Refused("已有一次复查或复核正在进行，请先登记它的结果。", article)
    if kind == FINAL_REVIEW and facts.review_served_on is None:
        raise Refused("先有复查意见并送达信访人，才能请求复核。", article)
    if kind == REVIEW and facts.review_served_on is not None:
        raise Refused("这份处理意见已经复查过，对复查意见不服的应请求复核。", article)
    after, label = (
        (facts.delivered_on, "处理意见送达日期") if kind == REVIEW else (facts.review_served_on, "复查意见送达日期")
    )
    check_day("收到请求日期", requested_on, today=today, after=after, after_label=label, field="requested_on")


def check_result(result: str, requested_on: date, decided_on: date, served_on: date | None, *, today: date) -> None:
    """Refused beside the field that is missing or out of order; the day of service may still be unknown."""
    if result not in RESULTS:
        raise Refused("请选择结论：维持、撤销重办或变更。", field="result")
    check_day(
        "作出意见日期", decided_on, today=today, after=requested_on, after_label="收到请求日期", field="decided_on"
    )
    if served_on is not None:
        check_day(
            "送达信访人日期", served_on, today=today, after=decided_on, after_label="作出意见日期", field="served_on"
        )


def closes_for_good(kind: str, result: str) -> bool:
    """A final review that upholds or changes the opinion ends the matter (条例第三十六条第三款)."""
    return kind == FINAL_REVIEW and result in (UPHELD, CHANGED)
