"""What is kept of an upload: what a page shows, and nothing that acts, hides or tells who wrote it where."""

import io
import socket
import struct
import threading
import zipfile

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from records.papers.actions.attachments import attach, examine
from records.papers.rules.file_types import AMR, DOCX, M4A, MOV, MP3, MP4, detect
from tests.records.papers import file_samples as samples
from township.refusals import Refused

NAME, DICT = pikepdf.Name, pikepdf.Dictionary


def script() -> DICT:
    return DICT(S=NAME.JavaScript, JS="app.alert(1)")


def acting(book) -> None:
    """A PDF with everything that may act or hide."""
    root, page = book.Root, book.pages[0].obj
    root.OpenAction = script()
    root.AA = DICT(WC=script())
    page.AA = DICT(O=script())
    root.Names = DICT(JavaScript=DICT(Names=["x", script()]))
    book.attachments["evil.exe"] = b"MZ evil"
    page.Annots = book.make_indirect(
        [
            DICT(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 9, 9], A=DICT(S=NAME.Launch, F="cmd.exe")),
            DICT(Type=NAME.Annot, Subtype=NAME.FileAttachment, Rect=[0, 0, 9, 9]),
            DICT(Type=NAME.Annot, Subtype=NAME.Text, Rect=[0, 0, 9, 9], Contents="批注"),
        ]
    )
    book.docinfo["/Author"] = "ZHANG-SAN"
    with book.open_metadata() as about:
        about["dc:creator"] = ["ZHANG-SAN"]


def test_a_pdf_keeps_its_pages_and_loses_what_acts_hides_and_tells(upload):
    data, found, _ = examine(upload("材料.pdf", samples.pdf(acting)))
    for gone in (
        b"JavaScript",
        b"/Launch",
        b"/OpenAction",
        b"/AA",
        b"EmbeddedFile",
        b"evil",
        b"ZHANG-SAN",
        b"FileAttachment",
    ):
        assert gone not in data, gone
    book = PdfReader(io.BytesIO(data))
    assert len(book.pages) == 1 and not book.metadata
    assert [str(note.get_object()["/Subtype"]) for note in book.pages[0]["/Annots"]] == ["/Link", "/Text"]


def test_a_signed_pdf_is_kept_as_it_came_unless_it_acts(upload):
    def signed(book) -> None:
        book.Root.AcroForm = DICT(Fields=[], SigFlags=3)

    data = samples.pdf(signed)
    assert examine(upload("来文.pdf", data))[0] == data
    with pytest.raises(Refused, match="电子签章，又带有脚本"):
        examine(upload("来文.pdf", samples.pdf(lambda book: (signed(book), acting(book)))))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 nothing more", "PDF 已损坏"),
        (samples.pdf(encryption=pikepdf.Encryption(user="x", owner="y")), "加了密码"),
    ],
)
def test_a_pdf_that_nobody_can_open_is_refused(upload, data, sentence):
    with pytest.raises(Refused, match=sentence):
        examine(upload("材料.pdf", data))


def test_what_hangs_behind_a_pdf_does_not_come_along(upload):
    hidden = samples.archive({"evil.js": b"alert(1)"})
    assert b"evil.js" not in examine(upload("材料.pdf", samples.pdf() + hidden))[0]


def test_an_office_file_loses_its_author(upload):
    core = b"<cp:coreProperties><dc:creator>ZHANG-SAN</dc:creator></cp:coreProperties>"
    parts = samples.DOCX_PARTS | {"docProps/core.xml": core, "docProps/app.xml": b"<Company>ZHANG-SAN</Company>"}
    data, found, _ = examine(upload("情况.docx", samples.archive(parts)))
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        assert found == DOCX and set(kept.namelist()) == set(parts)
        assert "ZHANG-SAN" not in str([kept.read(name) for name in kept.namelist()])
        assert kept.read("word/document.xml") == parts["word/document.xml"]


