"""The invented matters of data/demo, played through the actions of the office in the order of their days.

Nothing is written past the actions, so every case of the demonstration has its clocks, papers, notices and journal lines,
and a rule that changes shows here at once. Day numbers count back from the day of loading.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from inspect import signature

from petitions.cases.actions import (
    accusations,
    assignments,
    closing,
    deliveries,
    extensions,
    intake,
    objections,
    progress,
    refusals,
    registration,
    replies,
)
from petitions.cases.models.assignments import Assignment
from petitions.cases.models.cases import Case
from petitions.cases.models.categories import Category
from petitions.cases.queries.categories import category_paths, forget_categories
from petitions.cases.queries.deliveries import undelivered_papers
from petitions.cases.rules.entries import PetitionerData, RegistrationData
from petitions.lookup.actions.evaluations import code_holder, evaluate
from records.acts.demo import act
from records.clocks.models import Clock
from records.papers.models.documents import Document
from township.calendar.queries.days import work_calendar
from township.directory.demo import FOLDER, Settled
from township.directory.models.people import Person, Role
from township.directory.rules.documents import check_sign
from township.directory.troupe import Troupe, moment

AREA = "511099"  # no county has this code
OPENS = time(9, 5)
AS_WRITTEN = ("channel", "purpose", "title", "words", "involved", "caller_number", "mailbox", "source_organ", "leader")
OWN_LIMITS = ("conclude_60", "simple_close")
CLERK, DIRECTOR, CONVENOR = "linxiao", "gaoming", "lijian"
LEAD = "lead"  # the liaison of the lead unit


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
    troupe: Troupe
    plays: dict[str, Play] = field(default_factory=dict)

    def unit(self, key: str) -> int:
        return self.settled.units[key].pk

    def person(self, username: str) -> Person:
        return self.settled.accounts[username].person

    def liaison_of(self, unit_id: int) -> Person | None:
        """The unit's liaison, None where it has none."""
        posts = (post for post in self.troupe.posts if post.role == Role.LIAISON and post.unit_id == unit_id)
        return next((post.person for post in posts), None)


@dataclass
class Scene:
    """One step of a case at its hour: a few minutes apart, and never later than now."""

    theatre: Theatre
    play: Play
    step: dict
    on: date

    @property
    def at(self) -> datetime:
        return min(moment(self.on, OPENS) + timedelta(minutes=7 * self.play.number), self.theatre.now)

    @property
    def case(self) -> Case:
        return Case.objects.select_related("matter").get(pk=self.play.case.pk)

    def task(self) -> Assignment:
        """That of the lead unit."""
        return self.case.assignments.get(part="lead", ended_on__isnull=True)

    def who(self, name: str) -> Person:
        """By user name; LEAD: the liaison of the lead unit, or the clerk where it has none."""
        liaison = self.theatre.liaison_of(self.task().unit_id) if name == LEAD else None
        return liaison or self.theatre.person(CLERK if name == LEAD else name)


Acts = Iterator[tuple[Callable, str | Person, dict]]


def load_cases(settled: Settled, now: datetime) -> int:
    """Play every case of cases.toml up to `now`; returns how many. Call it inside a transaction."""
    forget_categories()
    in_use = set(Category.objects.filter(edition="new").values_list("pk", flat=True))
    paths = {"/".join(path): pk for pk, path in category_paths().items() if pk in in_use}
    theatre = Theatre(settled, now, paths, Troupe.of(settled.township, now.date()))
    plans = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))["case"]
    for number, plan in enumerate(plans):
        theatre.plays[plan["key"]] = Play(plan, number)
    for on, _, _, play, step in sorted(_schedule(theatre), key=lambda entry: entry[:3]):
        _do(Scene(theatre, play, step, on))
    return len(plans)


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


def _do(scene: Scene) -> None:
    """The acts of one step; those that ask for a day get that of the step."""
    for action, who, values in VERBS[scene.step["do"]](scene):
        day = {"on": scene.on} if "on" in signature(action).parameters else {}
        person = scene.who(who) if isinstance(who, str) else who
        act(scene.theatre.troupe, action, scene.play.case, person, scene.on, scene.at.time(), **day | values)


