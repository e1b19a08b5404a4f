"""Sponsored cases in somebody's sight, their steps, what is owed on them, and long-pending cases that nobody sponsors yet."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from petitions.cases.models.cases import Case
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.rules.cases import CLOSED_STATES, OPEN_STATES
from petitions.cases.rules.sponsors import YEAR
from petitions.permissions import LIFT_SPONSORSHIP, VIEW_SPONSORSHIP, WORK_SPONSOR_STEP, WRITE_SPONSORSHIP
from petitions.sponsorship.models import Sponsorship, SponsorStep
from petitions.sponsorship.rules import AGREEING, DRAFTING, DUTIES, OPEN, UNDERWAY, SponsorFacts, StepWork, sponsor_owed
from records.matters.models.access import Handler
from records.matters.models.events import Event
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit
from township.directory.queries.recipients import holders_of
from township.directory.queries.units import member_units
from township.directory.rules.posts import LEADERSHIP
from township.permissions import Reach
from township.sight import row_in_sight

RIGHTS = (WRITE_SPONSORSHIP, WORK_SPONSOR_STEP, LIFT_SPONSORSHIP)
TEAM_ROLES = {*LEADERSHIP, Role.DIRECTOR, Role.CLERK, Role.LIAISON}


def sponsorships_visible_to(actor: Actor) -> QuerySet[Sponsorship]:
    """What the actor may see: the office everything, leaders and units where they have a part. Who is shut out of the case is
    shut out of it (resting_on); a case that turned out to be an accusation takes it out of everybody's sight."""
    rows = visible_to(actor, Sponsorship.objects.all(), VIEW_SPONSORSHIP)
    return rows.exclude(case__case_class="accusation")


def resting_on(matter_ids: Collection[int]) -> Iterable[int]:
    """Sponsorships of these cases."""
    return Sponsorship.objects.filter(case_id__in=matter_ids).values_list("pk", flat=True)


def waiting_for(matter_id: int) -> QuerySet[Sponsorship]:
    """Whose end waits for the end of this case."""
    rows = Sponsorship.objects.filter(case_id=matter_id, state=UNDERWAY)
    return rows.select_related("matter", "case__matter").order_by("pk")


def rests_on(matter_ids: Collection[int]) -> Iterable[int]:
    """The cases of these sponsorships."""
    return Sponsorship.objects.filter(pk__in=matter_ids).values_list("case_id", flat=True)


def is_open_to(actor: Actor, row: Sponsorship) -> bool:
    """Whether the case is still an ordinary one."""
    return not row.case.is_accusation


@dataclass(frozen=True)
class SponsorFilter:
    """What narrows the three lists. state: one of the states or "open"; unit: with a step in the plan."""

    state: str = ""
    unit: int | None = None


def sponsorship_list(actor: Actor, wanted: SponsorFilter, today: date) -> QuerySet[Sponsorship]:
    """One row for each sponsored case, the newest first: 问题清单 and 责任清单."""
    rows = sponsorships_visible_to(actor)
    if wanted.unit:
        rows = rows.filter(Exists(SponsorStep.objects.filter(sponsorship_id=OuterRef("pk"), unit_id=wanted.unit)))
    rows = _in_state(rows, "state", wanted.state).select_related("matter", "case__category", "case__unit", "sponsor")
    return rows.prefetch_related("case__claims", "steps__unit", "matter__handlers__person").order_by("-pk")


def step_list(actor: Actor, wanted: SponsorFilter, today: date) -> QuerySet[SponsorStep]:
    """One row for each step, by its day: 任务清单."""
    rows = SponsorStep.objects.filter(sponsorship__in=sponsorships_visible_to(actor))
    rows = _in_state(rows, "sponsorship__state", wanted.state)
    rows = rows.filter(unit_id=wanted.unit) if wanted.unit else rows
    return rows.select_related("unit", "sponsorship__matter", "sponsorship__case", "sponsorship__sponsor").order_by(
        "due_on", "pk"
    )


def _in_state(rows: QuerySet, column: str, state: str) -> QuerySet:
    if state == "open":
        return rows.filter(**{f"{column}__in": OPEN})
    return rows.filter(**{column: state}) if state else rows


def get_sponsorship(actor: Actor, sponsorship_id: int) -> Sponsorship:
    """One with what its page shows; OutOfScope when it is not in sight."""
    rows = sponsorships_visible_to(actor).select_related(
        "matter", "township", "case__matter", "case__category", "case__unit", "sponsor"
    )
    return row_in_sight(rows, "没有找到这个包案。", pk=sponsorship_id)


def steps_of(row: Sponsorship) -> list[SponsorStep]:
    """Its steps by day with the files that show them done (two queries)."""
    return list(row.steps.select_related("unit", "done_by").prefetch_related("files"))


