"""The invented matters of data/demo, played through the actions of the office in the order of their days.

Nothing is written past the actions, so every case of the demonstration has its clocks, papers, notices and journal lines,
and a rule that changes shows here at once. Day numbers count back from the day of loading.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from petitions.cases.actions import cases as doors
from petitions.cases.models.cases import Case
from petitions.cases.models.categories import Category
from petitions.cases.queries.categories import category_paths, forget_categories
from petitions.cases.queries.deliveries import undelivered_papers
from petitions.cases.rules.entries import PetitionerData, RegistrationData
from petitions.ledger.rules.columns import COLUMNS
from petitions.lookup.actions.evaluations import code_holder, evaluate
from records.clocks.models import Clock
from records.imports.actions.checking import check_rows
from records.imports.actions.committing import commit_chunk
from records.imports.actions.imports import confirm_import, start_import
from records.ledgers.sheets import write_xlsx
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.directory.demo import FOLDER, Settled
from township.directory.models.people import Person, Role
from township.directory.queries.actors import actor_for
from township.directory.rules.documents import check_sign

AREA = "511099"  # no county has this code
OPENS = time(9, 5)
OWN_LIMITS = ("conclude_60", "simple_close")
CLERK, DIRECTOR, CONVENOR = "linxiao", "gaoming", "lijian"


@dataclass
class Play:
    """One case on the stage. number: its place in the file, which spreads the hours of a day."""

    plan: dict
    number: int
    case: Case | None = None


@dataclass
class Theatre:
    """Everything the steps need. units and accounts by key; plays by key."""

    settled: Settled
    now: datetime
    categories: dict[str, int]
    plays: dict[str, Play] = field(default_factory=dict)
    actors: dict[tuple[str, date], Actor] = field(default_factory=dict)

    def actor(self, username: str, on: date) -> Actor:
        key = (username, on)
        if key not in self.actors:
            self.actors[key] = actor_for(self.settled.accounts[username], on=on)
        return self.actors[key]

    def unit(self, key: str):
        return self.settled.units[key]

    def person(self, username: str) -> Person:
        return self.settled.accounts[username].person

    def liaison_of(self, unit_id: int) -> str:
        """User name of the unit's liaison, or the office's clerk where it has none."""
        for username in self.settled.accounts:
            actor = self.actor(username, self.now.date())
            if Role.LIAISON in actor.roles and unit_id in actor.unit_ids:
                return username
        return CLERK


def load_cases(settled: Settled, now: datetime) -> int:
    """Play every case of cases.toml up to `now`; returns how many. Call it inside a transaction."""
    forget_categories()
    theatre = Theatre(settled, now, {"/".join(path): pk for pk, path in _new_paths().items()})
    plans = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))["case"]
    for number, plan in enumerate(plans):
        theatre.plays[plan["key"]] = Play(plan, number)
    for on, _, _, play, step in sorted(_schedule(theatre), key=lambda entry: entry[:3]):
        _do(theatre, play, step, on)
    return len(plans)


def load_ledger(settled: Settled, now: datetime) -> int:
    """Bring last year's ledger in by the import, as the clerk would; returns how many cases it made."""
    rows = tomllib.loads((FOLDER / "ledger.toml").read_text(encoding="utf-8"))["rows"]
    columns = [column for column in COLUMNS if column.is_offered]
    lines = [[_ledger_cell(row, column.key, now.year - 1) for column in columns] for row in rows]
    data = write_xlsx("台账", [column.heading for column in columns], lines)
    by = actor_for(settled.accounts[CLERK], on=now.date())
    name = f"{now.year - 1}年信访台账.xlsx"
    batch = start_import(kind="cases", name=name, data=data, by=by, at=now, in_background=False)
    check_rows(batch.pk, now)
    confirm_import(batch_id=batch.pk, by=by, at=now, in_background=False)
    while commit_chunk(batch.pk, now):
        pass
    batch.refresh_from_db()
    return batch.done


