"""The registers of supervision orders (督办台账) and of the three proposals (三项建议登记簿)."""

from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from supervision.orders.forms.advice import AdviceFilterForm
from supervision.orders.forms.orders import OrderFilterForm
from supervision.orders.models.advice import Advice
from supervision.orders.models.orders import Order
from supervision.orders.queries.advice import register as advice_register
from supervision.orders.queries.orders import register
from supervision.orders.rules.advice import SENT
from supervision.orders.rules.orders import WORKING
from supervision.permissions import (
    EXPORT_ADVICE,
    EXPORT_ORDERS,
    RAISE_CANDIDATE,
    VIEW_ADVICE,
    VIEW_ORDER,
    WRITE_ADVICE,
    WRITE_ORDER,
)

FINDING = PageLink("提出督办建议", "supervision:finding_new", RAISE_CANDIDATE)
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
    actions=(START, FINDING),
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

WRITE = PageLink("拟写建议", "supervision:advice_new", WRITE_ADVICE, key="n")
YEAR = PageLink("年度统计", "supervision:advice_year", VIEW_ADVICE)


def _advice_due(row: Advice, reader: Reader) -> Lamp | None:
    return reader.lamp(row.due_on) if row.state == SENT else None


ADVICES = Ledger(
    url_name="supervision:advices",
    code="advice",
    title="三项建议登记簿",
    own_heading="发给本单位的建议",
    intro="改进工作、完善政策、追究责任的建议和书面采纳情况（条例第四十条）。答复期限30日是本办规定。",
    noun="建议",
    unit="件",
    rows=advice_register,
    filters=AdviceFilterForm,
    view=VIEW_ADVICE,
    export=EXPORT_ADVICE,
    row_page="supervision:advice",
    actions=(WRITE, YEAR),
    empty=(Empty("还没有建议。", "督办中发现共性问题的，可以拟写建议。", WRITE), Empty("没有发给本单位的建议。")),
    columns=(
        Column("light", "期限", _advice_due, kind="light", on=(PAGE,)),
        Column("number", "编号", blank="（未编号）", link=True, is_tight=True, width=22),
        Column("kind", "类别", "get_kind_display", width=12),
        Column("unit", "发往", "unit.label", width=24),
        Column("issued", "印发日期", "issued_on", kind="date", blank="—"),
        Column("due", "请求答复", "due_on", kind="date", blank="—"),
        Column("answered", "答复日期", "answered_on", kind="date", blank="—"),
        Column("result", "采纳情况", "get_result_display", blank="—", width=12),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
