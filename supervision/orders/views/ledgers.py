"""The register of supervision orders (督办台账)."""

from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from supervision.orders.forms import OrderFilterForm
from supervision.orders.models.orders import Order
from supervision.orders.queries.orders import register
from supervision.orders.rules.orders import WORKING
from supervision.permissions import EXPORT_ORDERS, VIEW_ORDER, WRITE_ORDER

START = PageLink("领导批示督办", "supervision:order_new", WRITE_ORDER, key="n")


def _due(row: Order, reader: Reader) -> Lamp | None:
    return reader.lamp(row.due_on) if row.state == WORKING else None


def _marks(row: Order, reader: Reader) -> tuple[str, ...]:
    return (f"退回{row.returns}次",) if row.returns else ()


def _title(row: Order, reader: Reader) -> str:
    return f"{row.unit.label}：{row.get_kind_display()}"


ORDERS = Ledger(
    url_name="supervision:orders",
    code="order",
    title="督办台账",
    own_heading="发给本单位的督办单",
    intro="立项、批准、印发、签收、办理、核实销号。",
    noun="督办单",
    unit="件",
    rows=register,
    filters=OrderFilterForm,
    view=VIEW_ORDER,
    export=EXPORT_ORDERS,
    row_page="supervision:order",
    actions=(START,),
    empty=(Empty("还没有督办单。", "从“督办建议”立项督办。", START), Empty("没有发给本单位的督办单。")),
    columns=(
        Column("light", "期限", _due, kind="light", on=(PAGE,)),
        Column("number", "编号", blank="（未编号）", is_tight=True, width=22),
        Column("title", "责任单位和类别", _title, link=True, marks=_marks, width=30),
        Column("issued", "印发日期", "issued_on", kind="date", blank="—"),
        Column("due", "办理期限", "due_on", kind="date", blank="—"),
        Column("replied", "回复日期", "replied_on", kind="date", blank="—"),
        Column("returns", "退回次数", kind="number", on=ON_PAPER_AND_FILE),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
