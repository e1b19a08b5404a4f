"""What lies beside a case: how many papers and files, and the matters it is linked with."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from petitions.models import Case
from records.models import Attachment, Document, Matter, Reference
from records.queries.scope import matters_visible_to
from township.actors import Actor

RELATIONS = {
    ("repeat_of", "out"): "原信访事项",
    ("repeat_of", "in"): "以后又提出的同一事项",
    ("assigned_by", "out"): "交办依据",
    ("assigned_by", "in"): "依据本件交办",
}


@dataclass(frozen=True)
class Link:
    """Another matter and how it is related to this one."""

    matter: Matter
    relation: str
    note: str


def tab_counts(actor: Actor, case: Case) -> dict[str, int]:
    """Numbers on the tabs, in one statement; links only to what the reader may see."""
    seen = matters_visible_to(actor).values("pk")
    out, back = Q(source_id=OuterRef("pk"), target_id__in=seen), Q(target_id=OuterRef("pk"), source_id__in=seen)
    row = Case.objects.filter(pk=case.pk).annotate(
        n_papers=_number(Document.objects.filter(matter_id=OuterRef("pk"))),
        n_files=_number(Attachment.objects.filter(matter_id=OuterRef("pk"))),
        n_links=_number(Reference.objects.filter(out | back)),
    )
    return row.values("n_papers", "n_files", "n_links").get()


def _number(rows) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(size=Count("pk")).values("size")
    return Coalesce(Subquery(counted), 0)


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
