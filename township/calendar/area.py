"""The working calendar: official holidays, make-up working days, local days."""

from township.frame.areas import Area, Tab
from township.permissions import VIEW_CALENDAR

AREA = Area(
    tabs=(
        Tab("settings", "工作日历", "township:calendar", VIEW_CALENDAR, 40),
        Tab("desk", "放假安排", "township:platform_calendar_import", lambda actor: actor.is_platform_admin, 2),
    )
)