def team_of(row: Sponsorship) -> list[Person]:
    """The team, the leader first (one query)."""
    rows = Handler.objects.filter(matter_id=row.pk, part=Handler.Part.TEAM).select_related("person").order_by("pk")
    return sorted((one.person for one in rows), key=lambda person: person.pk != row.sponsor_id)


def duties_of(row: Sponsorship) -> list[dict]:
    """The five duties with what was done (one query)."""
    done = {one.duty: one for one in row.duties.select_related("event", "by")}
    return [
        {"key": key, "label": label, "means": means, "done": done.get(key)} for key, (label, means) in DUTIES.items()
    ]


def open_on_case(case: Case) -> Sponsorship | None:
    """The sponsorship of a case that is not over."""
    return Sponsorship.objects.filter(case=case, state__in=OPEN).select_related("matter", "sponsor").first()


def events_of_case(actor: Actor, row: Sponsorship) -> list[Event]:
    """What happened in the case, newest first, as far as the actor may see the case: the evidence of a duty."""
    if not cases_visible_to(actor).filter(pk=row.case_id).exists():
        return []
    return list(Event.objects.filter(matter_id=row.case_id).order_by("-on", "-pk")[:60])


def sponsor_facts(actor: Actor, row: Sponsorship) -> SponsorFacts:
    """What the doors of a sponsorship look at (at most two queries)."""
    may = rights_on(actor, row.matter, RIGHTS)
    steps = list(row.steps.all())
    undone = [step for step in steps if not step.done_on]
    parts: dict[str, frozenset[int]] = {}
    if WRITE_SPONSORSHIP.code in may:
        parts["drop_step"] = _ids(undone if row.state == DRAFTING else ())
        parts["tick"] = frozenset(DUTIES if row.state in OPEN else ())
    if WORK_SPONSOR_STEP.code in may:
        own = [step for step in undone if _is_own(actor, step)]
        parts["agree"] = parts["object"] = _ids(
            step for step in own if row.state == AGREEING and step.agreed_on is None
        )
        parts["report"] = parts["finish"] = _ids(own if row.state == UNDERWAY else ())
    return SponsorFacts(
        state=row.state,
        may=may,
        has_plan=row.due_on is not None,
        steps=len(steps),
        is_settled=row.case.state in CLOSED_STATES,
        parts=parts,
    )


def _is_own(actor: Actor, step: SponsorStep) -> bool:
    return actor.reach(WORK_SPONSOR_STEP) == Reach.TOWNSHIP or step.unit_id in actor.unit_ids


def _ids(steps: Iterable[SponsorStep]) -> frozenset[int]:
    return frozenset(step.pk for step in steps)


def sponsorship_work(row: Sponsorship) -> Iterator[Owed]:
    """What is owed on it now (one query)."""
    steps = row.steps.select_related("unit") if row.state in (AGREEING, UNDERWAY) else ()
    return sponsor_owed(
        row.state,
        row.sponsor_id,
        since=row.since,
        has_plan=row.due_on is not None,
        due_on=row.due_on,
        settled_on=row.case.matter.closed_on,
        steps=[
            StepWork(
                step.pk,
                None if step.unit.is_office else step.unit_id,
                step.due_on,
                step.agreed_on is not None,
                step.done_on is not None,
            )
            for step in steps
        ],
    )


def step_units(township_id: int) -> QuerySet[Unit]:
    """Who may carry out a step: member units, villages and communities, the office among them."""
    return member_units(township_id)


def team_people(township_id: int, on: date) -> QuerySet[Person]:
    """Who may stand in a team: leaders, the office, liaisons of units."""
    return holders_of(TEAM_ROLES, township_id, on)


def unsponsored(actor: Actor, today: date) -> int:
    """Long-pending cases in sight that nobody sponsors yet (one query)."""
    rows = cases_visible_to(actor).filter(state__in=OPEN_STATES).exclude(case_class="accusation")
    rows = rows.filter(Q(is_backlog=True) | Q(registered_on__lt=today - timedelta(days=YEAR)))
    named = Handler.objects.filter(matter_id=OuterRef("pk"), part=Handler.Part.SPONSOR)
    return rows.exclude(Exists(named)).count()


def on_case(actor: Actor, case: Case, today: date) -> dict | None:
    """The panel of the case's page: the sponsorship in sight that is the latest, with its next step (at most two queries)."""
    if not actor.may(VIEW_SPONSORSHIP) or case.is_accusation:
        return None
    row = sponsorships_visible_to(actor).filter(case=case).select_related("sponsor").order_by("-pk").first()
    if row is None:
        return None
    step = row.steps.filter(done_on__isnull=True).select_related("unit").first() if row.state == UNDERWAY else None
    return {"row": row, "step": step, "is_late": step is not None and step.due_on < today}
