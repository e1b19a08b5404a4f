"""Attachments: what a file is, its content decides; a bad one gets a clear sentence and leaves nothing."""

import io
from urllib.parse import unquote

import pytest
from django.conf import settings
from PIL import Image

from records.papers import store
from records.papers.actions.attachments import attach, examine, read_attachment
from records.papers.cleaning import cleaned
from records.papers.images import MAX_PIXELS
from records.papers.models.attachments import Attachment
from records.papers.rules.file_names import check_name, clean_name
from records.papers.rules.file_types import DOCX, detect
from tests.records.papers import file_samples as samples
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("扫描件.pdf", samples.PDF, "pdf"),
        ("照片.JPG", samples.picture("JPEG"), "jpeg"),
        ("截图.png", samples.picture("PNG"), "png"),
        ("手机.webp", samples.picture("WEBP"), "webp"),
        ("说明.docx", samples.docx(), "docx"),
        ("名单.xlsx", samples.workbook([["姓名"]]), "xlsx"),
        ("旧文.doc", samples.ole("WordDocument"), "doc"),
        ("旧表.xls", samples.ole("Workbook"), "xls"),
        ("公文.ofd", samples.archive({"OFD.xml": b"<ofd/>"}), "ofd"),
        ("便笺.txt", "情况如下：\r\n1. 路灯不亮".encode(), "txt"),
        ("旧便笺.txt", "情况如下：路灯不亮".encode("gb18030"), "txt"),
    ],
)
def test_everyday_files_are_known_by_their_content(name, data, key):
    assert (detect(data).key, check_name(name, detect(data))) == (
        key,
        f"{name.rpartition('.')[0]}.{name.rpartition('.')[2].lower()}",
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (samples.EXE, "不能上传这种文件"),
        (samples.SVG, "不能上传这种文件"),
        (samples.HTML, "不能上传这种文件"),
        (b"#!/bin/sh\nrm -rf /", "不能上传这种文件"),
        (samples.picture("GIF"), "不能上传这种文件"),
        (samples.picture("BMP"), "不能上传这种文件"),
        (samples.archive({"a.txt": b"x"}), "压缩包"),
        (samples.archive({"word/document.xml": b"no content types"}), "压缩包"),
        (samples.encrypted_zip(), "密码"),
        (samples.ole("EncryptedPackage"), "密码"),
        (samples.macro_docx(), "宏"),
        (samples.ole("WordDocument", "_VBA_PROJECT"), "宏"),
        (samples.ole("Something"), "不能上传这种文件"),
        (samples.docx()[:200], "损坏"),
        (b"PK\x03\x04" + b"\x00" * 50, "损坏"),
        (bytes(range(256)), "不能上传这种文件"),
    ],
)
def test_what_is_refused_and_what_the_sentence_says(data, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        detect(data)
    assert refused.value.field == "attachments"


def test_a_zip_bomb_is_refused_without_being_unpacked():
    bomb = samples.zip_bomb()
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="压缩炸弹"):
        detect(bomb)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("发票.pdf", samples.EXE),
        ("发票.pdf", samples.picture("PNG")),
        ("照片.jpg", samples.PDF),
        ("说明.docx", samples.workbook([["a"]])),
        ("说明.txt", samples.PDF),
        ("程序.exe", "只是文字".encode()),
        ("页面.html", "只是文字".encode()),
        ("说明.txt", samples.docx()),
    ],
)
def test_a_disguised_file_is_refused(upload, name, data):
    with pytest.raises(Refused) as refused:
        examine(upload(name, data))
    assert refused.value.field == "attachments"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\fakepath\\扫描件.pdf", "扫描件.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("没有后缀", "没有后缀.pdf"),
        ("", "附件.pdf"),
        ("...", "附件.pdf"),
        ("第1.2章说明", "第1.2章说明.pdf"),
        ("发票\u202efdp.exe.pdf", "发票fdp.exe.pdf"),
        ("两行\r\n名.pdf", "两行名.pdf"),
        ("很" * 150 + ".pdf", "很" * 96 + ".pdf"),
    ],
)
def test_names_are_cleaned_not_trusted(given, kept):
    assert check_name(given, detect(samples.PDF)) == kept
    assert clean_name(clean_name(given)) == clean_name(given)


def test_a_picture_may_be_named_as_another_kind_of_picture(upload):
    data, kind, name = examine(upload("截图.jpg", samples.picture("PNG")))
    assert (kind.key, name, data[:4]) == ("png", "截图.png", b"\x89PNG")


def test_a_photo_loses_its_metadata_but_not_its_direction(upload):
    photo = samples.photo_with_place()
    assert b"CAMERA-OF-ZHANG" in photo
    data, kind, name = examine(upload("照片.jpeg", photo))
    assert (kind.key, name) == ("jpeg", "照片.jpeg")
    for secret in (b"CAMERA-OF-ZHANG", b"SECRET-COMMENT", b"Exif"):
        assert secret not in data
    with Image.open(io.BytesIO(data)) as shown:
        assert shown.size == (30, 40)  # upright


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "1", "LA"])
def test_every_kind_of_png_can_be_written_anew(upload, mode):
    data, kind, _ = examine(upload("图.png", samples.picture("PNG", mode=mode)))
    assert kind.key == "png"
    with Image.open(io.BytesIO(data)) as shown:
        assert shown.size == (40, 30)


