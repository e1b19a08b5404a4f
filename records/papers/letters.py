"""Letters (信函格式, GB/T 9704-2012 10.1) and papers with a red head as HTML, for every institution that sends such."""

from datetime import date

from django.template.loader import render_to_string

from records.papers.rules.chinese import sign_margin
from records.papers.rules.prose import title_lines, title_pieces
from records.papers.rules.tables import blocks


def letter_html(page: dict, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    """page: organ, title, units (主送), copies (抄送). number, issued_on: empty for a draft. Nothing in body is read as HTML."""
    return render_to_string(
        "papers/official_letter.html",
        {
            "page": page,
            "blocks": blocks(body),
            "number": number,
            "issued_on": issued_on,
            "title_lines": title_lines(title_pieces(page["title"])),
            "sign_margin": sign_margin(page["organ"], issued_on),
            "addressee": "，".join(page["units"]),
        },
    )


def official_html(page: dict, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    """A paper with the red head of its organ (GB/T 9704-2012). page: organ, title, units (main addressees).

    number, issued_on: empty for a draft. Nothing in body is read as HTML."""
    mark = f"{page['organ']}文件"
    return render_to_string(
        "papers/official.html",
        {
            "page": page,
            "blocks": blocks(body),
            "number": number,
            "issued_on": issued_on,
            "mark": mark,
            "mark_size": "longest" if len(mark) > 16 else "long" if len(mark) > 13 else "",
            "title_lines": title_lines(title_pieces(page["title"])),
            "sign_margin": sign_margin(page["organ"], issued_on),
            "addressee": "，".join(page["units"]),
        },
    )