MACRO = samples.OLE + "_VBA_PROJECT".encode("utf-16-le")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word/harmless.bin": MACRO}, "带有宏"),
        ({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}, "带有宏"),
        ({"xl/macrosheets/sheet1.xml": b"x"}, "带有宏"),
        ({"word/embeddings/a.bin": samples.OLE + "\x01Ole10Native".encode("utf-16-le")}, "嵌有程序"),
        ({"word/media/image1.png": b"MZ program"}, "嵌有程序"),
    ],
)
def test_macros_and_programs_are_found_by_what_they_are(parts, sentence):
    with pytest.raises(Refused, match=sentence):
        detect(samples.archive(samples.DOCX_PARTS | parts))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("现场.mp4", samples.film(), MP4),
        ("现场.3gp", samples.film(b"3gp5"), MP4),
        ("现场.mov", samples.film(b"qt  "), MOV),
        ("谈话.m4a", samples.film(b"M4A "), M4A),
        ("谈话.mp3", b"ID3\4\0" + b"\0" * 90, MP3),
        ("谈话.mp3", b"\xff\xfb\x90\0" * 40, MP3),
        ("谈话.amr", b"#!AMR\n" + b"<" * 60, AMR),
    ],
)
def test_sound_and_film_are_evidence(upload, name, data, kind):
    assert examine(upload(name, data)) == (data, kind, name)


@pytest.mark.parametrize(
    "data",
    [
        samples.film() + samples.archive({"evil.js": b"x"}),
        samples.film() + b"%PDF-1.4 tail of another file",
        b"ID3\4\0%PDF-1.4" + b"\0" * 90,
        samples.docx() + b"<script>alert(1)</script>",
    ],
)
def test_two_files_in_one_are_refused(data):
    with pytest.raises(Refused, match="同时是两种文件"):
        detect(data)


def test_a_film_may_be_larger_than_a_paper_and_says_its_own_limit(upload, settings):
    settings.ATTACHMENT_MAX_BYTES, settings.RECORDING_MAX_BYTES = 100, 1024 * 1024
    assert examine(upload("现场.mp4", samples.film()))
    with pytest.raises(Refused, match="录音录像请剪短或压缩"):
        examine(upload("现场.mp4", samples.film() + samples.box(b"free", b"\0" * 1024 * 1024)))
    with pytest.raises(Refused, match="结尾"):
        examine(upload("其实是文本.mp4", b"a" * 500))  # a larger limit is no way in for anything else


def test_a_photograph_of_an_iphone_is_kept_as_jpeg(upload):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#3366aa").save(out, "HEIF")
    data, found, name = examine(upload("IMG_1.HEIC", out.getvalue()))
    assert (found.key, name) == ("jpeg", "IMG_1.jpg") and data.startswith(b"\xff\xd8")


class Scanner(threading.Thread):
    """A clamd that finds what holds the word VIRUS."""

    def __init__(self):
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.where = f"tcp://127.0.0.1:{self.door.getsockname()[1]}"

    def run(self):
        while True:
            line, _ = self.door.accept()
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack(">I", stream.read(4))[0]:
                    data += stream.read(size)
                line.sendall(b"stream: Eicar FOUND\0" if b"VIRUS" in data else b"stream: OK\0")


def test_the_scanner_is_asked_and_a_file_without_one_says_so(matter, cast, upload, settings):
    given = {"matter": matter, "purpose": "evidence", "by": cast.actor("clerk"), "at": cast.at()}
    assert attach(upload=upload("a.txt", "材料".encode()), **given).scan_words == "（未查毒）"
    scanner = Scanner()
    scanner.start()
    settings.CLAMD = scanner.where
    assert attach(upload=upload("a.txt", "材料".encode()), **given).scan_words == ""
    with pytest.raises(Refused, match="查出病毒"):
        attach(upload=upload("a.txt", b"VIRUS"), **given)
    settings.CLAMD = "tcp://127.0.0.1:1"  # nobody listens: the office goes on
    assert attach(upload=upload("a.txt", "材料".encode()), **given).scan_words == "（未查毒）"
