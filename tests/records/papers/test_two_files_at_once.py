"""What is two files at once stays out, whichever of them comes first; names are written in the signs they seem to have."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from records.papers.actions.attachments import examine
from records.papers.rules.file_names import clean_name
from township.refusals import Refused

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
TEXT = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
WORD = (("[Content_Types].xml", TYPES), ("word/document.xml", TEXT))
RAR, SEVEN = b"Rar!\x1a\x07\x00" + b"\0" * 40, b"7z\xbc\xaf\x27\x1c" + b"\0" * 40
PROGRAM = b"MZ\x90\0" + b"\0" * 60 + b"This program cannot be run in DOS mode."
MP3 = b"ID3\4\0\0\0\0\0\0" + b"\xff\xfb\x90\0" * 50


def box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


MP4 = box(b"ftyp", b"isom\0\0\2\0isommp41")


def packed(*parts: tuple[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts:
            archive.writestr(name, body)
        archive.comment = comment
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("录像.mp4", MP4 + box(b"free", RAR) + box(b"mdat", b"x" * 100)),
        ("录像.mp4", MP4 + box(b"mdat", b"x" * 100) + box(b"free", SEVEN)),
        ("录像.mp4", MP4 + b"\0\0\0\0mdat" + PROGRAM),  # a box that says it goes on to the end
        ("录像.mp4", MP4 + box(b"free", b"%PDF-1.4") + box(b"mdat", b"x" * 100)),
        ("录音.mp3", MP3 + RAR),
        ("说明.txt", b"hello\n" + b" " * 100 + b"%PDF-1.4\n%%EOF"),
        ("说明.docx", packed(*WORD, comment=b"<html><script>alert(1)</script>")),
        ("说明.docx", packed(*WORD, comment=b"%PDF-1.4 %%EOF")),
    ],
)
def test_what_is_two_files_at_once_is_refused(name, data):
    with pytest.raises(Refused, match="同时是两种文件"):
        examine(SimpleUploadedFile(name, data))


@pytest.mark.parametrize(
    "part",
    [
        ("a.bin", b"%PDF-1.4\n%%EOF"),
        ("META-INF/MANIFEST.MF", b"Main-Class: A"),
        ("A.class", b"\xca\xfe\xba\xbe"),
        ("word/media/image1.png", b"\x7fELF"),
        ("word/b.bin", RAR),
    ],
)
def test_an_office_file_carries_no_other_file(part):
    with pytest.raises(Refused, match="嵌有程序或别的文件|同时是两种文件"):
        examine(SimpleUploadedFile("说明.docx", packed(part, *WORD)))


def test_what_is_one_file_comes_in():
    recording = MP4 + box(b"mdat", b"x" * 100)
    for name, data in (("录像.mp4", recording), ("录音.mp3", MP3), ("说明.txt", "一份 PDF 文件".encode())):
        kept, _, kept_name = examine(SimpleUploadedFile(name, data))
        assert (kept, kept_name) == (data, name)


def test_a_name_is_written_in_the_letters_it_seems_to_have():
    assert clean_name("p\u0430ypal.txt") == "paypal.txt"  # a Cyrillic а
    assert clean_name("⼈⺠\u202e来信.pdf") == "人民来信.pdf"