def _ledger_cell(row: dict, key: str, year: int) -> str:
    if key in ("raised_on", "replied_on"):
        raised_on = date.fromisoformat(f"{year}-{row['day']}")
        return (raised_on + timedelta(days=row["took"] if key == "replied_on" else 0)).isoformat()
    return row.get(key, "")


def _new_paths() -> dict[int, tuple[str, ...]]:
    now_in_use = set(Category.objects.filter(edition="new").values_list("pk", flat=True))
    return {pk: path for pk, path in category_paths().items() if pk in now_in_use}


def _schedule(theatre: Theatre):
    """(day, case, place among its steps, play, step) of everything that happens, none of it before what precedes it."""
    calendar = work_calendar(theatre.settled.township.pk)
    today = theatre.now.date()
    for play in theatre.plays.values():
        registered_on = today - timedelta(days=play.plan["ago"])
        yield registered_on, play.number, 0, play, {"do": "register"}
        earliest = registered_on
        for place, step in enumerate(play.plan["steps"], start=1):
            on = today - timedelta(days=step["ago"])
            while not step.get("exact") and not calendar.is_working_day(on) and on > earliest:
                on -= timedelta(days=1)
            earliest = max(on, earliest)
            yield earliest, play.number, place, play, step


def _do(theatre: Theatre, play: Play, step: dict, on: date) -> None:
    """One step at its hour: a few minutes apart, and never later than now."""
    at = timezone.make_aware(datetime.combine(on, OPENS)) + timedelta(minutes=7 * play.number)
    at = min(at, theatre.now)
    VERBS[step["do"]](theatre, play, step, on, at)
    if play.case:
        play.case = Case.objects.select_related("matter").get(pk=play.case.pk)


def _who(theatre: Theatre, username: str, on: date, at: datetime) -> dict:
    return {"by": theatre.actor(username, on), "at": at}


def _on_case(play: Play) -> dict:
    return {"case_id": play.case.pk, "revision": play.case.revision}