def _register(scene: Scene) -> Acts:
    theatre, play, plan, on = scene.theatre, scene.play, scene.play.plan, scene.on
    today = theatre.now.date()
    data = RegistrationData(
        **{key: plan[key] for key in AS_WRITTEN if key in plan},
        **{key: plan[key].format(year=on.year) for key in ("upper_number", "source_number") if key in plan},
        raised_on=on - timedelta(days=plan.get("raised_ago", plan["ago"]) - plan["ago"]),
        received_on=on,
        claims=tuple(plan["claims"]),
        petitioners=tuple(_petitioner(person, n + 10 * play.number) for n, person in enumerate(plan["people"])),
        visitors=plan.get("visitors", max(1, len(plan["people"]))),
        is_anonymous=plan.get("anonymous", False),
        category_id=theatre.categories[plan["category"]],
        place_unit_id=theatre.unit(plan["place"]),
        letter_on=today - timedelta(days=plan["letter_on"]) if "letter_on" in plan else None,
        source_due_on=today + timedelta(days=plan["source_due"]) if "source_due" in plan else None,
        session_on=on if "leader" in plan else None,
        is_repeat="repeat_of" in plan,
        repeat_of_id=theatre.plays[plan["repeat_of"]].case.pk if "repeat_of" in plan else None,
        named_ids=tuple(theatre.person(name).pk for name in plan.get("named", ())),
    )
    by = theatre.troupe.actor(theatre.person(plan.get("by", CLERK)), on)
    play.case = registration.register_case(data=data, by=by, at=scene.at).case
    return iter(())


def _petitioner(person: dict, number: int) -> PetitionerData:
    """birth: makes an identity number that passes the check digit and belongs to nobody."""
    identity = {}
    if "birth" in person:
        first17 = f"{AREA}{person['birth'].replace('-', '')}{number % 1000:03d}"
        identity = {"id_type": "111", "id_number": first17 + check_sign(first17)}
    values = {key: person[key] for key in ("name", "role", "phone", "address", "gender") if key in person}
    return PetitionerData(**values, **identity)


# --- What a step gives its act besides the words that the file has for it
def _way(scene: Scene) -> dict:
    is_claim = scene.case.case_class == "claim"
    track, scope = scene.step.get("track", "ordinary"), scene.step.get("scope", "")
    return {"path31": 6 if is_claim else None, "track": track, "scope": scope}


def _assignment(scene: Scene) -> dict:
    step, unit = scene.step, scene.theatre.unit
    due_on = scene.on + timedelta(days=step["days"]) if "days" in step else None
    if step.get("limit"):
        due_on = Clock.objects.get(matter_id=scene.case.pk, code__in=OWN_LIMITS, stopped_on__isnull=True).due_on
    assist = [(unit(key), None) for key in step.get("assist", ())]
    return {"lead_unit_id": unit(step["unit"]), "lead_due_on": due_on, "assist": assist}


def _to_unit(scene: Scene) -> dict:
    return {"to_unit_id": scene.theatre.unit(scene.step["unit"])}


def _task(scene: Scene) -> dict:
    return {"assignment_id": scene.task().pk}


def _progress(scene: Scene) -> dict:
    """result: the unit hands its part in, which ends its own limit."""
    return _task(scene) | {"is_result": scene.step.get("result", False)}


def _reply(scene: Scene) -> dict:
    claims = scene.case.claims.order_by("seq").values_list("pk", flat=True)
    findings = [{"claim_id": pk, **finding} for pk, finding in zip(claims, scene.step["findings"], strict=True)]
    return {"revision": scene.case.revision, "findings": findings}


def _delivery(scene: Scene) -> dict:
    kinds = ("reply", "suggestion_reply")
    papers = Document.objects.filter(matter_id=scene.case.pk, kind__in=kinds, state=Document.State.ISSUED)
    return _handed(
        scene, papers.latest("pk"), **{key: scene.step[key] for key in ("manner", "place") if key in scene.step}
    )


