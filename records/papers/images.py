"""Pictures are decoded and written anew: what hides behind or inside them (EXIF, GPS, scripts) does not come along."""

import io

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from records.papers.rules.file_types import FIELD, JPEG, PNG, FileType
from township.refusals import Refused

pillow_heif.register_heif_opener()  # photographs of iPhones, kept as JPEG
MAX_PIXELS = 60_000_000
QUALITY = 88


def re_encode(data: bytes) -> tuple[bytes, FileType]:
    """The same picture, upright, without metadata: JPEG, or PNG where the source was PNG or has transparent parts.

    Refused for a damaged picture and for one of more than 60 million pixels.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "HEIF")) as source:
            if source.width * source.height > MAX_PIXELS:
                raise Refused("图片尺寸过大（超过 6000 万像素），请缩小后再上传。", field=FIELD)
            is_lossless = source.format == "PNG"
            picture = ImageOps.exif_transpose(source)
            return _written(picture, is_lossless)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("图片已损坏，打不开。请重新拍照或另存后再上传。", field=FIELD) from error


def _written(picture: Image.Image, is_lossless: bool) -> tuple[bytes, FileType]:
    out = io.BytesIO()
    has_alpha = picture.has_transparency_data
    if is_lossless or has_alpha:
        plain = picture.convert("RGBA" if has_alpha else "L" if picture.mode in ("1", "L", "I;16") else "RGB")
        _bare(plain).save(out, "PNG", optimize=False)
        return out.getvalue(), PNG
    _bare(picture.convert("L" if picture.mode == "L" else "RGB")).save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), JPEG


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone, without the info dictionary that savers read comments and profiles from."""
    picture.info = {}
    return picture
