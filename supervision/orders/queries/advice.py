"""The three proposals: who sees which, the register, the figures of the yearly report (条例第四十一条第三项)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from records.figures.sources import FigurePeriod, FigureSection, FigureTable
from records.matters.queries.scope import visible_to
from supervision.orders.models.advice import Advice
from supervision.orders.rules.advice import ANSWERED, KINDS, SENT, UNISSUED
from supervision.permissions import READ_DRAFT_ORDER, VIEW_ADVICE
from township.actors import Actor
from township.sight import row_in_sight

ADVICE_KEY, ADVICE_TITLE = "advice", "三项建议"


@dataclass(frozen=True)
class AdviceFilter:
    """What narrows the register. state: a state or "overdue"; dates: of issue."""

    text: str = ""
    kind: str = ""
    state: str = ""
    result: str = ""
    first: date | None = None
    last: date | None = None


def advice_visible_to(actor: Actor) -> QuerySet[Advice]:
    """Those in sight; those not issued only for the office."""
    rows = visible_to(actor, Advice.objects.all(), VIEW_ADVICE)
    return rows if actor.may(READ_DRAFT_ORDER) else rows.exclude(state__in=UNISSUED)


def get_advice(actor: Actor, advice_id: int) -> Advice:
    """The proposal, or OutOfScope."""
    related = ("matter", "document__drafted_by", "unit", "township", "order", "answered_by")
    return row_in_sight(advice_visible_to(actor).select_related(*related), pk=advice_id)


def register(actor: Actor, wanted: AdviceFilter, today: date) -> QuerySet[Advice]:
    """The register, unissued first, then the latest issued, without its words."""
    rows = advice_visible_to(actor)
    if wanted.text:
        rows = rows.filter(number__contains=wanted.text)
    for name in ("kind", "result"):
        if getattr(wanted, name):
            rows = rows.filter(**{name: getattr(wanted, name)})
    if wanted.first:
        rows = rows.filter(issued_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(issued_on__lte=wanted.last)
    if wanted.state == "overdue":
        rows = rows.filter(state=SENT, due_on__lt=today)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    rows = rows.select_related("unit").defer("facts", "advice", "answer")
    return rows.order_by(F("issued_on").desc(nulls_first=True), "-pk")


@dataclass(frozen=True)
class AdviceCount:
    """Issued proposals of one kind in a period, and what became of them."""

    kind: str
    label: str
    issued: int
    adopted: int
    partly: int
    refused: int
    waiting: int


def advice_counts(actor: Actor, first: date, last: date) -> list[AdviceCount]:
    """By kind, for the yearly report: issued between the days, both included; answers as they stand now."""
    rows = advice_visible_to(actor).exclude(state__in=UNISSUED).filter(issued_on__gte=first, issued_on__lte=last)
    counted = (
        rows.order_by()
        .values("kind")
        .annotate(
            issued=Count("pk"),
            adopted=Count("pk", filter=Q(result="adopted")),
            partly=Count("pk", filter=Q(result="partly")),
            refused=Count("pk", filter=Q(result="not")),
            waiting=Count("pk", filter=~Q(state=ANSWERED)),
        )
    )
    found = {row["kind"]: row for row in counted}
    return [_count(kind, found.get(kind, {})) for kind in KINDS]


def _count(kind: str, row: dict) -> AdviceCount:
    names: Iterable[str] = ("issued", "adopted", "partly", "refused", "waiting")
    return AdviceCount(kind, KINDS[kind], **{name: row.get(name, 0) for name in names})


def advice_section(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The third part of the yearly report: proposals issued in the period by kind, and what became of them."""
    counts = advice_counts(actor, period.first, period.last)
    rows = tuple(
        (one.label, *(str(n) for n in (one.issued, one.adopted, one.partly, one.refused, one.waiting)))
        for one in counts
    )
    columns = ("种类", "提出", "采纳", "部分采纳", "未采纳", "待答复")
    issued, adopted = sum(one.issued for one in counts), sum(one.adopted + one.partly for one in counts)
    text = f"{period.label}提出改进工作、完善政策和追究责任建议{issued}件，采纳和部分采纳{adopted}件。"
    return FigureSection(ADVICE_KEY, ADVICE_TITLE, (), (FigureTable("建议及采纳情况", columns, rows),), text)