def test_webp_becomes_a_format_every_machine_opens(upload):
    assert examine(upload("手机.webp", samples.picture("WEBP")))[1:][0].key == "jpeg"
    assert examine(upload("手机.webp", samples.picture("WEBP")))[2] == "手机.jpg"
    assert examine(upload("透明.webp", samples.picture("WEBP", mode="RGBA")))[2] == "透明.png"


@pytest.mark.parametrize(
    "data", [samples.picture("JPEG")[:200], b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"RIFF\x00\x00\x00\x00WEBPxx"]
)
def test_a_damaged_picture_is_said_to_be_damaged(upload, data):
    with pytest.raises(Refused, match="图片已损坏"):
        examine(upload("图", data))


def test_a_picture_of_too_many_points_is_refused(upload):
    huge = samples.picture("PNG", size=(MAX_PIXELS // 1000 + 1, 1001), mode="1")
    with pytest.raises(Refused, match="像素"):
        examine(upload("图.png", huge))


class Huge(io.BytesIO):
    """Says it has 200 MB and must not be read for that."""

    name, size = "视频.pdf", 200 * 1024 * 1024

    def read(self, *args):
        raise AssertionError("read although it is too big")


def test_two_hundred_megabytes_are_refused_unread():
    with pytest.raises(Refused, match="文件超过 20 MB") as refused:
        examine(Huge())
    assert refused.value.field == "attachments"


def test_a_file_that_lies_about_its_size_is_refused_too(upload, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    big = upload("大.txt", b"a" * (1024 * 1024 + 1))
    big.size = 3
    with pytest.raises(Refused, match="文件超过 1 MB"):
        examine(big)


def test_an_attachment_is_stored_sealed_and_journaled(matter, cast, upload):
    row = attach(
        matter=matter,
        upload=upload("张三的材料.pdf", samples.PDF),
        purpose="evidence",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    assert (row.name, row.media_type, row.size) == ("张三的材料.pdf", "application/pdf", len(samples.PDF))
    assert store.get(row.blob) == samples.PDF
    line = JournalEntry.objects.get()
    assert (line.action, line.subject_id, line.detail["type"]) == ("attachment.add", matter.pk, "pdf")
    assert "张三" not in str(line.detail)


def test_a_refused_file_leaves_nothing(matter, cast, upload):
    with pytest.raises(Refused):
        attach(
            matter=matter, upload=upload("x.pdf", samples.EXE), purpose="evidence", by=cast.actor("clerk"), at=cast.at()
        )
    assert not Attachment.objects.exists()
    assert not JournalEntry.objects.exists()


def test_who_may_attach(matter, cast, give, upload):
    def add(key):
        return attach(
            matter=matter, upload=upload("a.pdf", samples.PDF), purpose="progress", by=cast.actor(key), at=cast.at()
        )

    give(matter, "building")
    assert add("liaison").uploaded_by == cast.person("liaison")
    with pytest.raises(NotAllowed):
        add("convenor")
    for stranger in ("liaison2", "grid", "auditor", "east_clerk"):
        with pytest.raises(OutOfScope):
            add(stranger)


def test_the_download_is_a_download_and_leaves_a_line(matter, cast, upload):
    row = attach(
        matter=matter,
        upload=upload("河湾社区 情况说明.docx", samples.docx()),
        purpose="evidence",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    answer = cast.client("director").get(f"/attachments/{row.pk}/")
    assert answer.status_code == 200
    assert answer.content == cleaned(samples.docx(), DOCX) == store.get(row.blob)
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == "河湾社区 情况说明.docx"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert JournalEntry.objects.filter(action="attachment.read", actor_name="高明").count() == 1


@pytest.mark.parametrize("stranger", ["liaison2", "auditor", "sysadmin", "grid", "east_clerk"])
def test_out_of_scope_is_404_with_a_line(matter, cast, upload, stranger):
    row = attach(
        matter=matter, upload=upload("a.pdf", samples.PDF), purpose="evidence", by=cast.actor("clerk"), at=cast.at()
    )
    assert cast.client(stranger).get(f"/attachments/{row.pk}/").status_code == 404
    assert not JournalEntry.objects.filter(action="attachment.read").exists()
    assert JournalEntry.objects.filter(action="scope.denied", is_success=False).count() == 1
    with pytest.raises(OutOfScope):
        read_attachment(attachment=row, by=cast.actor(stranger), at=cast.at())


def test_the_limit_of_the_settings_is_what_the_sentence_names():
    assert settings.ATTACHMENT_MAX_BYTES == 20 * 1024 * 1024
