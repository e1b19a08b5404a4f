"""Forms of the three proposals."""

from django import forms

from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from supervision.orders.actions.advice import AdviceData
from supervision.orders.models.orders import Order
from supervision.orders.queries.advice import AdviceFilter
from supervision.orders.queries.orders import orders_visible_to
from supervision.orders.rules.advice import ANSWER_CHOICES, KIND_CHOICES, STATE_CHOICES
from township.actors import Actor
from township.directory.models.units import UnitKind
from township.directory.queries.units import ATTENDING, units_of
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import RowField, UnitField

MOST_ORDERS = 60


def order_words(order: Order) -> str:
    return f"{order.number} {order.unit.label}"


class AdviceFields(forms.Form):
    """What the letter is made of."""

    kind = PickField("建议类别", KIND_CHOICES, radio=True)
    unit = UnitField("发往", help_text="追究责任的建议发往有权机关。")
    order = RowField("接续的督办单", required=False, empty="（没有）", words=order_words)
    facts = WordsField("有关情况", rows=4, most=2000, help_text="写明督办中发现的问题和依据；不写信访人姓名、电话。")
    advice = WordsField("建议", rows=4, most=2000)
    contact = WordsField("联系人", personal=True, most=60, hint="姓名和办公电话")

    def offer(self, actor: Actor) -> None:
        self.fields["unit"].offer(units_of(actor.township_id, *ATTENDING, UnitKind.OUTSIDE))
        issued = orders_visible_to(actor).exclude(number="").select_related("unit").order_by("-issued_on", "-pk")
        self.fields["order"].offer(issued[:MOST_ORDERS])

    def given_data(self) -> AdviceData:
        data = self.cleaned_data
        order = data["order"]
        words = {name: data[name] for name in ("kind", "facts", "advice", "contact")}
        return AdviceData(unit_id=data["unit"].pk, order_id=order.pk if order else None, **words)


class NewAdviceForm(AdviceFields):
    """A new proposal, from an order where one is named."""

    def __init__(self, *args, actor: Actor, order: int | None = None, **kwargs):
        super().__init__(*args, initial={"kind": "improve", "order": order}, **kwargs)
        self.offer(actor)


class AdviceTextForm(AdviceFields, TextForm):
    """The draft: the letter is written from the fields."""

    body = None

    def starting(self) -> dict:
        row = self.row
        words = {name: getattr(row, name) for name in ("kind", "facts", "advice", "contact")}
        return {"version": row.document.version, "unit": row.unit_id, "order": row.order_id, **words}

    def prepare(self) -> None:
        self.offer(self.actor)

    def values(self) -> dict:
        return {"body": "", "version": self.cleaned_data["version"], "data": self.given_data()}


class AnswerForm(ActForm):
    result = PickField("采纳情况", ANSWER_CHOICES, radio=True)
    words = WordsField("答复内容", rows=5, most=2000, help_text="没有采纳、部分采纳的写明理由。")
    number = WordsField("答复文号", required=False, most=60)
    files = FilesField("答复文件", help_text="PDF 或图片，可以选多个。")


class NoteAnswerForm(AnswerForm):
    answered_on = DayField("答复日期")


class AdviceFilterForm(FilterForm):
    asks = AdviceFilter
    text = WordsField("编号", most=60)
    kind = PickField("类别", KIND_CHOICES, empty="全部")
    state = PickField("状态", [("overdue", "超期未答复"), *STATE_CHOICES], empty="全部")
    result = PickField("采纳情况", ANSWER_CHOICES, empty="全部")
    first = DayField("印发 从")
    last = DayField("到")
