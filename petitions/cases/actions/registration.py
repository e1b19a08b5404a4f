"""Registering a case (条例第十七至二十一条): the form becomes a case with its people, claims, targets and clocks."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.codes import code_matches, hash_code, make_code
from petitions.cases.actions.parts import (
    ACCUSATION_TITLE,
    add_claims,
    add_petitioners,
    add_targets,
    check_places,
    known_person,
    repeated_case,
)
from petitions.cases.models.cases import Case
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.rules.channels import CHANNELS, class_of, is_group_visit
from petitions.cases.rules.entries import FaultyRegistration, RegistrationData, check_entry
from petitions.cases.rules.registration import CO_SIGNER, Limits
from petitions.cases.rules.title_proposals import propose_title
from petitions.cases.rules.titles import without_who
from petitions.permissions import REGISTER_CASE
from records.acts.actions.turns import Turn, finish, tell
from records.duties.actions.candidates import propose_supervision
from records.matters.actions.access import add_handler, grant_access
from records.matters.models.access import Handler
from records.matters.models.matters import Matter, Reference, Secrecy
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series, is_same_number
from township.actors import Actor, ensure_may
from township.crypto import keyed_hash
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Role
from township.directory.models.townships import Township
from township.directory.queries.recipients import people_in
from township.directory.rules.posts import LEADERSHIP
from township.profiles.queries.settings import settings_of
from township.refusals import Refused

CASES = declare_series("case", "")
OWN_PART = {
    Role.CLERK: Handler.Part.FIRST_HANDLER,
    **dict.fromkeys(sorted(LEADERSHIP), Handler.Part.RECEIVER),
    Role.GRID_MEMBER: Handler.Part.REPORTER,
}


@dataclass(frozen=True)
class Registered:
    """The case and its look-up code, which is shown this once; empty when a second code was issued meanwhile."""

    case: Case
    lookup_code: str


def register_case(*, by: Actor, at: datetime, data: RegistrationData, idempotency_key: str = "") -> Registered:
    """Register one case. idempotency_key: made by the form; handed in twice it answers with the first case.

    Raises NotAllowed; FaultyRegistration with every fault of the form; Refused when what is complained of shuts the
    registering person out, or when somebody else than a clerk writes an accusation down.
    """
    ensure_may(by, REGISTER_CASE)
    submission = f"{by.account_id}:{idempotency_key}" if idempotency_key else ""
    with transaction.atomic():
        known = _handed_in_before(by, submission)
        if known:
            code = make_code(submission)
            return Registered(known, code if code_matches(known.lookup_hash, code) else "")
        return _register(by, at, data, submission)


def _handed_in_before(by: Actor, submission: str) -> Case | None:
    """The case of an earlier click. Clicks of one account queue up at its row, so the second finds what the first wrote."""
    if not submission:
        return None
    lock_account(by)
    return Case.objects.filter(township_id=by.township_id, submission_key=_stored_key(submission)).first()


def lock_account(by: Actor) -> None:
    """Make the clicks of one account wait for each other."""
    Account.objects.select_for_update().get(pk=by.account_id)


def _stored_key(submission: str) -> str:
    return keyed_hash(submission, purpose="submission")


def _register(by: Actor, at: datetime, data: RegistrationData, submission: str) -> Registered:
    settings = settings_of(by.township_id)
    data = replace(data, registered_on=data.registered_on or at.date())
    limits = Limits(settings["representatives_max"], settings["group_visit_min"])
    check_entry(data, today=at.date(), limits=limits)
    check_numbers(by, data)
    case_class = class_of(data.purpose, data.case_class)
    _check_accusation(by, case_class)
    code = make_code(submission)
    turn = Turn(_write_case(by, at, data, case_class, limits), by, at)
    turn.row.lookup_hash = hash_code(code)
    turn.row.submission_key = _stored_key(submission) if submission else ""
    add_petitioners(turn, data)
    add_claims(turn.row, data)
    _write_people(turn, data)
    add_targets(turn, data.targets)
    run_clocks(turn, "register", on=turn.row.received_on, evidence=f"{CHANNELS[data.channel].label}登记")
    _finish(turn)
    return Registered(turn.row, code)


def check_numbers(by: Actor, data: RegistrationData) -> None:
    """FaultyRegistration beside a number of another organ or system under which something is registered already.

    Only matters the actor may see are named; a second letter under one number goes on when the person says so.
    """
    if data.is_other:
        return
    found = []
    for field in ("source_number", "upper_number"):
        typed = getattr(data, field).strip()
        rows = cases_visible_to(by).exclude(**{field: ""}).filter(**{f"{field}__endswith": typed[-3:]}).order_by("pk")
        numbers = rows.values_list("number", field) if typed else ()
        known = next((own for own, theirs in numbers if is_same_number(typed, [theirs])), "")
        if known:
            found.append((field, f"此文已登记：{known}。确实是另一件的，请勾选“仍然登记”再保存。"))
    if found:
        raise FaultyRegistration(found)


def _check_accusation(by: Actor, case_class: str) -> None:
    if case_class == "accusation" and Role.CLERK not in by.roles:
        raise Refused(
            "检举控告只能由联席办经办人登记，请当面转告经办人，不要在系统里记录内容。", "条例第三十条", "purpose"
        )


def _write_case(by: Actor, at: datetime, data: RegistrationData, case_class: str, limits: Limits) -> Case:
    """The matter and the case row; the number is taken here, inside the transaction."""
    check_places(by, data)
    is_accusation = case_class == "accusation"
    township = Township.objects.get(pk=by.township_id)
    number = _take_number(township, at)
    title = ACCUSATION_TITLE if is_accusation else (data.title.strip() or _made_title(data))
    matter = Matter.objects.create(
        township=township,
        kind="case",
        number=number,
        title=title,
        secrecy=Secrecy.RESTRICTED if is_accusation else Secrecy.ORDINARY,
        opened_on=data.registered_on,
    )
    earlier = repeated_case(by, data.repeat_of_id)
    visitors = data.visitors or 1
    case = Case.objects.create(
        matter=matter,
        township=township,
        number=number,
        upper_number=data.upper_number.strip(),
        title=title,
        is_title_settled=is_accusation or bool(data.title.strip()),
        channel=data.channel,
        purpose=data.purpose,
        case_class=case_class,
        category_id=data.category_id,
        received_via=CHANNELS[data.channel].received_via,
        source_organ=data.source_organ.strip(),
        source_number=data.source_number.strip(),
        source_due_on=data.source_due_on,
        raised_on=data.raised_on,
        received_on=data.received_on,
        registered_on=data.registered_on,
        words="" if is_accusation else data.words.strip(),
        sealed_words=data.words.strip() if is_accusation else "",
        channel_detail=data.channel_detail,
        caller_number=data.caller_number.strip(),
        place_unit_id=data.place_unit_id,
        place_text="" if is_accusation else data.place_text.strip(),
        sealed_place=data.place_text.strip() if is_accusation else "",
        visitors=visitors,
        involved=data.involved,
        is_group=is_group_visit(data.channel, visitors, limits.group_visit_min),
        is_joint=data.is_joint or any(person.role == CO_SIGNER for person in data.petitioners),
        is_anonymous=data.is_anonymous,
        is_repeat=data.is_repeat,
        repeat_of=earlier,
        is_backlog=data.is_backlog,
        registered_by_id=by.person_id,
        revision=0,
        updated_at=at,
    )
    if earlier:
        Reference.objects.create(source=matter, target=earlier.matter, relation="repeat_of")
    return case


def _made_title(data: RegistrationData) -> str:
    """From the petitioner's own words, which may begin with who they are."""
    made = propose_title(data.words) or data.words.strip()[:30]
    return without_who(made, [person.name for person in data.petitioners])


