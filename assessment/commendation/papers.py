"""The decision and the publicity notice as HTML pages ready for printing (GB/T 9704-2012)."""

from datetime import date

from django.template.loader import render_to_string

from records.papers.rules.chinese import sign_margin
from records.papers.rules.prose import title_lines, title_pieces
from records.papers.rules.tables import blocks


def paper_html(page: dict, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    """The decision. page: organ, title, units (main addressees). Nothing in body is read as HTML."""
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


def notice_html(organ: str, title: str, body: str, put_up_on: date) -> str:
    """The publicity notice: no red head and no number, it is put up on a wall."""
    return render_to_string(
        "papers/public_notice.html",
        {
            "page": {"organ": organ, "title": title},
            "blocks": blocks(body),
            "issued_on": put_up_on,
            "title_lines": title_lines(title_pieces(title)),
            "sign_margin": sign_margin(organ, put_up_on),
        },
    )
