"""周通报、月小结、年汇总: drafted by the system when the duty period opens, kept up to date until a person takes over (G6)."""

from datetime import date, datetime

from django.db import transaction

from meetings.documents.actions.papers import FLOW, Origin, PaperData, make_paper
from meetings.documents.models.papers import OfficePaper
from meetings.documents.queries.papers import default_copies
from meetings.documents.rules.circulars import circular_text, circular_title, is_worth_drafting
from meetings.documents.rules.papers import DRAFT, FIGURE_KINDS
from meetings.permissions import WRITE_PAPER
from records.acts.actions.turns import Turn, finish, take
from records.duties.models.duties import Duty
from records.duties.rules.duties import Period
from records.figures.sources import FigurePeriod, sections
from records.papers.actions.recipients import Distribution
from township.actors import Actor, system_actor
from township.directory.models.townships import Township
from township.directory.queries.units import inside_sendable
from township.refusals import Refused

WRITER = "定时任务·通报起草"


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
            body=text_of(by, period.first, period.last),
            to=Distribution(inside_sendable(township_id), default_copies(township_id)),
        )
        origin = Origin(clause, period.key, period.first, period.last)
        return make_paper(kind=clause, data=data, by=by, at=at, origin=origin)


def opener(clause: str):
    """What the duty engine calls for this clause."""

    def open_one(township_id: int, period: Period, duties: list[Duty], at: datetime) -> None:
        open_circular(clause, township_id, period, at)

    open_one.__name__ = f"open_{clause}"
    return open_one


def rewrite_circular(*, paper_id: int, revision: int, by: Actor, at: datetime) -> OfficePaper:
    """Write the draft anew from today's figures; the text before stays among the versions."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=WRITE_PAPER, by=by, at=at)
        if turn.row.kind not in FIGURE_KINDS:
            raise Refused("这种文稿不是按数据起草的。")
        move = turn.move("save")
        _rewrite(turn)
        finish(turn, move, text="按最新数据重新起草", detail={"version": turn.row.document.version})
        return turn.row


def refresh_untouched(at: datetime) -> int:
    """Every day: drafts that no person has changed follow the figures; returns how many changed. Registered as daily work."""
    changed = 0
    rows = OfficePaper.objects.filter(state=DRAFT, is_untouched=True, kind__in=FIGURE_KINDS)
    for paper_id, township_id in list(rows.values_list("pk", "township_id")):
        if not Township.objects.filter(pk=township_id, is_active=True).exists():
            continue
        with transaction.atomic():
            by = system_actor(township_id, WRITER, at.date())
            turn = take(OfficePaper, paper_id, revision=None, capability=WRITE_PAPER, by=by, at=at)
            if turn.row.state != DRAFT or not turn.row.is_untouched:
                continue
            before = turn.row.document.version
            _rewrite(turn)
            if turn.row.document.version != before:
                finish(turn, "refresh", text="文稿随数据更新", detail={"version": turn.row.document.version})
                changed += 1
    return changed


def text_of(by: Actor, first: date, last: date) -> str:
    """The text from the figures of these days, as far as they have passed."""
    until = max(first, min(last, by.on))
    return circular_text(sections(by, FigurePeriod(first, until)), first, until)


def _rewrite(turn: Turn) -> None:
    paper = turn.row
    # The figures are those the whole office may count, whoever presses the button.
    by = system_actor(paper.township_id, WRITER, turn.today)
    FLOW.write_text(turn, text_of(by, paper.first, paper.last))
