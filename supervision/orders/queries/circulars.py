"""督查督办 as a section of reports and of the monthly 督办通报: what was ordered, answered and is late, by unit. Never petitions.

Source: 联席会议制度 (the office collects, sums up and circulates). Restricted orders stand in no report that many read.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from records.figures.rules import (
    Figure,
    FigurePeriod,
    FigureSection,
    FigureTable,
    previous_period,
    same_period_last_year,
)
from records.matters.models.events import Event
from records.matters.models.matters import Secrecy
from supervision.orders.models.orders import Order
from supervision.orders.queries.orders import orders_visible_to
from supervision.orders.rules.orders import BOARD, DONE, SECOND, UNISSUED, WORKING, board_colour
from township.actors import Actor
from township.dates import full_date

KEY, TITLE = "supervision", "督查督办"
NOTE = "红榜：期末有逾期或者二次督办未销号；黄榜：期末有退回续办未销号；其余为绿。只看督办单的办理，不看信访件数。"
RANK = {"red": 0, "yellow": 1, "green": 2}


@dataclass
class UnitLine:
    """One unit in a period. issued, done, returned: in the period; open, late, second, given_back: as it stood at its end."""

    label: str
    order: int
    issued: int = 0
    done: int = 0
    returned: int = 0
    open: int = 0
    late: int = 0
    second: int = 0
    given_back: int = 0

    @property
    def colour(self) -> str:
        return board_colour(late=self.late, second=self.second, returned=self.given_back)

    @property
    def cells(self) -> tuple[str, ...]:
        numbers = (self.issued, self.done, self.returned, self.open, self.late, self.second)
        return (self.label, *map(str, numbers), BOARD[self.colour])


def unit_lines(actor: Actor, period: FigurePeriod) -> list[UnitLine]:
    """Units with an order in hand or moved in the period, the worst first. The end is the last day or today, if that is earlier."""
    day = min(period.last, actor.on)
    lines: dict[int, UnitLine] = {}
    for row in _orders(actor, day).select_related("unit").prefetch_related("later"):
        line = lines.setdefault(row.unit_id, UnitLine(row.unit.label, row.unit.order))
        _count(line, row, period.first, day)
    returned = Event.objects.filter(
        matter__kind="order",
        move="give_back",
        on__gte=period.first,
        on__lte=day,
        matter_id__in=_orders(actor, day).values("pk"),
    )
    for unit_id in returned.values_list("matter__order__unit_id", flat=True):
        lines[unit_id].returned += 1
    told = [line for line in lines.values() if line.issued or line.done or line.returned or line.open]
    return sorted(told, key=lambda line: (RANK[line.colour], -line.late, -line.open, line.order, line.label))


def supervision_section(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The section: figures with the periods before, the table of units, the sentences of the draft."""
    lines = unit_lines(actor, period)
    now = _sums(lines)
    before, year = (_sums(unit_lines(actor, one)) for one in (previous_period(period), same_period_last_year(period)))
    labels = {
        "issued": ("印发督办单", "印发日期在本期"),
        "done": ("核实销号", "核实销号日期在本期"),
        "returned": ("退回续办", "核实后退回，按退回日期"),
        "open": ("期末未销号", "期末已印发、没有销号也没有转二次督办"),
        "late": ("期末逾期", "办理期限已过，没有回复或者退回后没有再回复"),
        "second": ("期末二次督办未销号", "期末没有销号的二次督办单"),
    }
    figures = tuple(
        Figure(label, f"{now[key]}件", formula, previous=f"{before[key]}件", last_year=f"{year[key]}件")
        for key, (label, formula) in labels.items()
    )
    columns = ("单位", "印发", "销号", "退回", "未销号", "逾期", "二次督办", "榜")
    table = FigureTable("各单位督办情况", columns, tuple(line.cells for line in lines), NOTE)
    return FigureSection(KEY, TITLE, figures, (table,) if lines else (), _text(now, lines, min(period.last, actor.on)))


def _text(now: dict[str, int], lines: list[UnitLine], day: date) -> str:
    if not lines:
        return f"本期没有印发督办单，截至{full_date(day)}也没有未销号的督办单。"
    first = (
        f"本期印发督办单{now['issued']}件，核实销号{now['done']}件，退回续办{now['returned']}件次；"
        f"截至{full_date(day)}未销号{now['open']}件，其中逾期{now['late']}件、二次督办{now['second']}件。"
    )
    boards = [
        f"{BOARD[colour]}单位：{'、'.join(named)}。"
        for colour in ("red", "yellow")
        if (named := [line.label for line in lines if line.colour == colour])
    ]
    return "\n".join([first, *boards])


def _orders(actor: Actor, day: date) -> QuerySet[Order]:
    """Orders issued by that day that many may read of."""
    rows = orders_visible_to(actor).exclude(state__in=UNISSUED).filter(issued_on__lte=day)
    rows = rows.exclude(Q(matter__secrecy=Secrecy.RESTRICTED))
    return rows.defer("facts", "done_when", "reply", "verdict").order_by("pk")


def _count(line: UnitLine, row: Order, first: date, day: date) -> None:
    line.issued += row.issued_on >= first
    is_done = row.state == DONE and row.verified_on <= day
    line.done += is_done and row.verified_on >= first
    is_replaced = any(one.issued_on and one.issued_on <= day for one in row.later.all())
    if is_done or is_replaced:
        return
    is_unanswered = row.replied_on is None or row.replied_on > day or row.state == WORKING
    line.open += 1
    line.late += row.due_on < day and is_unanswered
    line.second += row.kind == SECOND
    line.given_back += row.returns > 0


def _sums(lines: list[UnitLine]) -> dict[str, int]:
    names = ("issued", "done", "returned", "open", "late", "second")
    return {name: sum(getattr(line, name) for line in lines) for name in names}
