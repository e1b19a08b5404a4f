"""Adopt a rule profile: proposed by one person, confirmed by another, in force from a day on (H2)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from township.actors import Actor, NotAllowed, ensure_may
from township.directory.models.townships import Township
from township.directory.queries.scope import locked
from township.journal.actions import write_entry
from township.permissions import CONFIRM_RULES, PROPOSE_RULES
from township.profiles.files import profile
from township.profiles.listeners import rules_changed
from township.profiles.models.profiles import AdoptedProfile, ClauseChange, ProposalState, RuleClause
from township.profiles.queries.profiles import adopted_profile, has_profile, open_clauses
from township.profiles.rules.clauses import SAME, ClauseDifference, ClauseValues, check_start, differences
from township.profiles.rules.profiles import Profile
from township.refusals import Refused

ONE_DAY = timedelta(days=1)


@transaction.atomic
def propose_profile(*, key: str, valid_from: date, reason: str, by: Actor, at: datetime) -> AdoptedProfile:
    """Propose that the township uses a profile from a day on; without effect until another person confirms it."""
    ensure_may(by, PROPOSE_RULES)
    found = profile(key)
    lock_rules(by.township_id)
    check_no_other(by.township_id)
    _check(found, by.township_id, valid_from, at.date())
    row = AdoptedProfile.objects.create(
        township_id=by.township_id,
        key=found.key,
        name=found.name,
        source=found.source[:120],
        values=found.values,
        valid_from=valid_from,
        reason=reason.strip(),
        proposed_by_id=by.person_id,
        proposer=by.name,
        proposed_at=at,
    )
    _journal(row, "propose", by, at)
    return row


@transaction.atomic
def decide_profile(*, adoption_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> AdoptedProfile:
    """Confirm a proposed profile, which puts its clauses in force from its day on, or return it; never by who proposed it."""
    ensure_may(by, CONFIRM_RULES)
    lock_rules(by.township_id)
    row = locked(AdoptedProfile.objects, by, adoption_id)
    check_decider(row, approved, remark, by)
    if approved and row.base_id:
        _check_edit(row, at.date())
    elif approved:
        _check(profile(row.key), by.township_id, row.valid_from, at.date())
        row.values = profile(row.key).values
        put_in_force(profile(row.key), by.township_id, row.valid_from, by, at)
    settle(row, approved, remark, by, at)
    row.decider = by.name
    row.save()
    _journal(row, "confirm" if approved else "return", by, at)
    return row


@transaction.atomic
def adopt_profile(*, key: str, township_id: int, valid_from: date, by: Actor, at: datetime) -> AdoptedProfile:
    """Put a profile in force at once, by a named system actor: setting a township up with manage.py load_profile.

    valid_from may lie in the past, but not before what the township already had.
    """
    if not by.is_system:
        raise NotAllowed("采用制度方案由经办人或主任提出，另一人确认。")
    lock_rules(township_id)
    found = profile(key)
    put_in_force(found, township_id, valid_from, by, at)
    row = AdoptedProfile.objects.create(
        township_id=township_id,
        key=found.key,
        name=found.name,
        source=found.source[:120],
        values=found.values,
        valid_from=valid_from,
        state=ProposalState.CONFIRMED,
        proposer=by.name,
        proposed_at=at,
        decider=by.name,
        decided_at=at,
    )
    _journal(row, "adopt", by, at)
    return row


def changes_to(found: Profile, township_id: int) -> list[ClauseDifference]:
    """What adopting the profile would do to the clauses that are open, in its order."""
    now = {key: ClauseValues.of_row(row) for key, row in open_clauses(township_id).items()}
    return differences(now, {entry["key"]: ClauseValues.of_entry(entry) for entry in found.clauses})


def put_in_force(found: Profile, township_id: int, valid_from: date, by: Actor, at: datetime) -> None:
    """Part of a larger action: close and write the clauses that change. Undecided changes of clauses are returned."""
    rows = open_clauses(township_id)
    for change in changes_to(found, township_id):
        if change.kind != SAME:
            replace_clause(rows.get(change.key), change.then, found.key, township_id, valid_from, by, at)
    pending = ClauseChange.objects.filter(township_id=township_id, state=ProposalState.PROPOSED)
    pending.update(state=ProposalState.RETURNED, remark=f"已改用{found.name}", decided_at=at)


def replace_clause(
    row: RuleClause | None,
    then: ClauseValues | None,
    source: str,
    township_id: int,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> None:
    """Close `row` the day before and write `then` from the day on; either may be None. source: key of the profile."""
    if row:
        if row.valid_from >= valid_from:
            raise Refused(
                f"“{row.label}”自 {row.valid_from:%Y-%m-%d} 起实行，新的实行日期要在那天以后。", field="valid_from"
            )
        row.valid_to = valid_from - ONE_DAY
        row.save(update_fields=["valid_to"])
    if then:
        RuleClause.objects.create(
            township_id=township_id,
            profile=source,
            valid_from=valid_from,
            changed_by_id=by.person_id,
            changer=by.name,
            changed_at=at,
            **then.columns(),
        )
    rules_changed(township_id)


def lock_rules(township_id: int) -> None:
    """Two changes of one township's rules happen one after the other."""
    Township.objects.select_for_update().get(pk=township_id)


def check_no_other(township_id: int) -> None:
    """Refused while another proposal about the profile waits."""
    if AdoptedProfile.objects.filter(township_id=township_id, state=ProposalState.PROPOSED).exists():
        raise Refused("已有一项关于方案的提议等待确认，先确认或退回那一项。")


def check_decider(row: AdoptedProfile | ClauseChange, approved: bool, remark: str, by: Actor) -> None:
    """Refused for a decided proposal or a return without a word; NotAllowed for who proposed it."""
    if row.state != ProposalState.PROPOSED:
        raise Refused(f"这项提议{row.get_state_display()}，不能再办理。")
    if row.proposed_by_id == by.person_id:
        raise NotAllowed("自己提出的制度修改，要由另一位同志确认。")
    if not approved and not remark.strip():
        raise Refused("退回要写明原因，提出的人才知道怎么改。", field="remark")


def settle(row: AdoptedProfile | ClauseChange, approved: bool, remark: str, by: Actor, at: datetime) -> None:
    """Write the decision onto the row; the caller saves it."""
    row.state = ProposalState.CONFIRMED if approved else ProposalState.RETURNED
    row.decided_by_id, row.decided_at, row.remark = by.person_id, at, remark.strip()


def _check(found: Profile, township_id: int, valid_from: date, today: date) -> None:
    running = adopted_profile(township_id, date.max)
    check_start(
        valid_from, today, running_from=running.valid_from if running else None, first=not has_profile(township_id)
    )
    is_same = running is not None and running.key == found.key and running.values == found.values
    if is_same and all(one.kind == SAME for one in changes_to(found, township_id)):
        raise Refused(f"现在用的就是{found.name}，没有要改的。", field="key")


def _check_edit(row: AdoptedProfile, today: date) -> None:
    """An edited entry stands on the row it was made from; clauses stay."""
    running = adopted_profile(row.township_id, date.max)
    if running is None or running.pk != row.base_id:
        raise Refused("提出以后方案已另有变动，请退回，由提出的人按现在的办法重新提出。")
    check_start(row.valid_from, today, running_from=running.valid_from)


def _journal(row: AdoptedProfile, act: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"profile.{act}",
        subject_kind="profile",
        subject_id=row.pk,
        subject_label=row.name,
        detail={"key": row.key, "from": row.valid_from.isoformat()},
    )
