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


LINK = b'<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/>'
ELSEWHERE = b"http://elsewhere.example/x"


def test_an_office_file_fetches_nothing_from_elsewhere_when_it_is_opened(upload):
    kinds = (b"attachedTemplate", b"image", b"oleObject", b"frame", b"subDocument", b"aFChunk", b"hyperlink")
    links = (
        b"<Relationships>"
        + b"".join(LINK % (at, kind, ELSEWHERE) for at, kind in enumerate(kinds))
        + b"</Relationships>"
    )
    settings = b'<w:settings><w:attachedTemplate r:id="rId0"/><w:zoom/></w:settings>'
    parts = samples.DOCX_PARTS | {"word/_rels/document.xml.rels": links, "word/settings.xml": settings}
    with zipfile.ZipFile(io.BytesIO(examine(upload("情况.docx", samples.archive(parts)))[0])) as kept:
        left = kept.read("word/_rels/document.xml.rels")
        assert kept.read("word/settings.xml") == b"<w:settings><w:zoom/></w:settings>"
    assert left.count(ELSEWHERE) == 1 and LINK % (6, b"hyperlink", ELSEWHERE) in left
    assert left.count(b'Target="NULL"') == 5 and b"attachedTemplate" not in left


def behind_a_bookmark(book) -> None:
    mark = book.make_indirect(DICT(Title="一", A=script()))
    book.Root.Outlines = book.make_indirect(DICT(First=mark, Last=mark, Count=1))


def behind_another_action(book) -> None:
    book.Root.OpenAction = DICT(S=NAME.GoTo, D=[book.pages[0].obj, NAME.Fit], Next=[script()])


def behind_a_link(book) -> None:
    note = DICT(
        Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 9, 9], A=DICT(S=NAME.URI, URI="javascript:app.alert(1)")
    )
    book.pages[0].obj.Annots = book.make_indirect([note])


def behind_a_fields_child(book) -> None:
    child = book.make_indirect(DICT(T="k", AA=DICT(K=script())))
    book.Root.AcroForm = DICT(Fields=[book.make_indirect(DICT(T="p", Kids=[child]))])


def behind_a_template(book) -> None:
    page = book.make_indirect(DICT(Type=NAME.Template, AA=DICT(O=script())))
    book.Root.Names = DICT(Templates=DICT(Names=["t", page]))


def behind_a_picture(book) -> None:
    about = book.make_stream(b"app.alert")
    size = {
        "Type": NAME.XObject,
        "Subtype": NAME.Image,
        "Width": 1,
        "Height": 1,
        "ColorSpace": NAME.DeviceGray,
        "BitsPerComponent": 8,
    }
    book.pages[0].obj.Resources = DICT(XObject=DICT(I=book.make_stream(b"\0", Metadata=about, **size)))


PLACES = (
    behind_a_bookmark,
    behind_another_action,
    behind_a_link,
    behind_a_fields_child,
    behind_a_template,
    behind_a_picture,
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_what_acts_is_found_wherever_it_hangs(upload, place):
    plain = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    assert b"app.alert" in samples.pdf(place, **plain)
    with pikepdf.open(io.BytesIO(examine(upload("材料.pdf", samples.pdf(place)))[0])) as book:
        out = io.BytesIO()
        book.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, **plain)
        assert b"app.alert" not in out.getvalue() and len(book.pages) == 1


def test_plain_links_and_fonts_with_strange_names_stay(upload):
    def plain(book) -> None:
        page = book.pages[0].obj
        page.Annots = [
            DICT(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 9, 9], A=DICT(S=NAME.URI, URI="https://example.org/"))
        ]
        font = DICT(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Helvetica)
        page.Resources = DICT(Font=DICT(AA=font, AF=font, EF=font, JS=font))

    with pikepdf.open(io.BytesIO(examine(upload("材料.pdf", samples.pdf(plain)))[0])) as book:
        page = book.pages[0].obj
        assert set(page.Resources.Font.keys()) == {"/AA", "/AF", "/EF", "/JS"}
        assert str(page.Annots[0].A.URI) == "https://example.org/"


def test_a_photograph_in_a_pdf_forgets_its_camera(upload):
    photo = samples.photo_with_place()
    assert b"CAMERA-OF-ZHANG" in photo and b"SECRET-COMMENT" in photo

    def scanned(book) -> None:
        size = {
            "Type": NAME.XObject,
            "Subtype": NAME.Image,
            "Width": 40,
            "Height": 30,
            "ColorSpace": NAME.DeviceRGB,
            "BitsPerComponent": 8,
        }
        book.pages[0].obj.Resources = DICT(XObject=DICT(I=book.make_stream(photo, Filter=NAME.DCTDecode, **size)))

    data = examine(upload("扫描.pdf", samples.pdf(scanned)))[0]
    assert b"CAMERA-OF-ZHANG" not in data and b"SECRET-COMMENT" not in data
    with pikepdf.open(io.BytesIO(data)) as book:
        image = pikepdf.PdfImage(book.pages[0].Resources.XObject.I).as_pil_image()
        assert image.tobytes() == Image.open(io.BytesIO(photo)).tobytes()


MACRO = samples.OLE + "_VBA_PROJECT".encode("utf-16-le")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word/harmless.bin": MACRO}, "带有宏"),
        ({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}, "带有宏"),
        ({"xl/macrosheets/sheet1.xml": b"x"}, "带有宏"),
        (
            {"[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>'},
            "带有宏",
        ),
        (
            {
                "word/_rels/document.xml.rels": b'<Relationships Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
            },
            "带有宏",
        ),
        ({"word/header1.xml": b'<!DOCTYPE a [<!ENTITY x "yyy">]><w:hdr>&x;</w:hdr>'}, "两种文件"),
        ({"word/footer1.xml": '<?xml version="1.0"?><!DOCTYPE a><w:ftr/>'.encode("utf-16")}, "两种文件"),
        (
            {"word/header1.xml": b"<w:hdr><w:instrText> DDEAUTO c:\\windows\\cmd.exe </w:instrText></w:hdr>"},
            "启动外部程序",
        ),
        (
            {"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'},
            "启动外部程序",
        ),
        ({"../../etc/passwd": b"x"}, "两种文件"),
        ({"C:\\evil.exe": b"x"}, "两种文件"),
        ({"Word/Document.xml": b"<other/>"}, "两种文件"),
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
