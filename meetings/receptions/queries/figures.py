"""Figures about receptions for dispatch packs, work reports and circulars: turns kept, visits, what became of them."""

from django.db.models import Count, Q, Sum

from meetings.permissions import VIEW_COVERAGE
from meetings.receptions.models.receptions import Reception, Visitor
from meetings.receptions.models.rosters import DutySlot
from records.figures.rules import three_periods
from records.figures.sources import Figure, FigurePeriod, FigureSection
from township.actors import Actor

KEY, TITLE = "receptions", "领导接访"


def reception_section(actor: Actor, period: FigurePeriod) -> FigureSection:
    """Counts only, by township; empty for who may not look at the coverage."""
    if not actor.may(VIEW_COVERAGE):
        return FigureSection(KEY, TITLE)
    now, before, year_ago = (_counts(actor.township_id, one) for one in three_periods(period))
    words = (
        ("turns", "排班", "已公布的A角班次数"),
        ("signed", "到岗", "登记到岗的A角班次数"),
        ("receptions", "接访", "接访记录数"),
        ("visits", "来访批次", "接访登记的来访批次"),
        ("people", "来访人次", "接访登记的来访人数合计"),
        ("cases", "登记为信访事项", "来访中登记为信访事项的批次"),
        ("answered", "当场答复", "来访中当场答复的批次"),
    )
    figures = tuple(
        Figure(label, str(now[key]), formula, previous=str(before[key]), last_year=str(year_ago[key]))
        for key, label, formula in words
    )
    text = (
        f"{period.label}领导接访排班 {now['turns']} 班，到岗 {now['signed']} 班；接待来访 {now['visits']} 批 {now['people']} 人次，"
        f"其中登记为信访事项 {now['cases']} 批，当场答复 {now['answered']} 批。"
    )
    return FigureSection(KEY, TITLE, figures, (), text)


def _counts(township_id: int, period: FigurePeriod) -> dict[str, int]:
    span = {"gte": period.first, "lte": period.last}
    slots = DutySlot.objects.filter(
        roster__township_id=township_id,
        roster__published_on__isnull=False,
        a__isnull=False,
        **{f"day__{key}": day for key, day in span.items()},
    )
    held = Reception.objects.filter(township_id=township_id, **{f"held_on__{key}": day for key, day in span.items()})
    visits = Visitor.objects.filter(reception__in=held)
    found = slots.aggregate(turns=Count("pk"), signed=Count("pk", filter=Q(signed_in_at__isnull=False)))
    found |= held.aggregate(receptions=Count("pk"), people=Sum("headcount"))
    found |= visits.aggregate(
        visits=Count("pk"),
        cases=Count("pk", filter=Q(outcome="case")),
        answered=Count("pk", filter=Q(outcome="answered")),
    )
    return {key: value or 0 for key, value in found.items()}
