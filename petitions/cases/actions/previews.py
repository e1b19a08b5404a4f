"""A draft as it would be printed: read by who writes and who decides, with a line in the journal."""

from datetime import datetime

from django.db import transaction

from petitions.cases.actions.accusations import ensure_open
from petitions.cases.actions.issuing import render_paper
from petitions.cases.models.cases import Case
from petitions.cases.rules.paper_facts_json import facts_from_json
from petitions.permissions import VIEW_CASE
from records.acts.actions.turns import journal, take
from records.papers.models.documents import Document
from township.actors import Actor
from township.sight import row_in_sight


def preview_paper(*, case_id: int, document_id: int, by: Actor, at: datetime) -> bytes:
    """The PDF of a draft with the facts and the text it has now, without number and date. OutOfScope for other papers."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=VIEW_CASE, by=by, at=at)
        ensure_open(turn.row, by, at)
        rows = Document.objects.filter(matter_id=turn.row.pk, blob="").exclude(kind="registration")
        document = row_in_sight(rows, "没有找到这份文书。", pk=document_id)
        data = render_paper(
            document.kind, facts_from_json(document.facts), document.body, township_id=document.matter.township_id
        )
        journal(turn, "document.preview", detail={"document": document.pk, "version": document.version})
    return data
