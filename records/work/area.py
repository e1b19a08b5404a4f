"""Work: the desk of everybody — 待办, 已办 — derived from the things themselves."""

from records.areas import Area, Sweep, Tab
from records.work.actions.reminders import remind_work
from records.work.queries.desk import OWED
from records.work.queries.plans import townships_to_remind
from records.work.views.desk import desk
from township.frame import homes, navigation
from township.frame.area import belongs_to_a_township
from township.permissions import VIEW_SETTINGS

navigation.register_desk(OWED)
homes.DESK[:] = [desk]
AREA = Area(
    tabs=(
        Tab("desk", "已办", "records:done", belongs_to_a_township, 40),
        Tab("settings", "提醒办法", "records:plans", VIEW_SETTINGS, 55),
    ),
    words={"reminders.change": "修改提醒办法"},
    sweeps=(Sweep(townships_to_remind, remind_work, "待办：提醒、逾期上报"),),
)
