"""What a file is, judged by its content, never by its name.

Only formats of everyday office work are let in. Whatever can run in a browser or on a desktop (HTML, SVG, programs,
macros) stays out, and so does what nobody can read later (encrypted archives).
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from township.refusals import Refused

MAX_MEMBERS = 5000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200  # an office file of plain text packs about 1:20, blank rows up to 1:100
FIELD = "attachments"


@dataclass(frozen=True)
class FileType:
    """suffixes: the endings a name of this type may have, the first one is given to a name without any."""

    key: str
    label: str
    media_type: str
    suffixes: tuple[str, ...]
    is_image: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = FileType("pdf", "PDF", "application/pdf", ("pdf",))
JPEG = FileType("jpeg", "JPG 图片", "image/jpeg", ("jpg", "jpeg"), is_image=True)
PNG = FileType("png", "PNG 图片", "image/png", ("png",), is_image=True)
WEBP = FileType("webp", "WebP 图片", "image/webp", ("webp",), is_image=True)
DOCX = FileType("docx", "Word 文档", _OFFICE + "wordprocessingml.document", ("docx",))
XLSX = FileType("xlsx", "Excel 表格", _OFFICE + "spreadsheetml.sheet", ("xlsx",))
DOC = FileType("doc", "Word 文档", "application/msword", ("doc", "wps"))
XLS = FileType("xls", "Excel 表格", "application/vnd.ms-excel", ("xls", "et"))
OFD = FileType("ofd", "OFD 版式文件", "application/ofd", ("ofd",))
TXT = FileType("txt", "文本", "text/plain", ("txt",))
TYPES = (PDF, JPEG, PNG, WEBP, DOCX, XLSX, DOC, XLS, OFD, TXT)
ACCEPTED = "PDF、JPG、PNG、WebP、Word、Excel、OFD、TXT"
# The marks a zip of each kind holds.
_ZIP_MARKS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("OFD.xml", OFD))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(!doctype|html|svg|script|\?xml|head|body|iframe|math)", re.IGNORECASE)


def detect(data: bytes) -> FileType:
    """The type of these bytes. Refused for everything that is not on the list, with a sentence for attachments."""
    if not data:
        raise Refused("这个文件是空的，请重新选择。", field=FIELD)
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    if data.startswith(_OLE):
        return _ole_type(data)
    if _is_plain_text(data):
        return TXT
    raise Refused(f"不能上传这种文件。可以上传的有：{ACCEPTED}；其他格式请先另存为 PDF。", field=FIELD)


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
    kept = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    kept = kept.strip().lstrip(".")
    if len(kept) > 100:
        stem, dot, suffix = kept.rpartition(".")
        kept = stem[: 99 - len(suffix)] + dot + suffix if dot and len(suffix) < 10 else kept[:100]
    return kept


def check_zip(archive: zipfile.ZipFile) -> None:
    """Refused for a zip that is encrypted, or whose declared content is far bigger than any office file (zip bomb).

    Python's reader never unpacks more than is declared, so the declaration is what counts.
    """
    members = archive.infolist()
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused("文件加了密码，别人打不开。请去掉密码后再上传。", field=FIELD)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > 1024 * 1024 + MAX_RATIO * packed:
        raise Refused("文件展开后过大，疑似压缩炸弹，不能上传。", field=FIELD)


def _zip_type(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_zip(archive)
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("文件已损坏，打不开。请重新保存后再上传。", field=FIELD) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("文件里带有宏，不能上传。请另存为不带宏的文档（.docx 或 .xlsx）。", field=FIELD)
    for mark, kind in _ZIP_MARKS:
        if mark in names and (kind == OFD or "[Content_Types].xml" in names):
            return kind
    raise Refused("不能上传压缩包。请解压后逐个上传其中的文件。", field=FIELD)


def _ole_type(data: bytes) -> FileType:
    """Word or Excel of before 2007, told apart by the names in the directory (UTF-16)."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Refused("文件加了密码，别人打不开。请去掉密码后再上传。", field=FIELD)
    if holds("_VBA_PROJECT") or holds("VBA"):
        raise Refused("文件里带有宏，不能上传。请另存为不带宏的文档（.docx 或 .xlsx）。", field=FIELD)
    if holds("WordDocument"):
        return DOC
    if holds("Workbook") or holds("Book"):
        return XLS
    raise Refused(f"不能上传这种文件。可以上传的有：{ACCEPTED}。", field=FIELD)


def _is_plain_text(data: bytes) -> bool:
    if b"\x00" in data or _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")) or data[:2] in (b"MZ", b"#!"):
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(sign in "\t\r\n\f" or unicodedata.category(sign) != "Cc" for sign in text)
    return False
