"""Supervision orders (F3)."""

from records.areas import Area, Kind, Tab
from supervision.orders.actions.orders import FLOW
from supervision.orders.demo import load
from supervision.orders.models.orders import Order
from supervision.orders.queries.figures import DECLARED
from supervision.orders.views.ledgers import ORDERS
from supervision.permissions import VIEW_ORDER

AREA = Area(
    kinds=(
        Kind(
            key="order",
            label="督办单",
            url_name="supervision:order",
            view=VIEW_ORDER,
            model=Order,
            work=FLOW.work,
            may_be_restricted=True,
        ),
    ),
    tabs=(
        Tab("supervision", "督办台账", "supervision:orders", VIEW_ORDER, 20),
        Tab("supervision", "红黄榜", "supervision:board", VIEW_ORDER, 30),
    ),
    words={
        "order.draft": "立项督办",
        "order.again": "提出二次督办",
        "order.receive": "签收",
        "order.remind": "催签",
        "order.preview": "看版式",
        **ORDERS.journal_words,
    },
    declared=DECLARED,
    take_up="supervision:order_new",
    demo=load,
)
