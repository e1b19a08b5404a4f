"""Word and Excel files of before 2007 without who wrote them: compound files (MS-CFB), changed in place.

Every stream keeps its length and place, so that nothing of what is read moves. What is emptied: the two summaries (author, company,
titles, times; MS-OLEPS), the list of who saved where and the associated strings of Word (MS-DOC 2.5.6), the user name of Excel
(MS-XLS 2.4.349 WriteAccess). What acts is refused: a macro project under any name, old macro sheets, packed programs.
"""

import struct
from dataclasses import dataclass, field

from records.papers.rules.file_types import FIELD, MACRO
from township.refusals import Refused

DAMAGED = "文件已损坏，打不开。请用 Word 或 Excel 另存为 .docx 或 .xlsx 后再上传。"
LOCKED = "文件加了密码，别人打不开。请去掉密码后再上传。"
EMBEDDED = "文件里嵌有程序或别的文件，不能上传。请删去嵌入的对象，另存后再上传。"
SUMMARIES = {
    "\x05SummaryInformation": bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9"),
    "\x05DocumentSummaryInformation": bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae"),
}
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
STREAM, ROOT = 2, 5
CODE = b"\x00Attribut\x00e "  # how the text of every macro module begins, packed (MS-OVBA 2.4.1)
BOUND_SHEET, WRITE_ACCESS, FILE_PASS, PROJECT = 0x85, 0x5C, 0x2F, 0xD3
SAVED_BY, ASSOCIATED = 71, 32  # of the pairs (offset, length) in a Word file's table of contents
PAIRS, SECOND_TABLE = 0x9A, 0x0200


@dataclass
class Compound:
    """The bytes of a compound file and where its streams lie. places: name → pieces (offset, length) in order."""

    data: bytearray
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        return b"".join(bytes(self.data[at : at + size]) for at, size in self.places[name])

    def write(self, name: str, body: bytes) -> None:
        """The same length, in the same places."""
        done = 0
        for at, size in self.places[name]:
            self.data[at : at + size] = body[done : done + size]
            done += size


def without_author(data: bytes) -> bytes:
    """The file without who wrote it. Refused for one that is damaged, locked by a password, or acts."""
    try:
        book = _opened(data)
        for name in list(book.places):
            body = book.read(name)
            _check(name.rpartition("/")[2], body)
            if name.rpartition("/")[2] in SUMMARIES:
                book.write(name, _empty_summary(SUMMARIES[name.rpartition("/")[2]], len(body)))
        for name in ("Workbook", "Book"):
            if name in book.places:
                book.write(name, _without_user(book.read(name)))
        if "WordDocument" in book.places:
            _forget_who_saved(book)
    except (struct.error, IndexError, KeyError, UnicodeDecodeError, StopIteration) as error:
        raise Refused(DAMAGED, field=FIELD) from error
    return bytes(book.data)


def _opened(data: bytes) -> Compound:
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise Refused(DAMAGED, field=FIELD)
    sector, cutoff = 1 << shift, struct.unpack_from("<I", data, 56)[0]
    table = _table(data, sector)
    whole = Compound(bytearray(data))
    entries = _entries(_joined(data, _chain(table, struct.unpack_from("<I", data, 48)[0]), sector))
    root = next(entry for entry in entries if entry[1] == ROOT)
    small = _chain(table, root[2])
    mini = _numbers(_joined(data, _chain(table, struct.unpack_from("<I", data, 60)[0]), sector))
    for name, kind, start, size in entries:
        if kind != STREAM:
            continue
        if size < cutoff:
            pieces = [(_place(small, number * 64, sector), 64) for number in _chain(mini, start)]
        else:
            pieces = [((number + 1) * sector, sector) for number in _chain(table, start)]
        key = name if name not in whole.places else f"{len(whole.places)}/{name}"
        whole.places[key] = _cut(pieces, size, len(data))
    return whole


def _table(data: bytes, sector: int) -> list[int]:
    """Which sector follows which."""
    numbers = list(struct.unpack_from("<109I", data, 76))
    more, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // sector)):
        if more >= END:
            break
        part = _numbers(data[(more + 1) * sector : (more + 2) * sector])
        numbers += part[:-1]
        more = part[-1]
    return [
        follows
        for number in numbers
        if number < END
        for follows in _numbers(data[(number + 1) * sector : (number + 2) * sector])
    ]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(table: list[int], start: int) -> list[int]:
    found, seen = [], set()
    while start < END - 1:
        if start in seen:
            raise Refused(DAMAGED, field=FIELD)
        seen.add(start)
        found.append(start)
        start = table[start]
    return found


