"""The pack as a paper; how it leaves the house stands in the views (township.frame.handouts)."""

from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.papers import pack_html
from meetings.dispatch.rules.packs import Pack
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from township.watermark import Watermark


def print_pack(*, dispatch: Dispatch, pack: Pack, mark: Watermark) -> bytes:
    """The PDF of a pack the caller may read, signed."""
    html = pack_html(
        pack,
        organ=dispatch.township.office_name,
        number=dispatch.matter.number,
        sha256=dispatch.pack.sha256,
        is_frozen=dispatch.frozen_at is not None,
    )
    return render_pdf(html, title=f"{pack.title}材料", mark=mark, stand_ins=stand_ins_of(dispatch.township_id))
