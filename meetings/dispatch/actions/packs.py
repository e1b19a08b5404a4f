"""The pack leaves the house: as PDF or workbook, with a line in the journal of what was taken."""

from datetime import datetime

from django.db import transaction

from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.papers import pack_html
from meetings.dispatch.rules.packs import Pack
from records.papers.pdf import render_pdf
from township.actors import Actor
from township.journal.actions import write_entry


def print_pack(*, dispatch: Dispatch, pack: Pack, form: str, by: Actor, at: datetime) -> bytes:
    """The PDF (form "pdf"; for "xlsx" nothing is rendered here) of a pack the caller may read; noted in the journal."""
    data = b""
    if form == "pdf":
        html = pack_html(
            pack,
            organ=dispatch.township.office_name,
            number=dispatch.matter.number,
            sha256=dispatch.pack.sha256,
            is_frozen=dispatch.frozen_at is not None,
        )
        data = render_pdf(html, title=f"{pack.title}材料")
    with transaction.atomic():
        write_entry(
            by=by,
            at=at,
            action="dispatch.take_pack",
            subject_kind="dispatch",
            subject_id=dispatch.pk,
            subject_label=dispatch.matter.number,
            detail={"form": form, "version": dispatch.pack.version},
        )
    return data
