"""Attachments: judged by content, stored encrypted, handed out with a line in the journal."""

from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn, Protocol

from django.conf import settings
from django.db import transaction

from records.matters.kinds import KINDS, pass_gate
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure, is_visible
from records.papers import store
from records.papers.cleaning import cleaned
from records.papers.images import re_encode
from records.papers.models.attachments import Attachment
from records.papers.rules.file_names import check_name
from records.papers.rules.file_types import FIELD, TYPES, FileType, detect
from records.papers.scanning import scan
from records.permissions import ATTACH
from township.actors import Actor, OutOfScope
from township.journal.actions import write_entry
from township.refusals import Refused

MOST_FILES = 10  # of one form

PURPOSES = {
    "evidence": "信访材料",
    "delivery": "送达证明",
    "proof": "补录、撤回、和解凭据",
    "progress": "办理材料",
    "reply": "答复材料",
    "review": "复查复核材料",
    "objection": "异议材料",
    "material": "会议材料",
    "decision": "决定文件",
    "unit_meeting": "例会材料",
    "statement": "陈述申辩材料",
    "talk_record": "约谈记录签字件",
    "organ_answer": "有权机关答复",
    "inspection": "督查现场材料",
    "rectification": "整改证明材料",
    "step": "包案步骤凭据",
}


class Upload(Protocol):
    """What a form hands over: Django's UploadedFile, or anything with these three."""

    name: str
    size: int

    def read(self, size: int = -1, /) -> bytes: ...


def attach(*, matter: Matter, upload: Upload, purpose: str, by: Actor, at: datetime) -> Attachment:
    """Add a file to a matter. purpose: a key of PURPOSES.

    Raises OutOfScope, NotAllowed; Refused beside `attachments` for a file that is too big, disguised, encrypted, damaged
    or of a kind that is not let in. Pictures are written anew, without EXIF. Writes the journal.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"unknown purpose {purpose}")
    ensure(by, ATTACH, matter)
    data, found, name = examine(upload)
    is_scanned = scan(data)
    with transaction.atomic():
        row = Attachment.objects.create(
            township_id=matter.township_id,
            matter=matter,
            name=name,
            media_type=found.media_type,
            size=len(data),
            blob=store.put(data),
            purpose=purpose,
            is_scanned=is_scanned,
            uploaded_by_id=by.person_id,
            uploaded_at=at,
        )
        write_entry(
            by=by,
            at=at,
            action="attachment.add",
            subject_kind=matter.kind,
            subject_id=matter.pk,
            subject_label=matter.number,
            detail={"attachment": row.pk, "type": found.key, "size": row.size},
        )
    return row


def few(uploads: Iterable[Upload], field: str = "files") -> list[Upload]:
    """The files of one form as a list; Refused beside `field` when there are more than MOST_FILES."""
    given = list(uploads)
    if len(given) > MOST_FILES:
        raise Refused(f"一次最多上传 {MOST_FILES} 个文件。", field=field)
    return given


def attach_all(
    *, matter: Matter, uploads: Iterable[Upload], purpose: str, by: Actor, at: datetime, field: str = "files"
) -> list[Attachment]:
    """The files of one form, each as `attach` does it; Refused as `few` says."""
    return [attach(matter=matter, upload=one, purpose=purpose, by=by, at=at) for one in few(uploads, field)]


def examine(upload: Upload) -> tuple[bytes, FileType, str]:
    """(bytes to keep, their type, name to keep) of an upload, or Refused; a form may ask before anything is saved."""
    limit = _limit(upload.name or "")
    if upload.size is not None and upload.size > limit:
        raise _too_big(limit)
    if hasattr(upload, "seek"):
        upload.seek(0)
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise _too_big(limit)
    found = detect(data)
    name = check_name(upload.name or "", found)
    if found.is_image:
        data, written = re_encode(data)
        if name.rpartition(".")[2] not in written.suffixes:
            name = f"{name.rpartition('.')[0]}.{written.suffixes[0]}"
        found = written
    return cleaned(data, found), found, name


def _limit(name: str) -> int:
    """Sound and film may be larger than anything else; the name says what it wants to be, `check_name` whether it is."""
    ending = name.rpartition(".")[2].lower()
    is_recording = any(ending in kind.suffixes for kind in TYPES if kind.is_recording)
    return settings.RECORDING_MAX_BYTES if is_recording else settings.ATTACHMENT_MAX_BYTES


def _too_big(limit: int) -> Refused:
    return Refused(
        f"文件超过 {limit // (1024 * 1024)} MB，没有上传。请压缩图片、拆分文件，或改为扫描成黑白 PDF；录音录像请剪短或压缩。",
        field=FIELD,
    )


def erased() -> NoReturn:
    """What is said in place of bytes whose time of keeping was over."""
    raise Refused("保存期满，已经销毁，只留登记。", "档案法、个人信息保护法第十九条")


def read_attachment(*, attachment: Attachment, by: Actor, at: datetime) -> bytes:
    """The bytes for a reader who may see the matter, else OutOfScope. Each reading is a line in the journal."""
    matter = attachment.matter
    if not is_visible(by, matter.pk, KINDS[matter.kind].view):
        raise OutOfScope("没有找到这个附件。")
    pass_gate(attachment, by, at)
    data = store.get(attachment.blob) if attachment.blob else erased()
    write_entry(
        by=by,
        at=at,
        action="attachment.read",
        subject_kind=matter.kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        detail={"attachment": attachment.pk},
    )
    return data
