"""QR codes as drawings that stand in a page or a paper."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str, *, css: str | None = None) -> SafeString:
    """The text as an SVG without script or style; medium error correction survives a fold in the paper.

    css: a class whose style sheet says how large it is; without one it brings its own size and margin."""
    picture = segno.make(text, error="m", micro=False)
    size = {"border": 0, "omitsize": True} if css else {"scale": 5, "border": 2}
    drawing = picture.svg_inline(svgclass=css, lineclass=None, **size)
    return mark_safe(drawing)  # noqa: S308 - drawn here, the text stands in it as squares only
