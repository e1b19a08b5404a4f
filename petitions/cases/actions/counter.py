"""At the counter registering, filing what was brought and the next step are one act: all of it happens, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.assignments import assign
from petitions.cases.actions.intake import accept, answer_directly, transfer
from petitions.cases.actions.progress import report_progress
from petitions.cases.actions.registration import Registered, register_case
from petitions.cases.models.assignments import Progress
from petitions.cases.models.cases import Case
from petitions.cases.rules.entries import RegistrationData
from records.matters.origins import origin_of
from records.papers.actions.attachments import Upload, attach
from township.actors import Actor
from township.refusals import Refused


@dataclass(frozen=True, kw_only=True)
class CounterStep:
    """What happens right after registration. key: of petitions.cases.rules.next_steps; the rest: what that step needs.

    path31: item of 条例第三十一条; scope: which case of 简易办理; lead_due_on empty = the township's default days.
    """

    key: str = "register"
    answer: str = ""
    path31: int | None = None
    scope: str = ""
    to_unit_id: int | None = None
    reason: str = ""
    lead_unit_id: int | None = None
    lead_due_on: date | None = None
    requirement: str = ""


def register_at_counter(
    *,
    by: Actor,
    at: datetime,
    data: RegistrationData,
    files: Sequence[Upload] = (),
    step: CounterStep | None = None,
    idempotency_key: str = "",
    origin: tuple[int, str] | None = None,
) -> Registered:
    """Register, attach and take the step in one transaction. A form handed in twice answers with the first case.

    origin: (matter id, reference) of what the case comes from, a reception or a dispute (records.matters.origins).

    Raises what the actions raise; a refusal of the step refuses the whole, so that nothing is half done.
    """
    with transaction.atomic():
        found = register_case(by=by, at=at, data=data, idempotency_key=idempotency_key)
        if found.case.updated_at != at:  # handed in before: everything was done then
            return found
        for file in files:
            attach(matter=found.case.matter, upload=file, purpose="evidence", by=by, at=at)
        if origin:
            matter_id, ref = origin
            origin_of(by, matter_id).linked(matter_id=matter_id, ref=ref, case=found.case.matter, by=by, at=at)
        if step:
            _take(found.case, step, by, at)
    found.case.refresh_from_db()
    return found


def _take(case: Case, step: CounterStep, by: Actor, at: datetime) -> None:
    who, today = {"by": by, "at": at}, at.date()
    path31 = step.path31 if case.case_class == "claim" else None
    if step.key == "answer":
        if not step.answer.strip():
            raise Refused("请写明答复内容。", "条例第二十三条", "answer")
        answer_directly(case_id=case.pk, revision=case.revision, text=step.answer, manner="written", **who)
    elif step.key in ("accept", "accept_assign"):
        case = accept(case_id=case.pk, revision=case.revision, on=today, path31=path31, **who)
    elif step.key == "simple":
        accept(
            case_id=case.pk, revision=case.revision, on=today, path31=path31, track="simple", scope=step.scope, **who
        )
    elif step.key == "transfer":
        if step.to_unit_id is None:
            raise Refused("请选择转送给哪个机关、单位。", "条例第二十二条", "to_unit")
        transfer(
            case_id=case.pk, revision=case.revision, to_unit_id=step.to_unit_id, reason=step.reason, on=today, **who
        )
    if step.key in ("assign", "accept_assign"):
        _assign(case, step, who, today)


def _assign(case: Case, step: CounterStep, who: dict, today: date) -> None:
    if step.lead_unit_id is None:
        raise Refused("请选择主办单位。", "条例第二十二条", "lead_unit")
    assign(
        case_id=case.pk,
        revision=case.revision,
        lead_unit_id=step.lead_unit_id,
        lead_due_on=step.lead_due_on,
        requirement=step.requirement,
        on=today,
        **who,
    )


def report_with_files(*, case_id: int, by: Actor, at: datetime, files: Sequence[Upload], **report) -> Progress:
    """A progress report and the files that belong to it: both or neither. report: what `report_progress` takes."""
    with transaction.atomic():
        progress = report_progress(case_id=case_id, by=by, at=at, **report)
        for file in files:
            attach(matter=progress.case.matter, upload=file, purpose="progress", by=by, at=at)
    return progress
