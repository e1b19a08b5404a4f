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
    is_recording: bool = False


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
HEIC = FileType("heic", "苹果手机照片", "image/heic", ("heic", "heif"), is_image=True)
MP4 = FileType("mp4", "录像", "video/mp4", ("mp4", "m4v", "3gp"), is_recording=True)
MOV = FileType("mov", "录像", "video/quicktime", ("mov", "qt"), is_recording=True)
M4A = FileType("m4a", "录音", "audio/mp4", ("m4a", "aac"), is_recording=True)
MP3 = FileType("mp3", "录音", "audio/mpeg", ("mp3",), is_recording=True)
AMR = FileType("amr", "录音", "audio/amr", ("amr",), is_recording=True)
TYPES = (PDF, JPEG, PNG, WEBP, HEIC, DOCX, XLSX, DOC, XLS, OFD, TXT, MP4, MOV, M4A, MP3, AMR)
ACCEPTED = "PDF、JPG、PNG、WebP、HEIC、Word、Excel、OFD、TXT，录音 MP3、M4A、AMR，录像 MP4、MOV"
# Brands of the first box of an ISO media file (ISO/IEC 14496-12), by what they are here.
_BRANDS = {
    HEIC: (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"),
    MOV: (b"qt  ",),
    M4A: (b"M4A ", b"M4B "),
    MP4: (
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"M4V ",
        b"3gp4",
        b"3gp5",
        b"3gp6",
        b"MSNV",
    ),
}
DISGUISED = "这个文件同时是两种文件，可能藏有别的内容，不能上传。请用原来的软件重新另存后再上传。"
MACRO = "文件里带有宏，不能上传。请另存为不带宏的文档（.docx 或 .xlsx）。"
EMBEDDED = "文件里嵌有程序或别的文件，不能上传。请删去嵌入的对象，另存后再上传。"
STARTS = "文件里有会启动外部程序的域（DDE），不能上传。请删去，另存后再上传。"
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<\0?[?!A-Za-z]")
# What a part that holds macros is called in the list of types and in the links between parts (ECMA-376, MS-OFFMACRO2).
_MACRO_PART = re.compile(
    rb"macroEnabled|ms-office\.vbaProject|relationships/(?:vbaProject|wordVbaData|xlMacrosheet|xlIntlMacrosheet)"
)
_STARTS_PROGRAM = re.compile(
    rb"<(?:\w+:)?(?:instrText|fldSimple)[^>]*?>?[^<>]{0,40}\bDDE(?:AUTO)?\b|<(?:\w+:)?ddeLink\b", re.IGNORECASE
)
# The marks a zip of each kind holds.
_ZIP_MARKS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("OFD.xml", OFD))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(!doctype|html|svg|script|\?xml|head|body|iframe|math)", re.IGNORECASE)


# How other files begin that a reader looks for behind the first bytes: a PDF within the first kilobyte, archives and programs anywhere.
_PDF_WITHIN = 1024
_HIDDEN = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"This program cannot be run in DOS mode")
_FOREIGN_HEADS = (
    b"MZ",
    b"%PDF-",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MSCF",
)  # parts of no office file


def detect(data: bytes) -> FileType:
    """The type of these bytes. Refused for everything that is not on the list, and for what is two files at once, with a sentence
    for attachments. Pictures and PDFs are written anew by who asked, so nothing behind them stays."""
    found = _kind_of(data)
    if found == PDF or found.is_image:
        return found
    if b"%PDF-" in data[:_PDF_WITHIN] or found != TXT and any(mark in data for mark in _HIDDEN):
        raise Refused(DISGUISED, field=FIELD)
    return found


def _kind_of(data: bytes) -> FileType:
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
    recording = _recording_type(data)
    if recording:
        return recording
    if data.startswith(_OLE):
        return _ole_type(data)
    if _is_plain_text(data):
        return TXT
    raise Refused(
        f"不能上传这种文件。可以上传的有：{ACCEPTED}；其他文档请先另存为 PDF，其他录音录像请转成 MP3 或 MP4，压缩包请解压后逐个上传。",
        field=FIELD,
    )


