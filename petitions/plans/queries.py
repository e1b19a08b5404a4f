"""Plans in somebody's sight: the list, one plan with its matters, what may be picked, contacts of units, the paper's facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Min, Q, QuerySet

from petitions.office.papers import OfficePaper, PaperTable
from petitions.permissions import VIEW_PLAN
from petitions.plans.models import Plan, PlanItem
from petitions.plans.rules import APPROVED, FESTIVALS, PAPER_KIND, STATE_LABELS, Festival, PlanWork, plan_owed
from records.duties.on_duty import OnDuty, on_duty
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.scope import in_sight, matters_visible_to, visible_to
from records.papers.queries.flows import last_return
from records.papers.rules.chinese import chinese_numeral
from records.work.rules import Owed
from township.actors import Actor
from township.calendar.models import WorkCalendarDay
from township.dates import date_range, full_date, short_date_with_weekday
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.recipients import holders_of
from township.directory.queries.units import member_units
from township.directory.rules.posts import LEADERSHIP
from township.frame.slips import Rows, Slips, day_of, slip
from township.sight import row_in_sight

NOT_PICKED = ("plan", "analysis", "urgent")
OFFERED = 40
AHEAD_SHOWN = 3
NO_LIAISON = "未指定联络员"
ROSTER_NOTE = "以后公布和调整的，以公布的值班表为准。"


@dataclass(frozen=True)
class Contact:
    """A unit with its liaison and telephones, as the plan prints it; person: "" where it has no liaison."""

    unit: str
    person: str
    phone: str


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """The plans the actor may read, the latest period first."""
    return visible_to(actor, Plan.objects.all(), VIEW_PLAN)


def plan_list(actor: Actor) -> QuerySet[Plan]:
    """With the number of matters the reader may see and of those settled; an auditor sees the dates only (plan_dates)."""
    rows = plans_visible_to(actor).select_related("matter", "approved_by")
    seen = in_sight(actor, "items__target_id")
    return rows.annotate(
        matters=Count("items", filter=seen),
        settled=Count("items", filter=Q(seen) & Q(items__target__closed_on__isnull=False)),
    ).order_by("-first", "-pk")


def plan_dates(actor: Actor) -> QuerySet[Plan]:
    """Name, dates and state of every plan of the township: what an auditor reads."""
    rows = Plan.objects.filter(township_id=actor.township_id).only("name", "first", "last", "state")
    return rows.order_by("-first", "-pk")


def get_plan(actor: Actor, plan_id: int) -> Plan:
    """One plan; OutOfScope when it is not in sight."""
    rows = plans_visible_to(actor).select_related("matter", "township", "document", "drafted_by", "approved_by")
    return row_in_sight(rows, "没有找到这个预案。", pk=plan_id)


def all_items(plan: Plan) -> list[PlanItem]:
    """Every matter of the plan: for the paper itself, never for a page."""
    return list(plan.items.select_related("target", "unit", "leader"))


def items_of(actor: Actor, plan: Plan) -> QuerySet[PlanItem]:
    """The matters of the plan that the reader may see, by day; the others are as if they were not there."""
    rows = PlanItem.objects.filter(plan=plan).select_related("target", "unit", "leader", "progress_by")
    return rows if actor.is_system else rows.filter(in_sight(actor, "target_id"))


def pickable(actor: Actor, plan: Plan) -> QuerySet[Matter]:
    """Open matters in sight that are not in the plan yet, late ones first. Restricted matters are never offered."""
    rows = matters_visible_to(actor).filter(closed_on__isnull=True, secrecy=Secrecy.ORDINARY)
    # A matter of another app is something to settle when a unit owes it by a day; sessions and topics are not.
    rows = rows.filter(Q(kind="case") | Q(holder_unit__isnull=False, next_due_on__isnull=False))
    rows = rows.exclude(kind__in=NOT_PICKED).exclude(pk__in=plan.items.values("target_id"))
    return rows.select_related("holder_unit").order_by(F("next_due_on").asc(nulls_last=True), "pk")


def answering_unit(unit: Unit | None) -> Unit | None:
    """Who reports on a matter that this unit holds: the unit itself; for a grid, which reports disputes and nothing else, its village."""
    return unit.parent if unit is not None and unit.kind == UnitKind.GRID else unit


def leaders_of_steps(township_id: int, on: date) -> QuerySet[Person]:
    """Who may lead a step: convenors, members of the leadership, the director."""
    return holders_of({*LEADERSHIP, Role.DIRECTOR}, township_id, on)


def contacts(township_id: int, on: date) -> list[Contact]:
    """Every unit with its liaison on that day, those without one too; from the posts, so nobody keeps a second list (two
    queries)."""
    posts = posts_in_effect(on, township_id=township_id, role=Role.LIAISON).select_related("person", "unit")
    rows = posts.exclude(unit__kind=UnitKind.OUTSIDE).order_by("unit__order", "unit_id", "order", "pk")
    known: dict[int, list[Contact]] = {}
    for post in rows:
        phone = post.person.phone or post.unit.phone
        known.setdefault(post.unit_id, []).append(Contact(post.unit.label, post.person.name, phone))
    units = [unit for unit in member_units(township_id) if not unit.is_office and unit.pk not in known]
    missing = [Contact(unit.label, "", unit.phone) for unit in units]
    return [contact for of_unit in known.values() for contact in of_unit] + missing


def turns_of(plan: Plan) -> list[OnDuty]:
    """The published turns of the days on which the plan asks for duty."""
    return on_duty(plan.township_id, plan.duty_from or plan.first, plan.duty_to or plan.last)


def report_words(plan: Plan) -> str:
    """The report schedule in words."""
    return (
        f"实行每日零报告，每日{plan.daily_hour}时前报联席办"
        if plan.daily_hour is not None
        else "不实行每日零报告，有情况随时报告"
    )


def duty_words(plan: Plan) -> str:
    """The days the duty roster must cover, in words; the roster itself is kept with the receptions."""
    return (
        f"{date_range(plan.duty_from, plan.duty_to)}按值班表值守"
        if plan.duty_from and plan.duty_to
        else "按日常值班表值守"
    )


def sees_whole(actor: Actor, plan: Plan) -> bool:
    """Whether the reader may see every matter of the plan; else they get a reading copy of those they may see."""
    return items_of(actor, plan).count() == plan.items.count()


def plan_text(plan: Plan, items: list[PlanItem]) -> str:
    """The text of the plan, made from its entries, so that what is approved is what was entered."""
    lines = [
        f"为做好{plan.name.removesuffix('期间')}期间（{date_range(plan.first, plan.last)}）信访工作，根据{plan.source}，制定本预案。",
        "一、时期前化解的事项",
        f"共{len(items)}件，逐件明确下一步、牵头领导和完成时限，依法按程序办理，答复、送达、落实到位。",
    ]
    lines += [
        f"（{chinese_numeral(at)}）{item.target.number}“{item.target.title}”{_unit(item)}。{item.next_step.rstrip('。')}。牵头领导{item.leader.name}，{full_date(item.due_on)}前完成。"
        for at, item in enumerate(items, start=1)
    ]
    lines += ["二、值班和报告", f"{duty_words(plan)}；{report_words(plan)}。重大、紧急情况按紧急信息程序立即报告。"]
    if plan.requirement:
        lines += ["三、工作要求", plan.requirement]
    return "\n".join(lines)


def plan_paper(plan: Plan, on: date, note: str = "") -> OfficePaper:
    """Head of the plan as it prints, the roster as far as it is published, and the contacts of the units on the day `on`. The
    matters stand in its text."""
    people = tuple((row.unit, row.person or NO_LIAISON, row.phone or "—") for row in contacts(plan.township_id, on))
    turns = tuple((short_date_with_weekday(one.day), one.a, one.b, one.hours, one.place) for one in turns_of(plan))
    roster = (PaperTable("值班表", ("日期", "A角", "B角", "时间", "地点"), turns, ROSTER_NOTE),) if turns else ()
    return OfficePaper(
        mark=f"{plan.township.short_name}信访工作预案",
        office=plan.township.office_name,
        title=f"{plan.name}信访工作预案",
        to=(f"{plan.township.short_name}党委、政府",),
        copies=("各成员单位、村（社区）",),
        tables=(*roster, PaperTable("单位联络表", ("单位", "联络员", "电话"), people)),
        note=note,
    )


def _unit(item: PlanItem) -> str:
    return f"（{item.unit.label}）" if item.unit else ""


def plan_owed_now(plan: Plan) -> Iterator[Owed]:
    """What is owed on a plan besides the decision about it (at most one query)."""
    waiting = plan.items.filter(progress_at__isnull=True).select_related("unit") if plan.state == APPROVED else ()
    work = PlanWork(
        state=plan.state,
        first=plan.first,
        drafter=plan.drafted_by_id,
        is_returned=plan.document_id is not None and last_return(plan.document, PAPER_KIND) is not None,
        items=tuple((item.pk, None if _is_office(item) else item.unit_id, item.due_on) for item in waiting),
    )
    return plan_owed(work)


def _is_office(item: PlanItem) -> bool:
    return item.unit is not None and item.unit.is_office


def _asked_ahead(actor: Actor, today: date) -> list[QuerySet]:
    if not actor.may(VIEW_PLAN):
        return []
    rows = plan_list(actor).filter(last__gte=today).select_related(None)
    plain = ("pk", "name", "state", "first", "last", "matters", "settled")
    return [slip("plan_ahead", rows, **{name: F(name) for name in plain})]


def _read_ahead(actor: Actor, today: date, rows: Rows) -> dict:
    found = sorted(rows.get("plan_ahead", ()), key=lambda row: (row["first"], row["pk"]))[:AHEAD_SHOWN]
    days = ({"first": day_of(row["first"]), "last": day_of(row["last"])} for row in found)
    return {"plans": [row | both | {"word": STATE_LABELS[row["state"]]} for row, both in zip(found, days, strict=True)]}


PLANS_AHEAD = Slips(_asked_ahead, _read_ahead)  # beside the desk: plans in force or coming, with what is open in them


def festival_days(township_id: int, festival: Festival, year: int) -> tuple[date, date]:
    """First and last day off of the holiday in that year by the calendar; where the year is not announced yet, the day that
    the calendar of the almanac or a careful guess gives."""
    rows = WorkCalendarDay.objects.filter(
        Q(township__isnull=True) | Q(township_id=township_id),
        kind=WorkCalendarDay.Kind.OFF,
        name__startswith=festival.name,
        date__year=year,
    )
    found = rows.aggregate(first=Min("date"), last=Max("date"))
    day = date(year, festival.month, festival.day)
    return found["first"] or day, found["last"] or day


def start_of(township_id: int, clause: str, year: str) -> dict:
    """What the form of a new plan starts with, from the duty that led there; empty for anything else."""
    festival = next((one for one in FESTIVALS if one.clause == clause), None)
    if festival is None or not (year.isascii() and year.isdigit() and len(year) == 4 and "2000" <= year <= "2100"):
        return {}
    first, last = festival_days(township_id, festival, int(year))
    return {"name": f"{year}年{festival.name}", "first": first, "last": last}