def _joined(data: bytes, chain: list[int], sector: int) -> bytes:
    return b"".join(data[(number + 1) * sector : (number + 2) * sector] for number in chain)


def _entries(directory: bytes) -> list[tuple[str, int, int, int]]:
    """(name, kind, first sector, size) of everything in the directory."""
    found = []
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind in (1, STREAM, ROOT):
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le")
            start, size = struct.unpack_from("<II", directory, at + 116)
            found.append((name, kind, start, size))
    return found


def _place(small: list[int], offset: int, sector: int) -> int:
    """Where a byte of the small streams' common stream lies in the file."""
    return (small[offset // sector] + 1) * sector + offset % sector


def _cut(pieces: list[tuple[int, int]], size: int, whole: int) -> list[tuple[int, int]]:
    found = []
    for at, length in pieces:
        if size <= 0:
            break
        found.append((at, min(length, size)))
        size -= length
    if size > 0 or any(at + length > whole for at, length in found):
        raise Refused(DAMAGED, field=FIELD)
    return found


def _check(name: str, body: bytes) -> None:
    """Refused for what acts, by what it is and not by what it is called."""
    if CODE in body or name in ("_VBA_PROJECT", "PROJECTwm"):
        raise Refused(MACRO, field=FIELD)
    if name == "\x01Ole10Native" or body[:2] == b"MZ":
        raise Refused(EMBEDDED, field=FIELD)


def _empty_summary(kind: bytes, size: int) -> bytes:
    """A set of no properties."""
    head = struct.pack("<HHI16xI", 0xFFFE, 0, 0x00020005, 1) + kind + struct.pack("<III", 48, 8, 0)
    return head[:size].ljust(size, b"\0")


def _without_user(body: bytes) -> bytes:
    """The records of a workbook without the name of who opened it. Refused for macro sheets, macro projects and passwords."""
    out, at = bytearray(body), 0
    while at + 4 <= len(body):
        kind, size = struct.unpack_from("<HH", body, at)
        if kind == FILE_PASS:
            raise Refused(LOCKED, field=FIELD)
        if kind == PROJECT or (kind == BOUND_SHEET and size > 5 and body[at + 9] in (1, 6)):
            raise Refused(MACRO, field=FIELD)
        if kind == WRITE_ACCESS:
            out[at + 4 : at + 4 + size] = (b"\1\0\0 " if size > 3 else b"").ljust(size, b" ")
        at += 4 + size
        if kind == 0 and size == 0:
            break
    return bytes(out)


def _forget_who_saved(book: Compound) -> None:
    """The list of who saved where goes, the associated strings (title, author, last author) become blanks."""
    body = bytearray(book.read("WordDocument"))
    flags = struct.unpack_from("<H", body, 0x0A)[0]
    if flags & 0x0100:
        raise Refused(LOCKED, field=FIELD)
    name = "1Table" if flags & SECOND_TABLE else "0Table"
    if name not in book.places:
        return
    table = bytearray(book.read(name))
    at, size = struct.unpack_from("<II", body, PAIRS + 8 * SAVED_BY)
    if size and at + size <= len(table):
        table[at : at + size] = bytes(size)
        struct.pack_into("<II", body, PAIRS + 8 * SAVED_BY, 0, 0)
        book.write("WordDocument", bytes(body))
    at, size = struct.unpack_from("<II", body, PAIRS + 8 * ASSOCIATED)
    if size and at + size <= len(table):
        _blank_strings(table, at, at + size)
    book.write(name, bytes(table))


def _blank_strings(table: bytearray, at: int, end: int) -> None:
    """A list of two-byte strings (MS-DOC 2.2.4 STTB): the same lengths, blanks instead of signs."""
    mark, count, extra = struct.unpack_from("<HHH", table, at)
    if mark != 0xFFFF:
        return
    at += 6
    for _ in range(count):
        length = struct.unpack_from("<H", table, at)[0]
        at += 2
        if at + 2 * length + extra > end:
            return
        table[at : at + 2 * length] = " ".encode("utf-16-le") * length
        at += 2 * length + extra