def _take_number(township: Township, at: datetime) -> str:
    return issue_number(CASES, township_id=township.pk, on=at.date(), mark=township.mark)


def _write_people(turn: Turn, data: RegistrationData) -> None:
    """Parts in the case; for an accusation the access list: who registers it and who is named, nobody else."""
    me = Person.objects.get(pk=turn.by.person_id)
    part = next(part for role, part in OWN_PART.items() if role in turn.by.roles)
    add_handler(matter=turn.matter, person=me, part=part, at=turn.at)
    if part == Handler.Part.FIRST_HANDLER:
        turn.row.first_handler = me
    if data.leader_id:
        leader = known_person(turn.by, data.leader_id)
        add_handler(matter=turn.matter, person=leader, part=Handler.Part.RECEIVER, at=turn.at)
    if turn.row.is_accusation:
        for person in (me, *(known_person(turn.by, named) for named in data.named_ids)):
            grant_access(matter=turn.matter, person=person, by=turn.by, at=turn.at)


def _finish(turn: Turn) -> None:
    case = turn.row
    label = CHANNELS[case.channel].label
    group = "，集体访" if case.is_group else ""
    finish(
        turn,
        "register",
        text=f"登记：{label}，{case.visitors}人{group}，{'重复' if case.is_repeat else '初次'}信访",
        on=case.registered_on,
        article="条例第二十一条",
        public_text="已登记",
        detail={"channel": case.channel, "class": case.case_class, "repeat_of": case.repeat_of_id},
    )
    _propose(turn)
    words = "检举控告，请在知悉范围内办理" if case.is_accusation else f"{label}登记{group}，待受理"
    tell(turn, _concerned(turn), kind="registered", text=words, key="1")


def _propose(turn: Turn) -> None:
    """A matter that comes back after it was concluded: how it was handled the first time is looked into, case by case. The
    finding stands on the earlier matter and says nothing of who came."""
    case, earlier = turn.row, turn.row.repeat_of
    if earlier is None or case.is_accusation or earlier.is_accusation or earlier.concluded_on is None:
        return
    propose_supervision(
        matter=earlier.matter,
        unit=earlier.unit,
        ground="repeat",
        text=f"{earlier.number} 办结后又有信访事项{case.number}，请核查首次办理情况",
        key=f"repeat:{case.pk}",
        by=turn.by,
        at=turn.at,
    )


def _concerned(turn: Turn) -> list[int]:
    """An accusation: its access list. Else the clerks when none of them wrote it down, the director when it weighs more."""
    case = turn.row
    if case.is_accusation:
        return list(case.matter.access_list.values_list("person_id", flat=True))
    roles = [] if case.first_handler_id else [Role.CLERK]
    if case.is_group or case.received_via == "assigned":
        roles.append(Role.DIRECTOR)
    return people_in(roles, case.township_id, turn.today)
