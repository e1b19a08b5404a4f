"""Word and Excel of before 2007: who wrote it, where it was saved and what acts are found by content, and nothing else moves."""

import random
import struct

import pytest

from records.papers.actions.attachments import examine
from records.papers.compound import without_author
from tests.records.papers import file_samples as samples
from township.refusals import Refused

WHO = "张三丰-CLINIC"
PROPERTIES = struct.pack("<HHI16xI", 0xFFFE, 0, 0x00020005, 1) + b"F" * 16 + struct.pack("<I", 48) + WHO.encode("gbk")
SUMMARY, COMPANY = "\x05SummaryInformation", "\x05DocumentSummaryInformation"


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def workbook(*records: bytes) -> bytes:
    user = bytes([len(WHO), 0, 1]) + WHO.encode("utf-16-le")
    start = record(0x809, b"\0\6\5\0" + b"\0" * 12)
    return start + record(0x5C, user.ljust(112, b" ")) + b"".join(records) + record(0x0A)


def strings(*texts: str) -> bytes:
    return struct.pack("<HHH", 0xFFFF, len(texts), 0) + b"".join(
        struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in texts
    )


def letter() -> tuple[bytes, bytes]:
    """The main stream of a Word file and its table, with associated strings and a list of who saved where."""
    names, saved = strings("", "标题", WHO), strings(WHO, "D:\\\\张三丰\\\\上访.doc")
    body = bytearray(b"\xec\xa5\xc1\0".ljust(4200, b"\0"))
    struct.pack_into("<H", body, 0x0A, 0x0200)
    struct.pack_into("<II", body, 0x9A + 8 * 32, 0, len(names))
    struct.pack_into("<II", body, 0x9A + 8 * 71, len(names), len(saved))
    body[2000:2010] = "正文内容多".encode("utf-16-le")
    return bytes(body), names + saved


def holds(data: bytes, text: str = WHO) -> bool:
    return any(text.encode(encoding) in data for encoding in ("utf-16-le", "gbk", "utf-8"))


@pytest.mark.parametrize("length", [200, 5000])  # in the small stream, and in sectors of its own
def test_an_old_word_file_forgets_who_wrote_it(upload, length):
    body, table = letter()
    data = samples.compound(
        {"WordDocument": body, "1Table": table, SUMMARY: PROPERTIES.ljust(length, b"\0"), COMPANY: PROPERTIES}
    )
    assert holds(data) and holds(data, "上访.doc")
    clean = without_author(data)
    assert not holds(clean) and not holds(clean, "上访.doc") and not holds(clean, "标题")
    assert (len(clean), holds(clean, "正文内容多")) == (len(data), True)
    assert without_author(clean) == clean
    kept, found, name = examine(upload("旧文.doc", data))
    assert (kept, found.key, name) == (clean, "doc", "旧文.doc")


def test_an_old_workbook_forgets_who_opened_it():
    data = samples.compound({"Workbook": workbook(record(0x85, b"\0\0\0\0\0\0\1\0A")), SUMMARY: PROPERTIES})
    clean = without_author(data)
    assert holds(data) and not holds(clean)
    assert sum(a != b for a, b in zip(data, clean, strict=True)) < 200


@pytest.mark.parametrize(
    ("streams", "sentence"),
    [
        ({"WordDocument": b"\0" * 600, "无害": b"\1\x20\xb0\x00Attribut\x00e VB_Nam"}, "宏"),
        ({"Workbook": workbook(record(0x85, b"\0\0\0\0\0\1\1\0M"))}, "宏"),
        ({"Workbook": workbook(record(0x85, b"\0\0\0\0\0\6\1\0M"))}, "宏"),
        ({"Workbook": workbook(record(0xD3))}, "宏"),
        ({"Workbook": workbook(record(0x2F, b"\0" * 4))}, "密码"),
        ({"WordDocument": b"\0" * 10 + b"\0\1" + b"\0" * 600}, "密码"),
        ({"WordDocument": b"\0" * 600, "\x01Ole10Native": b"x"}, "嵌有程序"),
        ({"WordDocument": b"\0" * 600, "图": b"MZ\x90"}, "嵌有程序"),
    ],
)
def test_what_acts_is_refused_by_its_content(streams, sentence):
    with pytest.raises(Refused, match=sentence):
        without_author(samples.compound(streams))


@pytest.mark.parametrize("cut", [100, 512, 700, 1500, 2100])
def test_a_damaged_one_is_refused_with_a_way_out(cut):
    body, table = letter()
    data = samples.compound({"WordDocument": body, "1Table": table, SUMMARY: PROPERTIES})
    with pytest.raises(Refused, match="另存为 .docx"):
        without_author(data[:cut])


def test_whatever_is_broken_ends_with_a_sentence():
    body, table = letter()
    whole = samples.compound({"WordDocument": body, "1Table": table, "Workbook": workbook(), SUMMARY: PROPERTIES})
    chance = random.Random(7)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(24, len(data))] = chance.choice((0, 1, 0x7F, 0xFE, 0xFF))
        try:
            assert len(without_author(bytes(data))) == len(whole)
        except Refused:
            continue
