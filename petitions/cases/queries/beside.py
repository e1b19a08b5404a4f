"""What lies beside a case: how many papers, files and tasks, and the matters it is linked with."""

from dataclasses import dataclass, fields
from functools import partial

from django.db.models import OuterRef, Q, QuerySet

from petitions.cases.models.assignments import Assignment, SenderObjection
from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import Evaluation, OutsideReview
from petitions.cases.models.targets import Target
from records.matters.models.access import Handler
from records.matters.models.matters import Matter, Reference
from records.matters.queries.denies import denies_of
from records.matters.queries.scope import in_sight, matters_visible_to
from records.papers.models.approvals import Approval
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor
from township.counts import size_of
from township.prepared import actor_key, rows_of

RELATIONS = {
    ("repeat_of", "out"): "原信访事项",
    ("repeat_of", "in"): "以后又提出的同一事项",
    ("merged_into", "out"): "并入的事项",
    ("merged_into", "in"): "并入本件的重复登记",
    ("assigned_by", "out"): "交办依据",
    ("assigned_by", "in"): "依据本件交办",
}


@dataclass(frozen=True)
class Link:
    """Another matter and how it is related to this one."""

    matter: Matter
    relation: str
    note: str


@dataclass(frozen=True)
class Beside:
    """How many rows of each kind belong to a case: numbers for the tabs, and what need not be read at all."""

    n_papers: int
    n_files: int
    n_links: int
    n_approvals: int
    n_tasks: int
    n_targets: int
    n_helpers: int
    n_reviews: int
    n_evaluations: int
    n_sender_objections: int


BESIDE = tuple(field.name for field in fields(Beside))


def beside(actor: Actor, case: Case) -> Beside:
    """All of them in one statement; links only to what the reader may see. n_helpers: handlers beside the first one."""
    key = ("beside", actor_key(actor), denies_of(actor))
    (row,) = rows_of(key, partial(_sizes, actor), case.pk, case.first_handler_id or 0)
    return Beside(*row)


def _sizes(actor: Actor, case_id: int, first_handler_id: int) -> QuerySet:
    out = Q(source_id=OuterRef("pk")) & in_sight(actor, "target_id")
    back = Q(target_id=OuterRef("pk")) & in_sight(actor, "source_id")
    of_matter, of_case = {"matter_id": OuterRef("pk")}, {"case_id": OuterRef("pk")}
    first = Q(part=Handler.Part.FIRST_HANDLER, person_id=first_handler_id)
    counted = {
        "n_papers": Document.objects.filter(**of_matter),
        "n_files": Attachment.objects.filter(**of_matter),
        "n_links": Reference.objects.filter(out | back),
        "n_approvals": Approval.objects.filter(**of_matter),
        "n_tasks": Assignment.objects.filter(**of_case),
        "n_targets": Target.objects.filter(**of_case),
        "n_helpers": Handler.objects.filter(**of_matter).exclude(first),
        "n_reviews": OutsideReview.objects.filter(**of_case),
        "n_evaluations": Evaluation.objects.filter(**of_case),
        "n_sender_objections": SenderObjection.objects.filter(**of_case),
    }
    row = Case.objects.filter(pk=case_id).annotate(**{name: size_of(counted[name]) for name in BESIDE})
    return row.values_list(*BESIDE)


def links_of(actor: Actor, case: Case) -> list[Link]:
    """Linked matters the reader may see, newest first. Two queries."""
    rows = Reference.objects.filter(Q(source_id=case.pk) | Q(target_id=case.pk)).order_by("-pk")
    ways = {row.target_id if row.source_id == case.pk else row.source_id: row for row in rows}
    found = []
    for matter in matters_visible_to(actor).filter(pk__in=ways).order_by("-pk"):
        row = ways[matter.pk]
        way = "out" if row.source_id == case.pk else "in"
        found.append(Link(matter, RELATIONS.get((row.relation, way), "相关事项"), row.note))
    return found
