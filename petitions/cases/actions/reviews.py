"""Recording 复查 and 复核: outside events with their own clocks, which are no alarm of the township (条例第三十五、三十六条)."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.clocks import run_clocks, running_clock
from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import OutsideReview
from petitions.cases.rules.order import check_day
from petitions.cases.rules.reviews import (
    ARTICLES,
    FINAL_REVIEW,
    LABELS,
    RESULTS,
    ReviewFacts,
    check_request,
    check_result,
    closes_for_good,
)
from petitions.cases.rules.terms import FINAL_REVIEW as FINAL_TERM
from petitions.cases.rules.terms import REVIEW as REVIEW_TERM
from petitions.cases.rules.terms import check_pause
from petitions.permissions import RECORD_REVIEW
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions.clocks import pause_clock, resume_clock, stop_clock
from records.clocks.models import Clock
from township.actors import Actor
from township.directory.models.people import Role
from township.directory.queries.recipients import people_in
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

TERM = {"review": REVIEW_TERM, "final_review": FINAL_TERM}


def record_review(
    *, case_id: int, revision: int, kind: str, organ: str, requested_on: date, by: Actor, at: datetime
) -> OutsideReview:
    """A higher organ has received the petitioner's request. kind: "review" | "final_review"; requested_on: its receipt."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=RECORD_REVIEW, by=by, at=at)
        check_request(kind, _facts(turn.row), requested_on, today=turn.today)
        name = check_words("复查、复核机关", organ, field="organ", least=2, most=60)
        row = OutsideReview.objects.create(
            case=turn.row,
            kind=kind,
            organ=name,
            requested_on=requested_on,
            recorded_by_id=by.person_id,
            recorded_at=at,
        )
        run_clocks(turn, f"request_{kind}", on=requested_on, evidence=f"{name}收到{LABELS[kind]}请求")
        finish(
            turn,
            f"request_{kind}",
            text=f"信访人向{name}请求{LABELS[kind]}",
            on=requested_on,
            article=ARTICLES[kind],
            public_text=f"{name}已收到{LABELS[kind]}请求",
            detail={"review": row.pk},
        )
        tell(
            turn,
            people_in([Role.DIRECTOR], by.township_id, turn.today),
            kind="review",
            text=f"信访人请求{LABELS[kind]}",
            key=str(row.pk),
        )
        return row


def _facts(case: Case) -> ReviewFacts:
    reviews = list(case.outside_reviews.all())
    this_round = [row for row in reviews if case.delivered_on and row.requested_on >= case.delivered_on]
    served = [row.served_on for row in this_round if row.kind == "review" and row.served_on]
    return ReviewFacts(
        is_reviewable=case.case_class == "claim" and case.path31 == 6 and case.delivered_on is not None,
        delivered_on=case.delivered_on,
        review_served_on=served[-1] if served else None,
        has_open_review=any(row.decided_on is None for row in reviews),
        is_final=case.is_final,
    )


