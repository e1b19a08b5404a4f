"""What rosters and receptions enter into the registries of the floors below."""

from django.urls import reverse

from meetings.actions.roster_warnings import warn_of_gaps
from meetings.permissions import (
    VIEW_COVERAGE,
    VIEW_POINTS,
    VIEW_RECEPTION,
    VIEW_ROSTER,
)
from meetings.queries import duty_homes
from meetings.queries.reception_figures import KEY, TITLE, reception_section
from meetings.queries.rosters import is_emergency, week_key
from meetings.reception_origin import linked, prefill
from meetings.roster_demo import load
from meetings.rules.roster_words import NOTICE_WORDS, ROSTER_WORDS
from records import duties, notice_words
from records.figures import register_figures
from records.kinds import Kind, register
from records.origins import Origin, register_origin
from records.queries.trail import register_words
from records.ticks import register_daily
from township import demo_parts, homes, navigation
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LEADER

GROUP = "接访值班"


def register_all() -> None:
    """Called once from AppConfig.ready()."""
    register(Kind(key="roster", label="接访值班表", url_name="meetings:roster", view=VIEW_ROSTER))
    register(Kind(key="reception", label="接访记录", url_name="meetings:reception", view=VIEW_RECEPTION))
    register_words(ROSTER_WORDS)
    notice_words.enter(NOTICE_WORDS)
    register_origin("reception", Origin(prefill=prefill, linked=linked))
    register_daily(warn_of_gaps)
    register_figures(KEY, TITLE, 40, reception_section)
    demo_parts.register(load)
    navigation.register(GROUP, "值班表", "meetings:roster_now", VIEW_ROSTER, 10, phone="值班")
    navigation.register(GROUP, "接访记录", "meetings:receptions", VIEW_RECEPTION, 20)
    navigation.register(GROUP, "接访落实", "meetings:coverage", VIEW_COVERAGE, 30)
    navigation.register(GROUP, "领导联系点", "meetings:liaison_points", VIEW_POINTS, 40)
    homes.register((LEADER, CONVENOR, CHIEF_CONVENOR), 12, "meetings/homes/duty_mine.html", duty_homes.mine)
    homes.register((CLERK, DIRECTOR), 78, "meetings/homes/duty_office.html", duty_homes.office)
    _duty_engine()


def _duty_engine() -> None:
    duties.register_condition("reception_emergency_day", is_emergency)
    for clause in ("reception_week", "reception_emergency_day", "roster_week"):
        duties.register_link(clause, lambda duty: reverse("meetings:roster_week", args=[week_key(duty.first)]))
    duties.register_link("liaison_point_quarter", lambda duty: reverse("meetings:liaison_points"))
