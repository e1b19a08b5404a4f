"""What rosters and receptions enter into the registries of the floors below."""

from django.urls import reverse

from meetings.permissions import (
    VIEW_COVERAGE,
    VIEW_POINTS,
    VIEW_RECEPTION,
    VIEW_ROSTER,
)
from meetings.receptions.actions.warnings import warn_of_gaps
from meetings.receptions.demo import load
from meetings.receptions.origin import linked, prefill
from meetings.receptions.queries import homes as duty_homes
from meetings.receptions.queries.figures import KEY, TITLE, reception_section
from meetings.receptions.queries.rosters import is_emergency, week_key
from meetings.receptions.rules.roster_words import NOTICE_WORDS, ROSTER_WORDS
from records.duties import openers as duties
from records.figures.sources import register_figures
from records.jobs.ticks import register_daily
from records.matters.kinds import Kind, register
from records.matters.origins import Origin, register_origin
from records.matters.queries.trail import register_words
from records.notices import words as notice_words
from township.frame import demo_parts, homes, navigation
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
    homes.register((LEADER, CONVENOR, CHIEF_CONVENOR), 12, "meetings/receptions/home_mine.html", duty_homes.mine)
    homes.register((CLERK, DIRECTOR), 78, "meetings/receptions/home_office.html", duty_homes.office)
    _duty_engine()


def _duty_engine() -> None:
    duties.register_condition("reception_emergency_day", is_emergency)
    for clause in ("reception_week", "reception_emergency_day", "roster_week"):
        duties.register_link(clause, lambda duty: reverse("meetings:roster_week", args=[week_key(duty.first)]))
    duties.register_link("liaison_point_quarter", lambda duty: reverse("meetings:liaison_points"))
