"""Two ledgers of an institution that exists only here: 档案柜 keeps boxes. Its addresses stand beside the real ones."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import include, path

from config.urls import urlpatterns as real_urls
from records.ledgers.forms import FilterForm
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column
from records.ledgers.rules.words import Figure, Totals
from records.ledgers.views.ledgers import Bulk, Empty, Ledger, PageLink
from records.matters.models.matters import Matter
from records.matters.queries.scope import visible_to
from tests.cast import SHANGHAI
from township.actors import Actor
from township.directory.models.units import Unit
from township.frame.access import requires
from township.permissions import OFFICE, OWN, Capability, Reach
from township.refusals import Refused

VIEW_BOX = Capability("box.view", "查看档案盒", {**OFFICE, "liaison": OWN})
EXPORT_BOX = Capability("box.export", "导出档案盒", OFFICE)
ADD_BOX = Capability("box.add", "登记档案盒", {"clerk": Reach.TOWNSHIP})
MISSING = Empty("没有交给您的档案盒。")
TO_DO = Empty("柜子里还没有档案盒。", "装好一盒登记一盒。", PageLink("登记档案盒", "shelf:new", ADD_BOX))


@dataclass(frozen=True)
class BoxFilter:
    text: str = ""
    unit: int | None = None
    shelf: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    late: bool = False
    kinds: tuple[str, ...] = ()
    sort: str = ""


class BoxFilterForm(FilterForm):
    asks = BoxFilter
    text = forms.CharField(label="标题", max_length=60)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="全部")
    kinds = forms.MultipleChoiceField(label="种类", choices=[("paper", "文书"), ("photo", "照片")])
    due_from = forms.DateField(label="期限 从", error_messages={"invalid": "日期请写成 2026-03-05 的样子。"})
    due_to = forms.DateField(label="到")
    late = forms.BooleanField(label="只看超期")
    sort = forms.ChoiceField(label="排序", choices=[("", "最新"), ("due", "按期限")])
    shelf = forms.IntegerField(max_value=2**63 - 1, widget=forms.HiddenInput)
    main = ("text", "unit")

    def prepare(self) -> None:
        self.fields["unit"].queryset = Unit.objects.filter(township_id=self.actor.township_id)


def boxes(actor: Actor, wanted: BoxFilter, today: date) -> QuerySet[Matter]:
    rows = visible_to(actor, Matter.objects.filter(kind="box"), VIEW_BOX).select_related("holder_unit")
    rows = rows.filter(title__contains=wanted.text) if wanted.text else rows
    rows = rows.filter(holder_unit_id=wanted.unit) if wanted.unit else rows
    rows = rows.filter(pk=wanted.shelf) if wanted.shelf else rows
    rows = rows.filter(next_due_on__gte=wanted.due_from) if wanted.due_from else rows
    rows = rows.filter(next_due_on__lte=wanted.due_to) if wanted.due_to else rows
    rows = rows.filter(next_due_on__lt=today) if wanted.late else rows
    return rows.order_by("next_due_on", "pk") if wanted.sort == "due" else rows.order_by("-pk")


def totals(rows: QuerySet[Matter], reader: Reader) -> Totals:
    late = Count("pk", filter=Q(next_due_on__lt=reader.today))
    found = rows.order_by().aggregate(rows=Count("pk"), late=late)
    return Totals(found["rows"], (Figure(found["rows"], "盒"), Figure(found["late"], "盒", "超期")))


def sheets_in(row, reader: Reader) -> int:
    return len(row.title)


def opened_at(row, reader: Reader) -> datetime:
    return datetime(row.opened_on.year, row.opened_on.month, row.opened_on.day, 9, 30, tzinfo=SHANGHAI)


def is_of_office(actor: Actor) -> bool:
    return actor.reach(VIEW_BOX) == Reach.TOWNSHIP


COLUMNS = (
    Column("due", "期限", lambda row, reader: reader.lamp(row.next_due_on, with_day=True), kind="light"),
    Column("number", "编号", link=True, is_tight=True, width=20),
    Column("title", "标题", link=True, sub="next_due_label", marks=lambda row, reader: ["厚"] * (len(row.title) > 8)),
    Column("step", "下一步", "next_due_label", on=ON_PAPER_AND_FILE),
    Column("holder", "责任单位", "holder_unit.name", blank="—", phone="单位"),
    Column("sheets", "页数", sheets_in, kind="number"),
    Column("opened", "立卷日期", "opened_on", kind="date", shown_to=is_of_office),
    Column("opened_at", "立卷时间", opened_at, kind="datetime", shown_to=is_of_office),
    Column("known", "可见", "kind", on=(PAGE,), template="shelf/known.html"),
)
BOXES = Ledger(
    url_name="shelf:boxes",
    title="档案盒登记",
    own_heading="本单位的档案盒",
    intro="一盒一行。",
    noun="档案盒",
    unit="盒",
    rows=boxes,
    columns=COLUMNS,
    filters=BoxFilterForm,
    view=VIEW_BOX,
    export=EXPORT_BOX,
    code="box",
    row_page="shelf:box",
    actions=(PageLink("登记档案盒", "shelf:new", ADD_BOX, "n"),),
    empty=(TO_DO, MISSING),
    most_printed=40,
)


@dataclass(frozen=True)
class ChestLine:
    """A row as this ledger shows it: what is not shown is not there."""

    pk: int
    number: str
    revision: int
    words: str


def chest_lines(rows: QuerySet[Matter], reader: Reader) -> list[ChestLine]:
    values = rows.values_list("pk", "number", "title")
    return [ChestLine(pk, number, 3, f"{title[0]}*") for pk, number, title in values]


def seal(*, by: Actor, at: datetime, row_id: int, revision: int) -> None:
    if revision != 3:
        raise Refused("刚刚由别人改动过，请刷新。")
    visible_to(by, Matter.objects.all(), VIEW_BOX).filter(pk=row_id).update(next_due_label="已封存")


CHESTS = Ledger(
    url_name="shelf:chests",
    stem="shelf:chest",
    title="柜子登记",
    noun="柜子",
    unit="个",
    rows=boxes,
    lines=chest_lines,
    columns=(Column("number", "编号"), Column("words", "名称"), Column("pk", "序", kind="number", is_chosen=False)),
    filters=BoxFilterForm,
    code="chest",
    view=EXPORT_BOX,
    export=EXPORT_BOX,
    totals=totals,
    first_columns=lambda reader: (),
    empty=(MISSING,),
    bulk=Bulk(
        url_name="shelf:seal",
        path="seal/",
        label="把勾选的封存",
        done="封存",
        right=ADD_BOX,
        act=seal,
        offered=lambda reader: not reader.wanted.late,
    ),
)


@requires(VIEW_BOX)
def some_page(request, **kwargs) -> HttpResponse:
    return HttpResponse("一页")


shelf = [
    *BOXES.urls("boxes/"),
    *CHESTS.urls("chests/", sheet="export.xlsx"),
    path("boxes/new/", some_page, name="new"),
    path("boxes/<int:box_id>/", some_page, name="box"),
]
urlpatterns = [path("", include((shelf, "shelf"))), *real_urls]
