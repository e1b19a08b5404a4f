"""Building blocks of the actions: who is let in, and papers that are made from the row and issued at once."""

from collections.abc import Iterable
from datetime import date

from records.acts.actions.turns import Turn
from records.matters.actions.access import add_handler, grant_access
from records.matters.models.access import Access, Handler
from records.matters.models.matters import Matter
from records.matters.queries.access import is_shut_out
from records.matters.queries.denies import denies_now
from records.papers.actions.documents import draft_document, issue_document
from records.papers.letters import letter_html
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries.measures import subject_people
from supervision.accountability.rules.measures import SOURCE
from township.directory.models.people import Person
from township.directory.queries.actors import actors_of
from township.refusals import Refused


def let_in(turn: Turn, people: Iterable[int]) -> None:
    """Put these persons on the list of the measure; who is shut out of what it rests on stays out."""
    matter = turn.row.matter
    listed = set(Access.objects.filter(matter=matter).values_list("person_id", flat=True))
    for person in Person.objects.filter(pk__in=set(people) - listed, is_active=True).order_by("pk"):
        if not is_shut_out(matter, person, turn.today):
            grant_access(matter=matter, person=person, by=turn.by, at=turn.at)


def let_subject_in(turn: Turn, people: Iterable[int]) -> None:
    """The subject's people see the measure from now on and are its parties."""
    let_in(turn, people)
    for person in Person.objects.filter(pk__in=_listed(turn.row.matter, people)).order_by("pk"):
        add_handler(matter=turn.row.matter, person=person, part=Handler.Part.SUBJECT, at=turn.at)


def ensure_open(row: Measure, on: date) -> None:
    """Refused where what the measure rests on is closed to its subject: what that case says of it is not put to it here."""
    if any(row.pk in denies_now(actor).shut for actor in actors_of(subject_people(row, on), row.township_id, on)):
        raise Refused(
            "所选记录的事项把问责对象列为涉及对象或者回避人员，不能在这里问责，请报有权机关办理。",
            SOURCE,
            "grounds",
        )


def _listed(matter: Matter, people: Iterable[int]) -> list[int]:
    return list(Access.objects.filter(matter=matter, person_id__in=list(people)).values_list("person_id", flat=True))


def issue_letter(turn: Turn, *, kind: str, title: str, body: str, html: str = "") -> Document:
    """A paper that follows from the row and needs no approval of its own (notice, answer, lifting): drafted and issued at once,
    without a number of its own. html: its page, by default a letter to the subject."""
    row = turn.row
    document = draft_document(matter=row.matter, kind=kind, title=title, body=body, by=turn.by, at=turn.at)
    page = {"organ": row.township.office_name, "title": title, "units": [row.subject], "copies": []}
    html = html or letter_html(page, body, number=row.matter.number, issued_on=turn.today)
    return issue_document(
        document=document,
        number="",
        issued_on=turn.today,
        pdf=render_pdf(html, title=title, stand_ins=stand_ins_of(row.township_id)),
        by=turn.by,
        at=turn.at,
    )
