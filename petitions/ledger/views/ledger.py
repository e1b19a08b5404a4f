"""The ledger of cases (信访事项台账): chosen columns, totals, putting concluded ones into the archive, search for a person."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from petitions.cases.actions import closing
from petitions.cases.queries.responsible import holder_responsible
from petitions.cases.rules.cases import CLOSED_STATES
from petitions.ledger.forms.ledger import LedgerForm, WhoForm
from petitions.ledger.queries import ledger as queries
from petitions.ledger.rules.ledger import HASH_KINDS, LedgerRow
from petitions.permissions import ARCHIVE_CASE, EXPORT_CASES, REGISTER_CASE, VIEW_CASE
from records.finding.actions.searches import note_search
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import Column, Lamp
from records.ledgers.views.asking import asked, asked_for
from records.ledgers.views.ledgers import Bulk, Empty, Ledger, PageLink
from township.actors import Actor
from township.frame.access import requires
from township.permissions import LIAISON, Reach

TASK_COLUMNS = ("due", "number", "title", "unit", "received", "state", "task", "task_due")


def _lamp(row: LedgerRow, reader: Reader) -> Lamp:
    return Lamp(row.light, row.light_words, row.due_on)


def _sealed(row: LedgerRow, reader: Reader) -> tuple[str, ...]:
    return ("限知",) if row.restricted else ()


def _tags(row: LedgerRow, reader: Reader) -> str:
    return " · ".join(row.tags)


def _first(row: LedgerRow, reader: Reader) -> str:
    """第一责任人 by whose hands the case is in, else by its place; of an accusation nobody is named."""
    if row.is_accusation:
        return ""
    label = row.unit or row.place
    return holder_responsible(row.holder_id, row.holder_kind, label, reader.today, reader.actor.township_id).words


def _first_columns(reader: Reader) -> tuple[str, ...]:
    """Who works on tasks of their own unit sees these first; everybody else the usual columns."""
    is_liaison = LIAISON in reader.actor.roles and reader.actor.reach(VIEW_CASE) == Reach.OWN
    return TASK_COLUMNS if is_liaison or reader.wanted.task else ()


def _archive(*, by: Actor, at: datetime, row_id: int, revision: int) -> None:
    closing.archive(by=by, at=at, case_id=row_id, revision=revision)


def _asks_for_closed(reader: Reader) -> bool:
    """Whether only concluded cases are asked for: then they can be put into the archive together."""
    asked_states = reader.wanted.state_set
    return bool(asked_states) and asked_states <= CLOSED_STATES


CASES = Ledger(
    url_name="petitions:ledger",
    code="case",
    title="信访事项台账",
    heading="信访事项",
    own_intro="本单位和本人承办的",
    noun="事项",
    unit="件",
    rows=queries.in_order,
    lines=queries.lines,
    totals=queries.totals,
    filters=LedgerForm,
    beside="petitions/ledger/_person.html",
    view=VIEW_CASE,
    export=EXPORT_CASES,
    prints=EXPORT_CASES,
    row_page="petitions:case",
    actions=(PageLink("登记", "petitions:new", REGISTER_CASE, key="n"),),
    empty=(
        Empty("还没有登记过信访事项。", link=PageLink("登记第一件", "petitions:new", REGISTER_CASE)),
        Empty("目前没有交给您的信访事项。"),
    ),
    filtered_hint="去掉一两个条件再看；按姓名、电话查找要填写完整。",
    bulk=Bulk(
        url_name="petitions:archive_many",
        path="archive/",
        label="把勾选的归档",
        done="归档",
        right=ARCHIVE_CASE,
        act=_archive,
        offered=_asks_for_closed,
    ),
    first_columns=_first_columns,
    columns=(
        Column("due", "期限", _lamp, kind="light"),
        Column("number", "编号", link=True, is_tight=True, width=22),
        Column("title", "标题", link=True, marks=_sealed, sub=_tags, width=36),
        Column("petitioner", "信访人", width=10),
        Column("channel", "信访形式", width=10, is_chosen=False),
        Column("visitors", "信访人数", kind="number", width=9, is_chosen=False),
        Column("involved", "涉及人数", kind="number", width=9, is_chosen=False),
        Column("repeat", "初重", "repeat_label", width=6, is_chosen=False),
        Column("class", "事项类别", "class_label", width=10, is_chosen=False),
        Column("category", "内容分类", width=30, is_chosen=False),
        Column("place", "问题属地", is_chosen=False),
        Column("unit", "责任单位"),
        Column("first", "第一责任人", _first, width=18, is_chosen=False),
        Column("handler", "首办人", width=9, is_chosen=False),
        Column("raised", "信访日期", "raised_on", kind="date", is_chosen=False),
        Column("received", "收到日期", "received_on", kind="date"),
        Column("registered", "登记日期", "registered_on", kind="date", is_chosen=False),
        Column("accepted", "受理日期", "accepted_on", kind="date", is_chosen=False),
        Column("concluded", "办结日期", "concluded_on", kind="date", is_chosen=False),
        Column("conclusion", "处理结论", width=10, is_chosen=False),
        Column("state", "状态", "state_label", kind="state"),
        Column("next", "下一步", "due_label", width=20, is_chosen=False),
        Column("task", "本单位任务", width=10, is_chosen=False),
        Column("task_due", "本单位期限", "task_due_on", kind="date", is_chosen=False),
    ),
)


@requires(VIEW_CASE)
@require_POST
def find_person(request: HttpRequest) -> HttpResponse:
    """Turn a typed name, telephone or document number into its keyed hash and show who it belongs to."""
    form = WhoForm(request.POST)
    if not form.is_valid():
        messages.warning(request, form.errors["who"][0])
        return redirect(asked(request, CASES, QueryDict(request.POST.get("query", "")[:2000])).address)
    asking = asked_for(request, CASES, who=form.hashed(request.today))
    kind = asking.reader.wanted.who.partition("-")[0]
    if kind != "name":
        note_search(by=request.actor, at=request.at, kind=HASH_KINDS[kind], found=asking.rows.count())
    return redirect(asking.address)
