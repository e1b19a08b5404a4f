"""The work report (upward paper of GB/T 9704-2012) and the pack of a dispatch as HTML pages ready for printing."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from meetings.dispatch.rules.packs import Pack
from records.papers.rules.prose import title_lines, title_pieces


@dataclass(frozen=True)
class ReportPaper:
    """An official report upward. organ: issuer in the red mark; signer: 签发人 (GB/T 9704-2012 7.2.6); office: who prints."""

    organ: str
    title: str
    addressee: str
    signer: str = ""
    number: str = ""
    issued_on: date | None = None
    office: str = ""


def report_html(paper: ReportPaper, body: str) -> str:
    """The report as a complete HTML page in the layout of an upward paper; without a number it says that it is a draft."""
    return render_to_string(
        "papers/work_report.html",
        {
            "paper": paper,
            "body": body,
            "number": paper.number,
            "issued_on": paper.issued_on,
            "title_lines": title_lines(title_pieces(paper.title)),
            "facts": {"organ_name": paper.organ},
            "sign_margin": max(4, (len(paper.organ) - 12) / 2),
        },
    )


def pack_html(pack: Pack, *, organ: str, number: str, sha256: str, is_frozen: bool) -> str:
    """The dispatch pack for printing: figures as tables with their formulas, units' reports, resolutions, next tasks."""
    given = {
        "pack": pack,
        "organ": organ,
        "number": number,
        "sha256": sha256,
        "is_frozen": is_frozen,
        "title_lines": [pack.title, "调度材料"],
    }
    return render_to_string("papers/dispatch_pack.html", given)