# --- Registration
def _register(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    plan = play.plan
    data = RegistrationData(
        channel=plan["channel"],
        purpose=plan["purpose"],
        raised_on=on - timedelta(days=plan.get("raised_ago", plan["ago"]) - plan["ago"]),
        received_on=on,
        title=plan["title"],
        words=plan["words"],
        claims=tuple(plan["claims"]),
        petitioners=tuple(_petitioner(person, n + 10 * play.number) for n, person in enumerate(plan["people"])),
        visitors=plan.get("visitors", max(1, len(plan["people"]))),
        involved=plan.get("involved"),
        is_anonymous=plan.get("anonymous", False),
        category_id=theatre.categories[plan["category"]],
        place_unit_id=theatre.unit(plan["place"]).pk,
        caller_number=plan.get("caller_number", ""),
        mailbox=plan.get("mailbox", ""),
        upper_number=plan.get("upper_number", "").format(year=on.year),
        letter_on=_days_before(theatre, plan, "letter_on"),
        source_organ=plan.get("source_organ", ""),
        source_number=plan.get("source_number", "").format(year=on.year),
        source_due_on=theatre.now.date() + timedelta(days=plan["source_due"]) if "source_due" in plan else None,
        leader=plan.get("leader", ""),
        session_on=on if "leader" in plan else None,
        is_repeat="repeat_of" in plan,
        repeat_of_id=theatre.plays[plan["repeat_of"]].case.pk if "repeat_of" in plan else None,
        named_ids=tuple(theatre.person(name).pk for name in plan.get("named", ())),
    )
    play.case = doors.register_case(data=data, **_who(theatre, plan.get("by", CLERK), on, at)).case


def _days_before(theatre: Theatre, plan: dict, key: str) -> date | None:
    return theatre.now.date() - timedelta(days=plan[key]) if key in plan else None


def _petitioner(person: dict, number: int) -> PetitionerData:
    """birth: makes an identity number that passes the check digit and belongs to nobody."""
    identity = {}
    if "birth" in person:
        first17 = f"{AREA}{person['birth'].replace('-', '')}{number % 1000:03d}"
        identity = {"id_type": "111", "id_number": first17 + check_sign(first17)}
    values = {key: person[key] for key in ("name", "role", "phone", "address", "gender") if key in person}
    return PetitionerData(**values, **identity)


# --- The office
def _accept(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    path31 = 6 if play.case.case_class == "claim" else None
    track, scope = step.get("track", "ordinary"), step.get("scope", "")
    doors.accept(**_on_case(play), on=on, path31=path31, track=track, scope=scope, **_who(theatre, CLERK, on, at))


def _assign(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    due_on = on + timedelta(days=step["days"]) if "days" in step else None
    if step.get("limit"):
        due_on = Clock.objects.get(matter_id=play.case.pk, code__in=OWN_LIMITS, stopped_on__isnull=True).due_on
    assist = [(theatre.unit(key).pk, None) for key in step.get("assist", ())]
    doors.assign(
        **_on_case(play),
        lead_unit_id=theatre.unit(step["unit"]).pk,
        lead_due_on=due_on,
        assist=assist,
        requirement=step["requirement"],
        on=on,
        **_who(theatre, CLERK, on, at),
    )


def _answer(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    doors.answer_directly(**_on_case(play), text=step["text"], manner=step["manner"], **_who(theatre, CLERK, on, at))


def _transfer(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    doors.transfer(
        **_on_case(play),
        to_unit_id=theatre.unit(step["unit"]).pk,
        reason=step["reason"],
        on=on,
        **_who(theatre, CLERK, on, at),
    )


def _propose_refusal(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    doors.propose_refusal(
        **_on_case(play),
        ground=step["ground"],
        reason=step["reason"],
        where_to_go=step["where_to_go"],
        **_who(theatre, CLERK, on, at),
    )


def _refuse(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    approval = _pending(play, "refusal")
    doors.decide_refusal(**_read(approval), approved=True, remark="同意", **_who(theatre, DIRECTOR, on, at))


def _deliver(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    paper = Document.objects.filter(
        matter_id=play.case.pk, kind__in=("reply", "suggestion_reply"), state=Document.State.ISSUED
    ).latest("pk")
    manner = step.get("manner", "in_person")
    receiver = play.plan["people"][0]["name"] if manner == "in_person" else ""
    doors.deliver(
        **_on_case(play),
        document_id=paper.pk,
        manner=manner,
        place=step.get("place", "群众来访接待室"),
        delivered_on=on,
        receiver=receiver,
        **_who(theatre, CLERK, on, at),
    )


def _hand_over(theatre: Theatre, play: Play, on: date, at: datetime) -> None:
    """What the petitioner still waits for is fetched at the counter before the case is closed or filed."""
    for paper in undelivered_papers(play.case):
        doors.deliver(
            case_id=play.case.pk,
            revision=None,
            document_id=paper.pk,
            manner="in_person",
            place="群众来访接待室",
            delivered_on=on,
            receiver=play.plan["people"][0]["name"],
            **_who(theatre, CLERK, on, at),
        )
    play.case = Case.objects.select_related("matter").get(pk=play.case.pk)


def _conclude(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    _hand_over(theatre, play, on, at)
    doors.conclude(**_on_case(play), on=on, **_who(theatre, CLERK, on, at))


def _archive(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    _hand_over(theatre, play, on, at)
    doors.archive(**_on_case(play), **_who(theatre, CLERK, on, at))


def _route_proposal(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    doors.propose_route(
        **_on_case(play),
        to_unit_id=theatre.unit(step["unit"]).pk,
        reason=step["reason"],
        **_who(theatre, CLERK, on, at),
    )


def _route(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    approval = _pending(play, "route")
    doors.decide_route(**_read(approval), approved=True, remark="同意移送", **_who(theatre, CONVENOR, on, at))


# --- The units
def _receive(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    """Every unit that has a liaison of its own signs for its task."""
    for row in play.case.assignments.filter(ended_on__isnull=True, received_at__isnull=True).order_by("pk"):
        liaison = theatre.liaison_of(row.unit_id)
        if liaison != CLERK:
            doors.receive(case_id=play.case.pk, revision=None, assignment_id=row.pk, **_who(theatre, liaison, on, at))


def _lead(theatre: Theatre, play: Play) -> tuple[str, int]:
    """User name of the lead unit's liaison, and the lead unit's task."""
    row = play.case.assignments.get(part="lead", ended_on__isnull=True)
    return theatre.liaison_of(row.unit_id), row.pk


def _progress(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    """result: the unit hands its part in, which ends its own limit."""
    liaison, task = _lead(theatre, play)
    doors.report_progress(
        **_on_case(play),
        text=step["text"],
        on=on,
        assignment_id=task,
        is_result=step.get("result", False),
        **_who(theatre, liaison, on, at),
    )


def _object(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    liaison, task = _lead(theatre, play)
    doors.object_assignment(
        **_on_case(play),
        assignment_id=task,
        reason=step["reason"],
        basis=step["basis"],
        suggested=step["suggested"],
        **_who(theatre, liaison, on, at),
    )


def _propose_extension(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    liaison, _ = _lead(theatre, play)
    doors.propose_extension(
        **_on_case(play), days=step["days"], reason=step["reason"], **_who(theatre, liaison, on, at)
    )


def _extend(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    _propose_extension(theatre, play, step, on, at)
    approval = _pending(play, "extension")
    doors.decide_extension(**_read(approval), approved=True, remark="同意", **_who(theatre, DIRECTOR, on, at))


def _reply(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    """Drafted and handed in."""
    liaison, _ = _lead(theatre, play)
    who = _who(theatre, liaison, on, at)
    claims = play.case.claims.order_by("seq").values_list("pk", flat=True)
    findings = [{"claim_id": pk, **finding} for pk, finding in zip(claims, step["findings"], strict=True)]
    doors.draft_reply(**_on_case(play), conclusion=step["conclusion"], findings=findings, **who)
    doors.submit_reply(case_id=play.case.pk, revision=Case.objects.get(pk=play.case.pk).revision, **who)


def _return(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    _decide_reply(theatre, play, on, at, approved=False, remark=step["remark"])


def _approve(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    _decide_reply(theatre, play, on, at, approved=True, remark="同意")


def _decide_reply(theatre: Theatre, play: Play, on: date, at: datetime, *, approved: bool, remark: str) -> None:
    approval = _pending(play, "reply")
    doors.decide_reply(**_read(approval), approved=approved, remark=remark, **_who(theatre, DIRECTOR, on, at))


def _execute(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    liaison, _ = _lead(theatre, play)
    claim = play.case.claims.filter(conclusion="support", executed_on__isnull=True).earliest("seq")
    doors.record_execution(
        **_on_case(play), claim_id=claim.pk, text=step["text"], on=on, **_who(theatre, liaison, on, at)
    )


# --- The petitioner
def _evaluate(theatre: Theatre, play: Play, step: dict, on: date, at: datetime) -> None:
    by = code_holder(play.case.township_id, on)
    for about in ("office", "unit"):
        comment = step.get("comment", "") if about == "unit" else ""
        evaluate(case_id=play.case.pk, about=about, grade=step[about], comment=comment, by=by, at=at)


def _read(approval: Approval) -> dict:
    """The case and the very text that was handed in."""
    text = {"version": approval.document_version, "text_sha256": approval.text_sha256}
    return {"case_id": approval.matter_id} | text


def _pending(play: Play, kind: str) -> Approval:
    return Approval.objects.get(matter_id=play.case.pk, kind=kind, state=Approval.State.PENDING)


VERBS = {
    "register": _register, "accept": _accept, "assign": _assign, "answer": _answer, "transfer": _transfer,
    "propose_refusal": _propose_refusal, "refuse": _refuse, "receive": _receive, "progress": _progress,
    "object": _object, "propose_extension": _propose_extension, "extend": _extend, "reply": _reply, "return": _return,
    "approve": _approve, "deliver": _deliver, "execute": _execute, "conclude": _conclude, "archive": _archive,
    "propose_route": _route_proposal, "route": _route, "evaluate": _evaluate,
}  # fmt: skip
