"""Papers for the petitioner that are issued and not delivered yet."""

from petitions.cases.models.cases import Case
from records.papers.models.documents import Document


def undelivered_papers(case: Case) -> list[Document]:
    """In the order of issue, without their encrypted text; one that a later paper replaces is not owed any more."""
    rows = Document.objects.filter(matter_id=case.pk, state=Document.State.ISSUED, is_for_petitioner=True)
    rows = list(rows.prefetch_related("deliveries").defer("body", "facts").order_by("pk"))
    return not_delivered(rows)


def not_delivered(papers: list[Document]) -> list[Document]:
    """Of issued papers with their deliveries."""
    replaced = {row.supersedes_id for row in papers}
    return [row for row in papers if row.is_for_petitioner and row.pk not in replaced and not row.deliveries.all()]
