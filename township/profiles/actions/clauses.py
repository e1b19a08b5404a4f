"""Change one clause of the rule profile from a day on: proposed by one person, confirmed by another (H2)."""

from datetime import date, datetime

from django.db import transaction

from township.actors import Actor, OutOfScope, ensure_may
from township.directory.queries.scope import locked
from township.journal.actions import write_entry
from township.permissions import CONFIRM_RULES, PROPOSE_RULES
from township.profiles.actions.profiles import check_decider, lock_rules, replace_clause, settle
from township.profiles.files import profile
from township.profiles.models.profiles import ClauseChange, RuleClause
from township.profiles.queries.profiles import open_clauses, pending_change
from township.profiles.rules.clauses import ClauseValues, check_clause, check_start, compare
from township.profiles.rules.periods import check_due
from township.refusals import Refused

EDITABLE = ("label", "cadence", "unit_kinds", "due", "remind", "escalate_after", "is_office_rule", "office_reason")


@transaction.atomic
def change_clause(*, key: str, values: dict, valid_from: date, reason: str, by: Actor, at: datetime) -> ClauseChange:
    """Propose new values (columns of EDITABLE) for a clause; the version in force stays until the day comes.

    The source's sentence and citation stay as they are; what departs from them is marked as the office's own rule.
    """
    row = _taken(key, by)
    now = ClauseValues.of_row(row)
    kept = {name: value for name, value in values.items() if name in EDITABLE}
    then = changed(now, kept, reason)
    if then == now:
        raise Refused("没有改动，不用提交。")
    return _propose(row, ClauseChange.Kind.EDIT, then, valid_from, reason, by, at)


@transaction.atomic
def end_clause(*, key: str, valid_from: date, reason: str, by: Actor, at: datetime) -> ClauseChange:
    """Propose that a clause is no longer owed from a day on."""
    row = _taken(key, by)
    return _propose(row, ClauseChange.Kind.END, ClauseValues.of_row(row), valid_from, reason, by, at)


@transaction.atomic
def add_clause(*, profile_key: str, key: str, valid_from: date, reason: str, by: Actor, at: datetime) -> ClauseChange:
    """Propose to take over one clause of another delivered profile, with its citation, beside those the township has."""
    ensure_may(by, PROPOSE_RULES)
    entry = profile(profile_key).clause(key)
    if entry is None:
        raise OutOfScope()
    lock_rules(by.township_id)
    if key in open_clauses(by.township_id):
        raise Refused("这项应办已经在执行，请直接修改那一条。")
    then = ClauseValues.of_entry(entry)
    return _propose(None, ClauseChange.Kind.ADD, then, valid_from, reason, by, at, source=profile_key)


@transaction.atomic
def decide_clause(*, change_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> ClauseChange:
    """Confirm a change, which closes the version in force the day before and writes the new one, or return it."""
    ensure_may(by, CONFIRM_RULES)
    lock_rules(by.township_id)
    change = locked(ClauseChange.objects, by, change_id)
    check_decider(change, approved, remark, by)
    if approved:
        _take_effect(change, by, at)
    settle(change, approved, remark, by, at)
    change.save()
    _journal(change, "confirm" if approved else "return", by, at)
    return change


def changed(now: ClauseValues, values: dict, reason: str) -> ClauseValues:
    """The clause with new values, checked. A change of cadence, due day or debtor is the office's rule, with its reason."""
    then = ClauseValues(**(now.columns() | values))
    matters = ("cadence", "due", "unit_kinds")
    if any(getattr(then, name) != getattr(now, name) for name in matters):
        then = ClauseValues(**(then.columns() | {"is_office_rule": True, "office_reason": reason.strip()[:200]}))
    check_due(then.cadence, then.due)
    check_clause(then)
    return then


def _taken(key: str, by: Actor) -> RuleClause:
    ensure_may(by, PROPOSE_RULES)
    lock_rules(by.township_id)
    row = open_clauses(by.township_id).get(key)
    if row is None:
        raise OutOfScope()
    return row


def _propose(
    row: RuleClause | None,
    kind: str,
    then: ClauseValues,
    valid_from: date,
    reason: str,
    by: Actor,
    at: datetime,
    source: str = "",
) -> ClauseChange:
    check_start(valid_from, at.date(), running_from=row.valid_from if row else None)
    if not 4 <= len(reason.strip()) <= 200:
        raise Refused("请写明理由，4 到 200 字。", field="reason")
    if pending_change(by.township_id, then.key):
        raise Refused("这一条已有修改等待确认，先确认或退回那一项。")
    change = ClauseChange.objects.create(
        township_id=by.township_id,
        clause=row,
        key=then.key,
        kind=kind,
        valid_from=valid_from,
        reason=reason.strip(),
        values=then.columns() | {"profile": source or (row.profile if row else "")},
        proposed_by_id=by.person_id,
        proposed_at=at,
    )
    _journal(change, "propose", by, at)
    return change


def _take_effect(change: ClauseChange, by: Actor, at: datetime) -> None:
    row = open_clauses(by.township_id).get(change.key)
    if (row.pk if row else None) != change.clause_id:
        raise Refused("提出以后这一条已另有变动，请退回，由提出的人按现在的办法重新提出。")
    check_start(change.valid_from, at.date(), running_from=row.valid_from if row else None)
    values = dict(change.values)
    source = values.pop("profile", "")
    then = None if change.kind == ClauseChange.Kind.END else ClauseValues(**values)
    replace_clause(row, then, source, by.township_id, change.valid_from, by, at)


def _journal(change: ClauseChange, act: str, by: Actor, at: datetime) -> None:
    now = ClauseValues.of_row(change.clause) if change.clause else None
    values = {name: value for name, value in change.values.items() if name != "profile"}
    then = None if change.kind == ClauseChange.Kind.END else ClauseValues(**values)
    write_entry(
        by=by,
        at=at,
        action=f"clause.{act}",
        subject_kind="clause",
        subject_id=change.pk,
        subject_label=change.values["label"],
        detail={
            "key": change.key,
            "kind": change.kind,
            "from": change.valid_from.isoformat(),
            "fields": [line[0] for line in compare(now, then).lines],
        },
    )