def _handed(scene: Scene, paper: Document, manner: str = "in_person", place: str = "群众来访接待室") -> dict:
    receiver = scene.play.plan["people"][0]["name"] if manner == "in_person" else ""
    given = {"manner": manner, "place": place, "delivered_on": scene.on, "receiver": receiver}
    return {"document_id": paper.pk} | given


def _claim(scene: Scene) -> dict:
    return {"claim_id": scene.case.claims.filter(conclusion="support", executed_on__isnull=True).earliest("seq").pk}


# --- The steps that are no single act
def _fetched(scene: Scene) -> Acts:
    """What the petitioner still waits for is fetched at the counter, at the latest before the case is closed or filed."""
    for paper in undelivered_papers(scene.case):
        yield deliveries.deliver, CLERK, _handed(scene, paper)


def _receive(scene: Scene) -> Acts:
    """Every unit that has a liaison of its own signs for its task."""
    for row in scene.case.assignments.filter(ended_on__isnull=True, received_at__isnull=True).order_by("pk"):
        if liaison := scene.theatre.liaison_of(row.unit_id):
            yield progress.receive, liaison, {"assignment_id": row.pk}


def _evaluate(scene: Scene) -> Acts:
    by = code_holder(scene.case.township_id, scene.on)
    for about in ("office", "unit"):
        comment = scene.step.get("comment", "") if about == "unit" else ""
        evaluate(case_id=scene.case.pk, about=about, grade=scene.step[about], comment=comment, by=by, at=scene.at)
    return iter(())


def _one(action: Callable, who: str, *words: str, more: Callable[[Scene], dict] | None = None, **fixed):
    """A step that is one act. words: what the file says, by the names of the action."""

    def acts(scene: Scene) -> Acts:
        yield action, who, {name: scene.step[name] for name in words} | (more(scene) if more else {}) | fixed

    return acts


def _in_turn(*steps: Callable[[Scene], Acts]):
    return lambda scene: (one for step in steps for one in step(scene))


_EXTENSION = _one(extensions.propose_extension, LEAD, "days", "reason")
VERBS = {
    "register": _register,
    "accept": _one(intake.accept, CLERK, more=_way),
    "assign": _one(assignments.assign, CLERK, "requirement", more=_assignment),
    "answer": _one(intake.answer_directly, CLERK, "text", "manner"),
    "transfer": _one(intake.transfer, CLERK, "reason", more=_to_unit),
    "propose_refusal": _one(refusals.propose_refusal, CLERK, "ground", "reason", "where_to_go"),
    "refuse": _one(refusals.REFUSAL.decide, DIRECTOR, approved=True, remark="同意"),
    "receive": _receive,
    "progress": _one(progress.report_progress, LEAD, "text", more=_progress),
    "object": _one(objections.object_assignment, LEAD, "reason", "basis", "suggested", more=_task),
    "propose_extension": _EXTENSION,
    "extend": _in_turn(_EXTENSION, _one(extensions.EXTENSION.decide, DIRECTOR, approved=True, remark="同意")),
    "reply": _in_turn(_one(replies.draft_reply, LEAD, "conclusion", more=_reply), _one(replies.submit_reply, LEAD)),
    "return": _one(replies.REPLY.decide, DIRECTOR, "remark", approved=False),
    "approve": _one(replies.REPLY.decide, DIRECTOR, approved=True, remark="同意"),
    "fetch": _fetched,
    "deliver": _one(deliveries.deliver, CLERK, more=_delivery),
    "execute": _one(closing.record_execution, LEAD, "text", more=_claim),
    "conclude": _in_turn(_fetched, _one(closing.conclude, CLERK)),
    "archive": _in_turn(_fetched, _one(closing.archive, CLERK)),
    "propose_route": _one(accusations.propose_route, CLERK, "reason", more=_to_unit),
    "route": _one(accusations.ROUTE.decide, CONVENOR, approved=True, remark="同意移送"),
    "evaluate": _evaluate,
}
