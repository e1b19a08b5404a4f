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
END = 0xFFFFFFFE
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


def compound(streams: dict[str, bytes]) -> bytes:
    """A whole file of before 2007 (MS-CFB): short streams in the small one, long ones in sectors of their own."""
    small, mini, long = b"", [], []
    entries = []
    for name, body in streams.items():
        if len(body) < 4096:
            first, count = len(mini), max(1, -(-len(body) // 64))
            mini += [*range(first + 1, first + count), END]
            small += body.ljust(64 * count, b"\0")
            entries.append((name, 2, first, len(body)))
        else:
            entries.append((name, 2, -1 - len(long), len(body)))
            long.append(body)
    table: list[int] = [0xFFFFFFFD]
    sectors: list[bytes] = [b""]

    def put(body: bytes) -> int:
        first, count = len(table), max(1, -(-len(body) // 512))
        table.extend([*range(first + 1, first + count), END])
        sectors.extend(body.ljust(512 * count, b"\0")[at : at + 512] for at in range(0, 512 * count, 512))
        return first

    starts = [put(body) for body in long]
    root = put(small)
    minis = put(struct.pack(f"<{len(mini)}I", *mini).ljust(512, b"\xff"))
    rows = [("Root Entry", 5, root, len(small)), *entries]
    directory = b"".join(_entry(name, kind, starts[-1 - at] if at < 0 else at, size) for name, kind, at, size in rows)
    where = put(directory)
    sectors[0] = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", OLE[:8], 0x3E, 3, 0xFFFE, 9, 6, 0, 1, where, 0, 4096, minis, 1, END, 0)
    return (head + struct.pack("<I", 0)).ljust(512, b"\xff") + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    return struct.pack("<64sHB49xIII", words, len(words) + 2, kind, start, size, 0)


def ole(*names: str) -> bytes:
    """One that holds streams of these names."""
    return compound(dict.fromkeys(names, b"\x00" * 600))


def workbook(rows: list[list], title="台账") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
