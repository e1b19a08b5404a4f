"""One leader of the demonstration said something about the own record; the others did not."""

from datetime import date

from assessment.leaders.actions import comment
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe

REMARK = "九月有一次接访因参加防汛临时调班，由B角接待，请在看到岗次数时一并考虑。"


def load(township: Township, today: date) -> None:
    """Played when duties and receptions stand."""
    troupe = Troupe.of(township, today)
    troupe.do(comment, troupe.person(Role.LEADER), troupe.day(3), 16, year=today.year, text=REMARK)
