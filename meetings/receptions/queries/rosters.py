"""Rosters: the facts from which a week is built, the week as it stands, who is on duty now, whose turn is next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from meetings.permissions import PLAN_ROSTER, PUBLISH_ROSTER, TAKE_LEAVE, VIEW_ROSTER
from meetings.receptions.models.roster_changes import EmergencyPeriod, Leave, Swap
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.rules.roster_checks import Problem, SlotFacts, problems_of
from meetings.receptions.rules.roster_states import SWAP_OPEN
from meetings.receptions.rules.rosters import Kept, LeaderFacts, WeekFacts
from records.duties.rules.duties import period_of
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.directory.models.people import Person, Post
from township.directory.rules.posts import LEADERSHIP
from township.frame.slips import gather, slip
from township.sight import row_in_sight
from township.together import together

ONE_DAY = timedelta(days=1)
PEOPLE = ("a", "b", "signed_in_by")
READ_WITH = ("matter", "township", "proposed_by", "published_by", "document__supersedes")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_key(day: date) -> str:
    """Key of the week of a day, as in addresses: 2026-W48."""
    return period_of("weekly", day).key


def monday_of_key(key: str) -> date:
    """The Monday that a key names; OutOfScope for what is no week between 2020 and 2099."""
    try:
        year, week = key.split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
    except (ValueError, OverflowError):
        raise OutOfScope("没有这一周。") from None
    if not 2020 <= monday.year <= 2099 or week_key(monday) != key:
        raise OutOfScope("没有这一周。")
    return monday


def days_of(monday: date) -> list[date]:
    return [monday + n * ONE_DAY for n in range(7)]


def emergency_periods(township_id: int, first: date, last: date) -> list[EmergencyPeriod]:
    """Emergency periods that hold for some day from first to last."""
    return list(emergency_rows(township_id, first, last))


def emergency_rows(township_id: int, first: date, last: date) -> QuerySet[EmergencyPeriod]:
    """The question for them."""
    rows = EmergencyPeriod.objects.filter(township_id=township_id, is_cancelled=False)
    return rows.filter(first__lte=last, last__gte=first).select_related("opened_by").order_by("first")


def next_emergency_day(township_id: int, day: date) -> date | None:
    """The first day from `day` on which a leader has to receive whatever day of the week it is; None = none in sight.

    A period that was noted late is owed from the day it was noted: nobody is late before they could know.
    """
    rows = EmergencyPeriod.objects.filter(township_id=township_id, is_cancelled=False, last__gte=day)
    days = (max(row.first, timezone.localtime(row.opened_at).date(), day) for row in rows)
    return min(days, default=None)


def next_reception_day(township_id: int, day: date) -> date:
    """The first day from `day` on which a leader receives: a working day or one of an emergency period. A week without
    any (the long holidays) owes neither a roster nor a reception, as the roster itself says."""
    calendar = work_calendar(township_id)
    working = day
    while not calendar.is_working_day(working):
        working += ONE_DAY
    emergency = next_emergency_day(township_id, day)
    return min(working, emergency) if emergency else working


def duty_days(
    township_id: int,
    monday: date,
    periods: Iterable[EmergencyPeriod] | None = None,
    calendar: WorkCalendar | None = None,
) -> tuple[date, ...]:
    """Working days of the week, and every day of an emergency period. periods, calendar: where they are at hand."""
    calendar = calendar or work_calendar(township_id)
    periods = emergency_periods(township_id, monday, monday + 6 * ONE_DAY) if periods is None else periods
    return tuple(
        day
        for day in days_of(monday)
        if calendar.is_working_day(day) or any(one.first <= day <= one.last for one in periods)
    )


def leader_posts(township_id: int, first: date, last: date) -> list[Post]:
    """Posts of the leadership that are in effect on some day of the span, by rank."""
    return list(leader_rows(township_id, first, last))


def leader_rows(township_id: int, first: date, last: date) -> QuerySet[Post]:
    """The question for them."""
    rows = Post.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first),
        township_id=township_id,
        role__in=LEADERSHIP,
        starts_on__lte=last,
        confirmed_at__isnull=False,
        person__is_active=True,
    )
    return rows.select_related("person").order_by("order", "pk")


def leaders_on(township_id: int, day: date) -> QuerySet[Person]:
    """Members of the leadership on a day: who may stand on a roster."""
    ids = [post.person_id for post in leader_posts(township_id, day, day)]
    return Person.objects.filter(pk__in=ids).order_by("pk")


def week_parts(township_id: int, monday: date) -> dict[str, QuerySet]:
    """What the facts of a week are read from (township.together)."""
    sunday = monday + 6 * ONE_DAY
    leaves = Leave.objects.filter(township_id=township_id, withdrawn_at__isnull=True)
    return {
        "posts": leader_rows(township_id, monday, sunday),
        "leaves": leaves.filter(first__lte=sunday, last__gte=monday),
        "periods": emergency_rows(township_id, monday, sunday),
    }


def week_facts(
    township_id: int,
    monday: date,
    slots: list[DutySlot] = (),
    found: Mapping[str, list] | None = None,
    calendar: WorkCalendar | None = None,
) -> WeekFacts:
    """What the rule needs about one week; `slots` are kept (three queries). found, calendar: where the page has read them."""
    found = found or together(week_parts(township_id, monday))
    posts, leaves = found["posts"], found["leaves"]
    turns_a, turns_b = _turns(township_id, monday)
    away: dict[int, set[date]] = {}
    for leave in leaves:
        away.setdefault(leave.person_id, set()).update(d for d in days_of(monday) if leave.first <= d <= leave.last)
    people = {post.person_id: post.person for post in posts}
    for person_id in people:
        own = [post for post in posts if post.person_id == person_id]
        outside = {
            day
            for day in days_of(monday)
            if not any(p.starts_on <= day and (p.ends_on is None or day <= p.ends_on) for p in own)
        }
        away.setdefault(person_id, set()).update(outside)
    leaders = tuple(
        LeaderFacts(pk, person.name, turns_a[pk], turns_b[pk], frozenset(away[pk])) for pk, person in people.items()
    )
    kept = tuple(Kept(slot.pk, slot.day, slot.a_id, slot.b_id) for slot in slots)
    days = duty_days(township_id, monday, found["periods"], calendar)
    return WeekFacts(days, leaders, kept, monday.isocalendar().week)


def _turns(township_id: int, monday: date) -> tuple[Counter, Counter]:
    """How often each person stood as A and as B in the quarter before this week."""
    first = period_of("quarterly", monday).first
    rows = DutySlot.objects.filter(roster__township_id=township_id, day__gte=first, day__lt=monday)
    names = ("a_id", "b_id")
    counts = gather(slip(name, rows, name, who=F(name), n=Count("pk")) for name in names)
    turns_a, turns_b = (Counter({row["who"]: row["n"] for row in counts.get(name, ()) if row["who"]}) for name in names)
    return turns_a, turns_b


def rosters_visible_to(actor: Actor) -> QuerySet[Roster]:
    """Every roster for those who make, decide or stand on them; others see what was put up in public."""
    rows = visible_to(actor, Roster.objects.all(), VIEW_ROSTER)
    return rows if _reads_all(actor) else rows.filter(published_on__isnull=False)


def rosters_open_to(actor: Actor) -> QuerySet[Roster] | None:
    """Of the rosters in reach those that open to the actor; None = all of them."""
    return None if _reads_all(actor) else Roster.objects.filter(published_on__isnull=False)


def _reads_all(actor: Actor) -> bool:
    return any(actor.may(one) for one in (PLAN_ROSTER, PUBLISH_ROSTER, TAKE_LEAVE))


def roster_of(actor: Actor, monday: date) -> Roster | None:
    """The roster of a week in sight, or None."""
    rows = rosters_visible_to(actor).select_related(*READ_WITH)
    return rows.filter(monday=monday).first()


def get_roster(actor: Actor, roster_id: int) -> Roster:
    return row_in_sight(rosters_visible_to(actor).select_related(*READ_WITH), "没有找到这张值班表。", pk=roster_id)


def get_slot(actor: Actor, slot_id: int) -> DutySlot:
    """A slot of a roster in sight, or OutOfScope."""
    rows = DutySlot.objects.select_related("roster__matter", "roster__township", *PEOPLE)
    row = rows.filter(pk=slot_id, roster_id__in=rosters_visible_to(actor).values("pk")).first()
    if row is None:
        raise OutOfScope("没有找到这个班次。")
    return row


def slots_of(roster: Roster) -> list[DutySlot]:
    """The slots in order, with their people (one query)."""
    return list(slot_rows(roster))


def slot_rows(roster: Roster) -> QuerySet[DutySlot]:
    """The question for them."""
    return roster.slots.select_related(*PEOPLE).order_by("day", "seq")


def problems(
    roster: Roster, facts: WeekFacts, slots: list[DutySlot], today: date, swaps: list[Swap] | None = None
) -> list[Problem]:
    """What has to be settled before (or while) the week runs. swaps: of the week, read when not given (one query)."""
    swaps = Swap.objects.filter(slot__roster=roster, state__in=SWAP_OPEN) if swaps is None else swaps
    waiting = {swap.slot_id for swap in swaps if swap.state in SWAP_OPEN}
    rows = [
        SlotFacts(s.pk, s.day, s.a_id, s.b_id, s.is_pinned, s.signed_in_at is not None, s.pk in waiting) for s in slots
    ]
    return problems_of(facts.days, facts.leaders, rows, today=today)


def slots_between(township_id: int, first: date, last: date) -> QuerySet[DutySlot]:
    """Slots of published rosters from day to day."""
    rows = DutySlot.objects.filter(roster__township_id=township_id, roster__published_on__isnull=False)
    return rows.filter(day__gte=first, day__lte=last).select_related("roster__matter", *PEOPLE).order_by("day", "seq")


def portfolios(township_id: int, day: date) -> dict[int, str]:
    """Person id → 分管工作 as the public notice prints it."""
    found: dict[int, str] = {}
    for post in leader_posts(township_id, day, day):
        found[post.person_id] = found.get(post.person_id) or post.portfolio
    return found


def leaves_of(township_id: int, today: date) -> list[Leave]:
    """Leave that is not over, and what ended in the last 30 days."""
    rows = Leave.objects.filter(township_id=township_id, withdrawn_at__isnull=True, last__gte=today - 30 * ONE_DAY)
    return list(rows.select_related("person", "recorded_by"))


@dataclass(frozen=True)
class SwapFilter:
    """What the list of swaps is narrowed to. leader: who gives or takes."""

    leader: int | None = None
    state: str = ""


def swaps(actor: Actor, wanted: SwapFilter, today: date) -> QuerySet[Swap]:
    """Swaps of the township, the latest first."""
    rows = Swap.objects.filter(township_id=actor.township_id)
    if wanted.leader:
        rows = rows.filter(Q(giver_id=wanted.leader) | Q(taker_id=wanted.leader))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    related = ("slot__roster", "back", "giver", "taker", "asked_by", "answered_by", "decided_by")
    return rows.select_related(*related).order_by("-pk")


def public_rosters(township_id: int, today: date) -> list[Roster]:
    """This week and later, as far as they were put up."""
    rows = Roster.objects.filter(township_id=township_id, published_on__isnull=False, monday__gte=monday_of(today))
    return list(rows.select_related("document").order_by("monday")[:3])
