"""The record of a talk, which is signed by hand."""

from django.template.loader import render_to_string

from records.papers.rules.prose import title_lines, title_pieces
from records.papers.rules.tables import blocks


def record_html(title: str, body: str, *, number: str, signers: tuple[str, ...]) -> str:
    """The record of a talk with places for the signatures. number: of the notice it belongs to; signers: who signs."""
    lines = title_lines(title_pieces(title))
    context = {"blocks": blocks(body), "title_lines": lines, "number": number, "signers": signers}
    return render_to_string("papers/talk_record.html", context)
