"""Invented rosters and receptions of the demonstration, played through the actions: last week kept, this week running,
next week on the director's desk, two liaison points."""

from datetime import date, timedelta

from meetings.receptions.actions import emergency, leaves, liaison_points, receptions, rosters, sign_in, swaps, visitors
from meetings.receptions.actions.publishing import FLOW, submit_roster
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.queries.rosters import duty_days, leaders_on, monday_of
from meetings.receptions.rules.roster_states import PUBLISHED
from records.acts.demo import act, play
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.troupe import Troupe

WEEK = timedelta(days=7)
VISITS = (
    visitors.VisitorData("通往三组的机耕路雨天积水，请求修整排水沟。", "孙桂香", "19900001111", 3),
    visitors.VisitorData("咨询残疾人两项补贴的申请材料。", "李福才", "", 1),
)


def load(township: Township, today: date) -> int:
    """Play three weeks around `today`; returns how many rosters there are. Call it inside a transaction."""
    troupe = Troupe.of(township, today)
    if leaders_on(township.pk, today).count() < 2:
        return 0
    monday = monday_of(today)
    for start in (monday - WEEK, monday):
        _published(troupe, start)
    _kept(troupe, monday - WEEK)
    passed = DutySlot.objects.filter(roster__monday=monday, roster__township=township, day__lt=today)
    _signed_in(troupe, passed)
    _nobody_came(troupe, list(passed.filter(a__isnull=False).order_by("day", "seq"))[:-1])
    if duty_days(township.pk, monday + WEEK):
        roster = troupe.do(rosters.arrange_week, troupe.clerk(), today, 9, monday=monday + WEEK)
        act(troupe, submit_roster, roster, Role.CLERK, today, 9)
    _points(troupe)
    _changes(troupe, monday)
    return Roster.objects.filter(township=township).count()


def _published(troupe: Troupe, monday: date) -> None:
    """Arranged on the Thursday before, published on the Friday; a week without duty days has no roster."""
    if not duty_days(troupe.township.pk, monday):
        return
    thursday = monday - timedelta(days=4)
    roster = troupe.do(rosters.arrange_week, troupe.clerk(), thursday, 9, monday=monday)
    scenes = [
        (thursday, 10, Role.CLERK, submit_roster, {}),
        (thursday + timedelta(days=1), 9, Role.DIRECTOR, FLOW.decide, {"approved": True}),
    ]
    play(troupe, roster, scenes)


def _kept(troupe: Troupe, monday: date) -> None:
    """Last week: everybody signed in; the first reception answered one visit and promised something."""
    slots = DutySlot.objects.filter(roster__monday=monday, roster__township=troupe.township, roster__state=PUBLISHED)
    _signed_in(troupe, slots)
    first, *others = [slot for slot in slots.order_by("day", "seq") if slot.a_id] or [None]
    if first is None:
        return
    clerk, day = troupe.clerk(), first.day
    data = receptions.ReceptionData(first.a_id, "fixed", day, first.place, slot_id=first.pk)
    row = troupe.do(receptions.open_reception, clerk, day, 9, data=data)
    drain, subsidy = (act(troupe, visitors.add_visitor, row, clerk, day, 10, data=data) for data in VISITS)
    promise = {"promise": "疏通三组机耕路排水沟", "promise_due_on": troupe.today + timedelta(days=10)}
    answer = {"visitor_id": drain.pk, "answer": "已现场答复：纳入农村道路日常养护，先行疏通排水沟。", **promise}
    record = {"visitor_id": subsidy.pk, "reason": "属政策咨询，已告知材料清单，由民政窗口办理。"}
    scenes = [
        (day, 11, clerk, visitors.answer_visitor, answer),
        (day, 11, clerk, visitors.record_visitor, record),
        (day, 16, clerk, receptions.close_reception, {}),
    ]
    play(troupe, row, scenes)
    _nobody_came(troupe, others)


def _nobody_came(troupe: Troupe, slots: list[DutySlot]) -> None:
    for slot in slots:
        troupe.do(receptions.no_visit, troupe.clerk(), slot.day, 17, roster_id=slot.roster_id, slot_id=slot.pk)


def _signed_in(troupe: Troupe, slots) -> None:
    for slot in slots.filter(a__isnull=False).select_related("a"):
        troupe.do(sign_in.sign_in, troupe.clerk(), slot.day, 9, roster_id=slot.roster_id, slot_id=slot.pk)


def _points(troupe: Troupe) -> None:
    villages = Unit.objects.filter(township=troupe.township, kind=UnitKind.VILLAGE).order_by("order")
    clerk, today = troupe.clerk(), troupe.today
    words = "查看网格排查台账，督促两件积压纠纷本月内调处。"
    for at, (person, unit) in enumerate(zip(leaders_on(troupe.township.pk, today), villages, strict=False)):
        given = {"person_id": person.pk, "unit_id": unit.pk, "since": date(today.year, 1, 1)}
        point = troupe.do(liaison_points.assign_point, clerk, today, 9, **given)
        if at % 2 == 0:
            act(troupe, liaison_points.visit_point, point, clerk, today, 10, on=troupe.day(3), text=words)


def _changes(troupe: Troupe, monday: date) -> None:
    """A leave in two weeks, an emergency period in four, and a swap that waits for its answer."""
    clerk, today = troupe.clerk(), troupe.today
    last = leaders_on(troupe.township.pk, today).last()
    days = {"first": monday + 2 * WEEK, "last": monday + 2 * WEEK + timedelta(days=1)}
    troupe.do(leaves.take_leave, clerk, today, 9, person_id=last.pk, kind="study", **days)
    start = monday + 4 * WEEK
    period = {"name": "年终岁末特护期", "basis": "县信访联席办通知", "first": start, "last": start + timedelta(days=9)}
    troupe.do(emergency.open_emergency, clerk, today, 9, **period)
    ahead = DutySlot.objects.filter(roster__monday=monday, roster__township=troupe.township, day__gt=today)
    first = ahead.filter(a__isnull=False, b__isnull=False).order_by("day").first()
    if first is not None:
        troupe.do(swaps.ask_swap, clerk, today, 10, roster_id=first.roster_id, slot_id=first.pk, taker_id=first.b_id)
