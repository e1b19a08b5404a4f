"""What dispatch pack, work report and analysis say about screening: found, settled, carried over, by level and cause."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from petitions.permissions import VIEW_DISPUTE
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import ScreeningReturn
from petitions.screening.queries.declared import RETURNED
from petitions.screening.queries.rounds import rounds_visible_to
from petitions.screening.rules.disputes import CAUSES, LEVEL_LABELS, STRUCK
from petitions.screening.rules.rounds import MISSING
from records.figures.declared import figure_of
from records.figures.sources import Figure, FigurePeriod, FigureSection, FigureTable, moved, previous_period, rate
from records.figures.sources import same_period_last_year as last_year_of
from records.matters.queries.scope import visible_to
from township.actors import Actor

KEY, TITLE = "screening", "矛盾纠纷排查"


def provider(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The section for one period, beside the period before and the same one last year; figures of what the actor may count."""
    rows = visible_to(actor, Dispute.objects.all(), VIEW_DISPUTE)
    now = _counts(rows, period)
    before, last = _counts(rows, previous_period(period)), _counts(rows, last_year_of(period))
    returns = _returns(actor, period)
    figures = [
        _count("新排查", "found", now, before, last, "发现日期在本期内的纠纷", _url(period)),
        _count("涉及人次", "people", now, before, last, "新排查纠纷的涉及人数之和"),
        _count("销号", "struck", now, before, last, "销号日期在本期内的纠纷"),
        _count("转信访事项", "cases", now, before, last, "本期转为信访事项的纠纷"),
        _count("期末结转", "carried", now, before, last, "期末以前发现、期末没有销号的纠纷"),
        Figure(
            "化解率",
            rate(now["struck_of_found"], now["found"]),
            "本期新排查中已销号÷本期新排查",
            now["struck_of_found"],
            now["found"],
            rate(before["struck_of_found"], before["found"]),
            rate(last["struck_of_found"], last["found"]),
        ),
        Figure(
            "报送率", rate(returns["in"], returns["all"]), "已报（含零报告、迟报）÷应报", returns["in"], returns["all"]
        ),
        figure_of(RETURNED.key, actor, period, actor.on),
    ]
    found = rows.filter(found_on__range=(period.first, period.last))
    tables = (
        _table("按层级", LEVEL_LABELS, found, "level"),
        _table("按原因", CAUSES, found, "cause"),
    )
    return FigureSection(KEY, TITLE, tuple(figures), tables, _text(period, now, before, last))


def _counts(rows: QuerySet[Dispute], period: FigurePeriod) -> dict[str, int]:
    """Every count of one period in one query."""
    found = Q(found_on__range=(period.first, period.last))
    open_at_end = Q(found_on__lte=period.last) & (Q(closed_on__isnull=True) | Q(closed_on__gt=period.last))
    counted = rows.order_by().aggregate(
        found=Count("pk", filter=found),
        people=Sum("people", filter=found),
        struck=Count("pk", filter=Q(struck_on__range=(period.first, period.last))),
        cases=Count("pk", filter=Q(state="case", closed_on__range=(period.first, period.last))),
        carried=Count("pk", filter=open_at_end),
        struck_of_found=Count("pk", filter=found & Q(state=STRUCK, struck_on__lte=period.last)),
    )
    return counted | {"people": counted["people"] or 0}


def _returns(actor: Actor, period: FigurePeriod) -> dict[str, int]:
    rows = ScreeningReturn.objects.filter(
        round_id__in=rounds_visible_to(actor).values("pk"), round__due_on__range=(period.first, period.last)
    )
    return rows.order_by().aggregate(**{"all": Count("pk"), "in": Count("pk", filter=~Q(state=MISSING))})


def _count(label: str, key: str, now: Mapping, before: Mapping, last: Mapping, formula: str, url: str = "") -> Figure:
    return Figure(label, f"{now[key]}", formula, now[key], None, f"{before[key]}", f"{last[key]}", url)


def _table(title: str, labels: Mapping[str, str], found: QuerySet[Dispute], column: str) -> FigureTable:
    rows = (
        found.order_by()
        .values_list(column)
        .annotate(n=Count("pk"), people=Sum("people"), struck=Count("pk", filter=Q(state=STRUCK)))
    )
    known = {key: (n, people, struck) for key, n, people, struck in rows}
    lines = [(label, *(f"{value}" for value in known[key])) for key, label in labels.items() if key in known]
    return FigureTable(title, (title.removeprefix("按"), "件数", "人次", "已销号"), tuple(lines))


def _text(period: FigurePeriod, now: Mapping, before: Mapping, last: Mapping) -> str:
    lines = [
        f"{period.label}新排查矛盾纠纷{now['found']}件，涉及{now['people']}人次，"
        f"{moved(now['found'], before['found'], last['found'])}。",
        f"本期销号{now['struck']}件，转信访事项{now['cases']}件，期末结转{now['carried']}件。",
    ]
    return "\n".join(lines)


def _url(period: FigurePeriod) -> str:
    return f"{reverse('petitions:disputes')}?found_from={period.first}&found_to={period.last}"
