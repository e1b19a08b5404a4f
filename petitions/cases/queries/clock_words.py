"""What a move does to the clocks, said before it is made: which stop, which start, and to which day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from petitions.cases.models.cases import Case
from petitions.cases.queries.identities import addressees_of
from petitions.cases.rules.clock_moves import TermFacts, clock_changes
from petitions.cases.rules.terms import ASSIGNED_LIMIT, CONCLUDE
from records.clocks.models import Clock
from records.clocks.rules.clocks import ClockInput, compute
from township.calendar.queries.days import work_calendar
from township.dates import full_date_with_weekday
from township.profiles.queries.settings import settings_of
from township.refusals import Refused

# Moves of the page whose clock rule has another name.
RULES = {"propose_refusal": "", "propose_extension": "", "propose_route": "", "object": "object"}


def clock_words(case: Case, move: str, chosen: Mapping[str, object], today: date) -> list[str]:
    """Sentences such as 停止：告知受理情况（15日） and 开始：处理意见（60日），至2026年11月21日（周六）.

    chosen: what is known of the form: "on", "path31", "track", "unit_due_on". Empty for moves without a time limit.
    """
    if move == "propose_extension":
        return _extension_words(case, chosen.get("days"))
    rule = RULES.get(move, move)
    if not rule:
        return []
    on = chosen.get("on") or today
    settings = settings_of(case.township_id)
    facts = replace(
        term_facts(case, settings),
        path31=int(chosen.get("path31") or case.path31 or 6),
        track=chosen.get("track") or case.track,
        unit_arrived_on=on,
        unit_due_on=chosen.get("unit_due_on"),
    )
    try:
        changes = clock_changes(rule, facts, on)
    except Refused:
        return []
    running = dict(Clock.objects.filter(matter_id=case.pk, stopped_on__isnull=True).values_list("code", "label"))
    words = [f"停止：{running[code]}" for code in dict.fromkeys(stop.code for stop in changes.stops) if code in running]
    if not changes.starts:
        return words
    calendar = work_calendar(case.township_id)
    for start in changes.starts:
        due_on = compute(ClockInput(start.term, start.start_on), calendar).due_on
        words.append(f"开始：{start.term.label}，至{full_date_with_weekday(due_on)}（{start.term.article}）")
    return words


def _extension_words(case: Case, days: object) -> list[str]:
    """From which day to which; a limit that a higher organ set is its own and does not move."""
    due = dict(Clock.objects.filter(matter_id=case.pk, stopped_on__isnull=True).values_list("code", "due_on"))
    words = []
    if CONCLUDE.code in due:
        old = due[CONCLUDE.code]
        new = f"，延长后至{full_date_with_weekday(old + timedelta(days=days))}" if isinstance(days, int) else ""
        words.append(
            f"{CONCLUDE.label}至{full_date_with_weekday(old)}{new}；延期告知书须在原期限以前送达（{CONCLUDE.article}）"
        )
    if ASSIGNED_LIMIT.code in due:
        limit = full_date_with_weekday(due[ASSIGNED_LIMIT.code])
        words.append(f"上级交办的期限{limit}不因本机关延期改变，需要延长的请另行向交办机关请示（条例第二十二条）")
    return words


def term_facts(case: Case, settings: Mapping | None = None, **unit) -> TermFacts:
    """The facts that decide the clocks of a case. settings: of its township, where known; unit: unit_arrived_on, unit_due_on of
    a task."""
    return TermFacts(
        case_class=case.case_class,
        track=case.track,
        received_via=case.received_via,
        received_on=case.received_on,
        path31=case.path31,
        is_reachable=addressees_of(list(case.petitioners.all())).is_reachable,
        is_first=not case.is_repeat,
        accepted_on=case.accepted_on,
        source_due_on=case.source_due_on,
        settings=settings_of(case.township_id) if settings is None else settings,
        **unit,
    )
