"""The name under which an upload is kept: shown to everybody, so without what prints nothing, and true about its content."""

import re
import unicodedata

from records.papers.rules.file_types import FIELD, TYPES, FileType
from township.refusals import Refused
from township.text import clean


def check_name(name: str, found: FileType) -> str:
    """The name to keep: its last part, without characters that print nothing or turn the text around, 100 characters.

    Refused when its ending belongs to another kind of file (disguised). Pictures may be named as any kind of picture;
    a name without an ending gets the right one.
    """
    stem, dot, suffix = clean_name(name).rpartition(".")
    if not dot or not re.fullmatch(r"[0-9A-Za-z]{1,5}", suffix):
        return f"{clean_name(name) or '附件'}.{found.suffixes[0]}"
    suffix = suffix.lower()
    right = {
        ending for kind in TYPES if kind == found or (kind.is_image and found.is_image) for ending in kind.suffixes
    }
    if suffix not in right:
        raise Refused(
            f"文件名以 .{suffix} 结尾，内容却是{found.label}。请核对是否选错了文件，或改正文件名后再上传。", field=FIELD
        )
    return f"{stem or '附件'}.{suffix}"


def clean_name(name: str) -> str:
    """A file name as it may be shown and stored."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(sign for sign in clean(last) if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    kept = kept.strip().lstrip(".")
    if len(kept) > 100:
        stem, dot, suffix = kept.rpartition(".")
        kept = stem[: 99 - len(suffix)] + dot + suffix if dot and len(suffix) < 10 else kept[:100]
    return kept
