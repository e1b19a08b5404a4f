"""周通报、月小结、年汇总: drafted by the system when the duty period opens and once more when it is over; what no person has
taken over by the end of the next period lapses (G6). The daily work is bounded by the drafts whose day has come."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from meetings.documents.actions.papers import FLOW, Origin, PaperData, make_paper
from meetings.documents.models.papers import OfficePaper
from meetings.documents.queries.figures import WRITER, fresh_text, text_of
from meetings.documents.queries.papers import default_copies
from meetings.documents.rules.circulars import (
    AFTER_PERIOD,
    UPWARD,
    YEARLY,
    circular_title,
    is_worth_drafting,
    lapses_on,
    next_look,
)
from meetings.documents.rules.papers import DRAFT, FIGURE_KINDS
from meetings.permissions import WRITE_PAPER
from records.acts.actions.turns import Turn, finish, take
from records.duties.actions.reports import note_figures
from records.duties.models.duties import Duty
from records.duties.rules.duties import OPEN, Period
from records.jobs.sweeps import each_township
from records.papers.actions.recipients import Distribution
from township.actors import Actor, system_actor
from township.directory.models.townships import Township
from township.directory.queries.units import inside_sendable
from township.refusals import Refused


def open_circular(clause: str, township_id: int, period: Period, at: datetime) -> OfficePaper | None:
    """The draft of one period, to all units with a copy to the district office; None when it is there or long past."""
    if not is_worth_drafting(period.first, period.last, at.date()):
        return None
    by = system_actor(township_id, WRITER, at.date())
    with transaction.atomic():
        known = OfficePaper.objects.filter(township_id=township_id, clause=clause, period=period.key)
        if known.exclude(state="dropped").exists():
            return None
        data = PaperData(
            title=circular_title(clause, period.label),
            body=text_of(by, clause, period.first, period.last),
            to=_first_list(clause, township_id),
        )
        look_on = next_look(period.first, period.last, at.date())
        origin = Origin(clause, period.key, period.first, period.last, look_on)
        paper = make_paper(kind=clause, data=data, by=by, at=at, origin=origin)
        note_figures(paper.document, draft=paper.document.body, until=at.date())
        return paper


def _first_list(clause: str, township_id: int) -> Distribution:
    """A circular to all units with a copy to the district office; what goes upward to the district office, the yearly report to
    the township's own committee and government as well (条例第四十一条)."""
    if clause == YEARLY:
        name = Township.objects.get(pk=township_id).short_name
        return Distribution(default_copies(township_id), other_units=f"{name}党委、{name}政府")
    if clause in UPWARD:
        return Distribution(default_copies(township_id))
    return Distribution(inside_sendable(township_id), default_copies(township_id))


def opener(clause: str):
    """What the duty engine calls for this clause; what is drafted after its period comes with the sweep (open_finished)."""

    def open_one(township_id: int, period: Period, duties: list[Duty], at: datetime) -> None:
        if clause not in AFTER_PERIOD or period.last < at.date():
            open_circular(clause, township_id, period, at)

    open_one.__name__ = f"open_{clause}"
    return open_one


def townships_with_finished(at: datetime) -> list[int]:
    """Townships in which a period of AFTER_PERIOD is over and its report not begun (one query)."""
    return list(_finished(at.date()).order_by("township_id").values_list("township_id", flat=True).distinct())


def open_finished(township_ids: Iterable[int], at: datetime) -> int:
    """Draft what is due once its period is over; a draft that was dropped is not begun again. Registered as a sweep."""
    return each_township(township_ids, lambda township_id: _open_finished(township_id, at))


def _open_finished(township_id: int, at: datetime) -> int:
    made = 0
    for duty in _finished(at.date()).filter(township_id=township_id):
        period = Period(duty.period, duty.first, duty.last, duty.period_label)
        made += open_circular(duty.clause, township_id, period, at) is not None
    return made


def _finished(today: date) -> QuerySet[Duty]:
    begun = OfficePaper.objects.filter(
        township_id=OuterRef("township_id"), clause=OuterRef("clause"), period=OuterRef("period")
    )
    rows = Duty.objects.filter(clause__in=AFTER_PERIOD, state=OPEN, last__lt=today, township__is_active=True)
    return rows.exclude(Exists(begun))


def rewrite_circular(*, paper_id: int, revision: int, by: Actor, at: datetime) -> OfficePaper:
    """Write the draft anew from today's figures; the text before stays among the versions."""
    return _anew(paper_id, revision, "save", "按最新数据重新起草", by, at)


def revive_circular(*, paper_id: int, revision: int, by: Actor, at: datetime) -> OfficePaper:
    """Take a lapsed draft up after all, with the figures of its period as they are now."""
    return _anew(paper_id, revision, "revive", "过期的文稿按数据重新起草", by, at)


def townships_to_look_at(at: datetime) -> list[int]:
    """Townships with an untouched draft whose day has come (one query)."""
    rows = OfficePaper.objects.filter(look_on__lte=at.date(), township__is_active=True)
    return list(rows.order_by("township_id").values_list("township_id", flat=True).distinct())


def tend_drafts(township_ids: Iterable[int], at: datetime) -> int:
    """Write untouched drafts anew once their period is over, let them lapse with the next. Registered as a sweep; returns
    how many drafts."""
    return each_township(township_ids, lambda township_id: _tend(township_id, at))


def _tend(township_id: int, at: datetime) -> int:
    by = system_actor(township_id, WRITER, at.date())
    rows = OfficePaper.objects.filter(township_id=township_id, look_on__lte=at.date()).order_by("pk")
    return sum(_tend_one(paper_id, by, at) for paper_id in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _tend_one(paper_id: int, by: Actor, at: datetime) -> bool:
    turn = take(OfficePaper, paper_id, revision=None, capability=WRITE_PAPER, by=by, at=at)
    paper = turn.row
    if paper.look_on is None or paper.look_on > turn.today:
        return False  # somebody was quicker
    if paper.state != DRAFT:
        paper.look_on = None
        paper.save(update_fields=["look_on"])
    elif turn.today >= lapses_on(paper.first, paper.last):
        paper.look_on = None
        finish(turn, turn.move("lapse"), text="没有人改动，随下一期过期")
    else:
        _rewrite(turn)
        paper.look_on = lapses_on(paper.first, paper.last)
        finish(turn, "refresh", text="按全期数据更新文稿", detail={"version": paper.document.version})
    return True


def _anew(paper_id: int, revision: int, move_name: str, text: str, by: Actor, at: datetime) -> OfficePaper:
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=WRITE_PAPER, by=by, at=at)
        if turn.row.kind not in FIGURE_KINDS:
            raise Refused("这种文稿不是按数据起草的。")
        move = turn.move(move_name)
        _rewrite(turn)
        finish(turn, move, text=text, detail={"version": turn.row.document.version})
        return turn.row


def _rewrite(turn: Turn) -> None:
    body = fresh_text(turn.row, turn.today)
    FLOW.write_text(turn, body)
    note_figures(turn.row.document, draft=body, until=turn.today)
