"""Where the petition pages stand in the frame: navigation, and the sections of 今日 by role."""

from petitions.cases.queries import homes as sections
from petitions.permissions import REGISTER_CASE, VIEW_CASE, VIEW_CASE_IDS
from township.frame import homes, navigation
from township.permissions import AUDITOR, CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, GRID_MEMBER, LEADER, LIAISON

HOMES = (
    (CLERK, 10, "clerk", sections.clerk_home),
    (DIRECTOR, 20, "director", sections.director_home),
    ((CHIEF_CONVENOR, CONVENOR), 30, "convenor", sections.convenor_home),
    (LIAISON, 40, "liaison", sections.liaison_home),
    (LEADER, 50, "leader", sections.leader_home),
    (GRID_MEMBER, 60, "grid", sections.grid_home),
    (AUDITOR, 70, "auditor", sections.auditor_home),
)


def register() -> None:
    """Enter the pages; called once from AppConfig.ready()."""
    navigation.register("信访事项", "登记", "petitions:new", REGISTER_CASE, 10, key="n")
    navigation.register("信访事项", "信访事项", "petitions:ledger", VIEW_CASE, 20, phone="事项")
    navigation.register("信访事项", "事项编号", "petitions:numbers", VIEW_CASE_IDS, 30)
    for roles, order, name, context in HOMES:
        homes.register(roles, order, f"petitions/cases/homes/{name}.html", context)
