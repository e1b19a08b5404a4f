"""Official documents as HTML ready for `records.papers.pdf.render_pdf`: red header, letter and bulletin of GB/T 9704-2012."""

from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string

from meetings.documents.rules.papers import BULLETIN, LETTER, PaperKind
from records.papers.rules.chinese import sign_margin
from records.papers.rules.prose import title_lines, title_pieces
from records.papers.rules.tables import blocks

TEMPLATES = {BULLETIN: "papers/bulletin.html", LETTER: "papers/official_letter.html"}
LONG_MARK, LONGEST_MARK = 13, 16  # characters of a red mark that still stand in 33 pt and in 27 pt type (156 mm)


@dataclass(frozen=True)
class OfficialPage:
    """organ: who issues; title: after 关于…的, whole; units: 主送, copies: 抄送; signatory: 签发人 of an upward document."""

    organ: str
    title: str
    units: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    signatory: str = ""


def official_html(
    page: OfficialPage, kind: PaperKind, body: str, *, number: str = "", issued_on: date | None = None
) -> str:
    """One document as a complete HTML page with its styles inside. number, issued_on: empty for a draft.

    body: plain text, one paragraph a line, tables as lines of "|". Nothing in it is read as HTML.
    """
    mark = "信访工作简报" if kind.layout == BULLETIN else f"{page.organ}文件"
    return render_to_string(
        TEMPLATES.get(kind.layout, "papers/official.html"),
        {
            "page": page,
            "kind": kind,
            "blocks": blocks(body),
            "number": number,
            "issued_on": issued_on,
            "mark": mark,
            "mark_size": "longest" if len(mark) > LONGEST_MARK else "long" if len(mark) > LONG_MARK else "",
            "title_lines": title_lines(title_pieces(page.title)),
            "sign_margin": sign_margin(page.organ, issued_on),
            "addressee": "，".join(page.units),
        },
    )


def commitment_html(organ: str, title: str, body: str, *, unit: str) -> str:
    """A responsibility letter of one unit, to be printed and signed by hand."""
    return render_to_string(
        "papers/commitment.html",
        {
            "organ": organ,
            "unit": unit,
            "blocks": blocks(body),
            "title_lines": title_lines(title_pieces(title)),
            "number": "",
        },
    )
