"""The text of a circular or report from the figures of its days."""

from datetime import date

from meetings.documents.models.papers import OfficePaper
from meetings.documents.rules.circulars import SECTIONS, draft_text
from records.figures.sources import FigurePeriod, sections
from township.actors import Actor, system_actor

WRITER = "定时任务·通报起草"


def text_of(by: Actor, clause: str, first: date, last: date) -> str:
    """The text from the figures of these days, as far as they have passed."""
    until = max(first, min(last, by.on))
    found = sections(by, FigurePeriod(first, until), SECTIONS.get(clause))
    return draft_text(clause, found, first, until)


def fresh_text(paper: OfficePaper, today: date) -> str:
    """The draft of now. The figures are those the whole office may count, whoever presses the button."""
    return text_of(system_actor(paper.township_id, WRITER, today), paper.clause, paper.first, paper.last)
