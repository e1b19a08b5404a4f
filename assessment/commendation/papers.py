"""The publicity notice as an HTML page ready for printing (GB/T 9704-2012)."""

from datetime import date

from django.template.loader import render_to_string

from records.papers.rules.chinese import sign_margin
from records.papers.rules.prose import title_lines, title_pieces
from records.papers.rules.tables import blocks


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
