"""Edit an entry of the adopted profile besides its clauses: proposed by one person, confirmed by another (decide_profile)."""

from copy import deepcopy
from datetime import date, datetime

from django.db import transaction

from township.actors import Actor, OutOfScope, ensure_may
from township.journal.actions import write_entry
from township.permissions import PROPOSE_RULES
from township.profiles.actions.profiles import check_no_other, lock_rules
from township.profiles.models.profiles import AdoptedProfile
from township.profiles.queries.profiles import adopted_profile
from township.profiles.rules.clauses import check_start
from township.profiles.rules.values import EDITABLE, edited
from township.refusals import Refused


@transaction.atomic
def change_entry(
    *,
    section: str,
    number: int,
    base_id: int,
    values: dict | None,
    valid_from: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> AdoptedProfile:
    """Propose new values for one entry of a section, or None to give it up; number: its place, from 1.

    base_id: the adopted row the page showed; Refused when another has taken its place meanwhile.
    """
    ensure_may(by, PROPOSE_RULES)
    lock_rules(by.township_id)
    running = adopted_profile(by.township_id, date.max)
    entries = running.values.get(section, ()) if running and section in EDITABLE else ()
    if not 1 <= number <= len(entries):
        raise OutOfScope()
    if running.pk != base_id:
        raise Refused("方案刚有变动，请返回后重新打开这一条。")
    check_no_other(by.township_id)
    check_start(valid_from, at.date(), running_from=running.valid_from)
    if not 4 <= len(reason.strip()) <= 200:
        raise Refused("请写明理由，4 到 200 字。", field="reason")
    then = deepcopy(running.values)
    if values is None:
        del then[section][number - 1]
    else:
        then[section][number - 1] = edited(section, entries[number - 1], values, reason)
    row = AdoptedProfile.objects.create(
        township_id=by.township_id,
        key=running.key,
        name=running.name,
        source=running.source,
        values=then,
        base=running,
        valid_from=valid_from,
        reason=reason.strip(),
        proposed_by_id=by.person_id,
        proposer=by.name,
        proposed_at=at,
    )
    write_entry(
        by=by,
        at=at,
        action="profile.propose",
        subject_kind="profile",
        subject_id=row.pk,
        subject_label=row.name,
        detail={"key": row.key, "from": valid_from.isoformat(), "section": section, "dropped": values is None},
    )
    return row
