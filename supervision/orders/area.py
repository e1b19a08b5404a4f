"""Supervision orders (F3)."""

from datetime import datetime

from records.areas import Area, Figures, Kind, Sweep, Tab
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from supervision.orders.actions.advice import FLOW as ADVICE_FLOW
from supervision.orders.actions.lateness import tell_late, townships_with_late
from supervision.orders.actions.orders import FLOW
from supervision.orders.demo import load
from supervision.orders.models.advice import Advice
from supervision.orders.models.orders import Order
from supervision.orders.queries.advice import ADVICE_KEY, ADVICE_TITLE, advice_section
from supervision.orders.queries.circulars import KEY, TITLE, supervision_section
from supervision.orders.queries.figures import DECLARED
from supervision.orders.queries.orders import matters_behind, orders_on, reads_report
from supervision.orders.queries.panels import orders_on_session, orders_on_unit
from supervision.orders.views.ledgers import ADVICES, ORDERS
from supervision.permissions import VIEW_ADVICE, VIEW_ORDER
from township.actors import Actor, NotAllowed
from township.frame.panels import SESSION, UNIT, Panel


def gate(file: Attachment | Document, by: Actor, at: datetime) -> None:
    """A 办结报告 tells of the petitioner: it is handed to the office and to the unit in charge, not to who assists."""
    if getattr(file, "kind", "") == "order_report":
        row = Order.objects.get(pk=file.matter_id)
        if not reads_report(by, row):
            raise NotAllowed("办结报告写有信访人情况，只提供给联席办和责任单位。")


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
            gate=gate,
            rests_on=orders_on,
            about=matters_behind,
        ),
        Kind(
            key="advice",
            label="三项建议",
            url_name="supervision:advice",
            view=VIEW_ADVICE,
            model=Advice,
            work=ADVICE_FLOW.work,
            may_be_restricted=True,
        ),
    ),
    tabs=(
        Tab("supervision", "督办台账", "supervision:orders", VIEW_ORDER, 20),
        Tab("supervision", "红黄榜", "supervision:board", VIEW_ORDER, 30),
        Tab("supervision", "三项建议", "supervision:advices", VIEW_ADVICE, 40),
    ),
    sweeps=(Sweep(townships_with_late, tell_late, "督办单：逾期记入所涉事项"),),
    words={
        "order.draft": "立项督办",
        "candidate.raise": "提出督办建议",
        "order.again": "提出二次督办",
        "order.late": "逾期记入所涉事项",
        "order.receive": "签收",
        "order.remind": "催签",
        "order.preview": "看版式",
        "advice.draft": "拟写建议",
        "advice.receive": "签收建议",
        "advice.remind": "催签建议",
        "advice.preview": "看建议版式",
        **ORDERS.journal_words,
        **ADVICES.journal_words,
    },
    figures=(
        Figures(KEY, TITLE, 50, supervision_section),
        Figures(ADVICE_KEY, ADVICE_TITLE, 55, advice_section, is_asked=True),
    ),
    declared=DECLARED,
    panels=(
        Panel(UNIT, "supervision/orders/_panel.html", orders_on_unit),
        Panel(SESSION, "supervision/orders/_panel.html", orders_on_session),
    ),
    take_up="supervision:order_new",
    demo=load,
)
