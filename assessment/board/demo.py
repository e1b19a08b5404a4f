"""The demonstration's board: figures taken, one wall in the dispatch room, one that was taken down."""

from datetime import date

from assessment.board import actions
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe, moment


def load(township: Township, today: date) -> None:
    """Played last of all, when everything that is counted stands."""
    troupe = Troupe.of(township, today)
    director = troupe.person(Role.DIRECTOR)
    old, _ = troupe.do(actions.open_wall, director, troupe.day(40), 9, place="一楼大厅")
    troupe.do(actions.revoke_wall, director, troupe.day(30), 9, wall_id=old.pk)
    troupe.do(actions.open_wall, director, troupe.day(30), 10, place="三楼调度室")
    actions.take_figures(township.pk, moment(today, 7))