def _recording_type(data: bytes) -> FileType | None:
    """Sound and film by their first bytes, whole to the end; None for anything else. Refused for what hides behind one."""
    found = None
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        found = next((kind for kind, brands in _BRANDS.items() if brand in brands), None)
        if found and not _boxes_reach_the_end(data):
            raise Refused(DISGUISED, field=FIELD)
    elif data.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        found = AMR
    elif data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa")):
        found = MP3
    if found and b"PK\x05\x06" in data[-66_000:]:
        raise Refused(DISGUISED, field=FIELD)
    return found


def _boxes_reach_the_end(data: bytes) -> bool:
    """Whether the file is boxes and nothing else: each says how long it is, the last ends with the file."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            return True
        if size < 8:
            return False
        at += size
    return at == len(data)


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
            if archive.comment:  # no office program writes one
                raise Refused(DISGUISED, field=FIELD)
            names = set(archive.namelist())
            _check_names(archive.namelist())
            _check_parts(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("文件已损坏，打不开。请重新保存后再上传。", field=FIELD) from error
    if not _ends_with_directory(data):
        raise Refused(DISGUISED, field=FIELD)
    for mark, kind in _ZIP_MARKS:
        if mark in names and (kind == OFD or "[Content_Types].xml" in names):
            return kind
    raise Refused("不能上传压缩包。请解压后逐个上传其中的文件。", field=FIELD)


def _check_names(names: list[str]) -> None:
    """Refused for what no office program writes: two parts of one name (each reader takes another), names that lead out of the file."""
    if len({name.lower() for name in names}) < len(names):
        raise Refused(DISGUISED, field=FIELD)
    if any(name.lower().startswith("meta-inf/manifest") for name in names):  # what Java starts
        raise Refused(EMBEDDED, field=FIELD)
    if any(".." in re.split(r"[\\/]", name) or name.startswith(("/", "\\")) or ":" in name for name in names):
        raise Refused(DISGUISED, field=FIELD)


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Refused for macros and embedded programs, by what the parts are and not by what they are called."""
    for member in archive.infolist():
        name = member.filename.lower()
        with archive.open(member) as part:
            head = part.read(400)
            is_compound, is_xml = head.startswith(_OLE), bool(_XML.match(head))
            body = head + part.read() if is_compound or is_xml else head
        if (
            "vbaproject" in name
            or "macrosheets/" in name
            or (is_xml and name.endswith((".rels", ".xml")) and _MACRO_PART.search(_ascii(body)))
            or (name == "[content_types].xml" and _MACRO_PART.search(_ascii(body)))
            or (is_compound and _is_macro(body))
        ):
            raise Refused(MACRO, field=FIELD)
        if (is_compound and "\x01Ole10Native".encode("utf-16-le") in body) or head.startswith(_FOREIGN_HEADS):
            raise Refused(EMBEDDED, field=FIELD)
        if is_xml:
            _check_markup(_ascii(body))


def _check_markup(text: bytes) -> None:
    """Refused for entities (no office program writes them; they grow without end) and for fields that start programs."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refused(DISGUISED, field=FIELD)
    if _STARTS_PROGRAM.search(text):
        raise Refused(STARTS, field=FIELD)


def _ascii(body: bytes) -> bytes:
    """A part in UTF-16 without its zeros, so that what is looked for is found in it too."""
    return body.replace(b"\0", b"") if body[:2] in (b"\xff\xfe", b"\xfe\xff") else body


def _is_macro(body: bytes) -> bool:
    return any(mark.encode("utf-16-le") in body for mark in ("_VBA_PROJECT", "VBA"))


def _ends_with_directory(data: bytes) -> bool:
    """Whether nothing follows the archive's own end (a second file would)."""
    at = data.rfind(b"PK\x05\x06")
    return at >= 0 and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)


def _ole_type(data: bytes) -> FileType:
    """Word or Excel of before 2007, told apart by the names in the directory (UTF-16)."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Refused("文件加了密码，别人打不开。请去掉密码后再上传。", field=FIELD)
    if _is_macro(data):
        raise Refused(MACRO, field=FIELD)
    if b"DDEAUTO" in data or holds("DDEAUTO"):
        raise Refused(STARTS, field=FIELD)
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
