"""Small real files, and files that pretend to be something else."""

import io
import struct
import zipfile

import openpyxl
import pikepdf
from PIL import Image

from records.papers.cleaning import cleaned
from records.papers.rules.file_types import FileType

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200 + b"This program cannot be run in DOS mode."
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"\xef\xbb\xbf  <!DOCTYPE html><html><script>alert(1)</script></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def pdf(change=None, **options) -> bytes:
    """One empty page; change(book) before it is saved."""
    with pikepdf.new() as book:
        book.add_blank_page(page_size=(200, 200))
        if change:
            change(book)
        out = io.BytesIO()
        book.save(out, deterministic_id="encryption" not in options, **options)
        return out.getvalue()


PDF = cleaned(pdf(), FileType("pdf", "PDF", "application/pdf", ("pdf",)))  # as it is kept


def box(kind: bytes, body: bytes = b"") -> bytes:
    """A box of an ISO media file."""
    return struct.pack(">I", 8 + len(body)) + kind + body


def film(brand: bytes = b"mp42") -> bytes:
    return box(b"ftyp", brand + b"\0\0\0\0isom") + box(b"moov", b"\0" * 20) + box(b"mdat", b"\1" * 50)


def picture(kind: str, size=(40, 30), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "#3366aa" if mode == "RGB" else None).save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG, taken sideways, whose EXIF data names a camera and a place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "CAMERA-OF-ZHANG"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=exif, comment=b"SECRET-COMMENT")


def archive(members: dict[str, bytes], compression=zipfile.ZIP_DEFLATED) -> bytes:
    """The same members give the same bytes, whatever the clock says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in members.items():
            part = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            made.writestr(part, data, compress_type=compression)
    return out.getvalue()


DOCX_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": "<w:document>情况说明</w:document>".encode()}


def docx() -> bytes:
    return archive(DOCX_PARTS)


def macro_docx() -> bytes:
    return archive(DOCX_PARTS | {"word/vbaProject.bin": b"macro"})


def encrypted_zip() -> bytes:
    """The first bit of the flags says: encrypted. It stands in the local header and in the directory."""
    data = bytearray(archive({"a.txt": b"x" * 50}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | 1)
    return bytes(data)


def zip_bomb() -> bytes:
    return archive(DOCX_PARTS | {f"word/media/{n}.bmp": b"\x00" * 30_000_000 for n in range(2)})


def ole(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") + b"\x00\x00" for name in names)


def workbook(rows: list[list], title="台账") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
