"""QR codes as drawings that stand in a page."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def code_of(text: str) -> SafeString:
    """The text as a code, for a page of the house: an SVG without script or style."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=5, border=2, xmldecl=False, svgns=True, omitsize=False
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn here, the text stands in it as squares only