def record_review_result(
    *,
    case_id: int,
    revision: int,
    review_id: int,
    decided_on: date,
    served_on: date | None,
    number: str,
    result: str,
    by: Actor,
    at: datetime,
) -> OutsideReview:
    """What the higher organ decided, when, and when the petitioner got it, which starts their next period.

    A final review that upholds or changes closes the matter for good; one that annuls is a ground to reopen.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=RECORD_REVIEW, by=by, at=at)
        row = _review(turn, review_id)
        if row.decided_on and row.served_on:
            raise Refused(f"{LABELS[row.kind]}结果已经登记。")
        check_result(result, row.requested_on, decided_on, served_on, today=turn.today)
        was_decided = row.decided_on is not None
        row.decided_on, row.served_on, row.result = decided_on, served_on, result
        row.number, row.recorded_at = number.strip()[:60], at
        row.save()
        _run_result_clocks(turn, row, was_decided)
        if closes_for_good(row.kind, result):
            turn.row.is_final = True
        text = f"{row.organ}作出{LABELS[row.kind]}意见：{RESULTS[result]}"
        finish(
            turn,
            f"{row.kind}_decided",
            text=text,
            on=decided_on,
            article=ARTICLES[row.kind],
            note=row.number,
            public_text=f"{LABELS[row.kind]}意见已作出",
            detail={"review": row.pk, "result": result},
        )
        tell(
            turn,
            people_in([Role.DIRECTOR], by.township_id, turn.today),
            kind="review_result",
            text=f"{LABELS[row.kind]}结果：{RESULTS[result]}",
            key=f"{row.pk}:{served_on or '-'}",
        )
        return row


def _run_result_clocks(turn: Turn, row: OutsideReview, was_decided: bool) -> None:
    """The organ's own period ends with its decision, the petitioner's next one starts with the service."""
    evidence = f"{LABELS[row.kind]}意见书{row.number}"
    if row.kind == FINAL_REVIEW:
        run_clocks(turn, "final_review_decided", on=row.decided_on, evidence=evidence)
        return
    clock = running_clock(turn, REVIEW_TERM.code)
    if clock and not was_decided:
        _stop(turn, clock, row.decided_on, evidence)
    if row.served_on and row.result == "upheld":
        run_clocks(turn, "review_served", on=row.served_on, evidence=f"{evidence}送达")


def _stop(turn: Turn, clock: Clock, on: date, evidence: str) -> None:
    clock.matter = turn.matter
    stop_clock(clock=clock, on=on, evidence=evidence)


def pause_review(
    *, case_id: int, revision: int, review_id: int, from_on: date, reason: str, by: Actor, at: datetime
) -> Case:
    """A hearing in a final review: its days do not count (条例第三十六条第二款). Refused for any other review."""
    with transaction.atomic():
        turn, row, clock = _standing_clock(case_id, revision, review_id, by, at)
        check_day(
            "中止日期", from_on, today=turn.today, after=row.requested_on, after_label="收到请求日期", field="from_on"
        )
        why = check_words("中止的理由", reason, field="reason", least=2, most=120)
        pause_clock(clock=clock, from_on=from_on, reason=why, article=check_pause(FINAL_TERM.code).pause_article)
        return finish(
            turn,
            "pause_review",
            text="复核听证，期限中止",
            on=from_on,
            note=why,
            article="条例第三十六条第二款",
            detail={"review": row.pk},
        )


def resume_review(*, case_id: int, revision: int, review_id: int, to_on: date, by: Actor, at: datetime) -> Case:
    """The hearing is over: counting goes on from the day `to_on`."""
    with transaction.atomic():
        turn, row, clock = _standing_clock(case_id, revision, review_id, by, at)
        check_day(
            "恢复日期", to_on, today=turn.today, after=row.requested_on, after_label="收到请求日期", field="to_on"
        )
        resume_clock(clock=clock, to_on=to_on)
        return finish(
            turn,
            "resume_review",
            text="听证结束，期限恢复计算",
            on=to_on,
            article="条例第三十六条第二款",
            detail={"review": row.pk},
        )


def _standing_clock(case_id, revision, review_id, by: Actor, at: datetime) -> tuple[Turn, OutsideReview, Clock]:
    turn = take(Case, case_id, revision=revision, capability=RECORD_REVIEW, by=by, at=at)
    row = _review(turn, review_id)
    check_pause(TERM[row.kind].code)
    clock = running_clock(turn, TERM[row.kind].code)
    if clock is None or row.decided_on:
        raise Refused("复核结果已经登记，期限不再计算。", "条例第三十六条")
    clock.matter = turn.matter
    return turn, row, clock


def _review(turn: Turn, review_id: int) -> OutsideReview:
    return row_in_sight(OutsideReview.objects, "没有找到这次复查复核。", pk=review_id, case=turn.row)
