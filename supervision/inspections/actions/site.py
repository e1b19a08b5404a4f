"""On site: a member fills in the own entries from a phone, piece by piece, and raises findings. Nobody's work touches another's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, journal, start, take
from records.matters.actions.access import add_handler
from records.matters.actions.events import add_event
from records.matters.models.access import Handler
from records.papers.actions.attachments import Upload, attach
from records.papers.models.attachments import Attachment
from records.work.actions.reconcile import reconcile
from supervision.inspections.actions.teams import own_place
from supervision.inspections.models.checklists import Entry, EntryPhoto
from supervision.inspections.models.findings import Finding, FindingEvidence
from supervision.inspections.models.inspections import Inspection, Member
from supervision.inspections.queries import inspections as queries
from supervision.inspections.rules import checklists as rules
from supervision.inspections.rules import findings as finding_rules
from supervision.inspections.rules.inspections import RECUSAL
from supervision.permissions import INSPECT
from township.actors import Actor, NotAllowed
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_names_nobody, check_words

MOST_PHOTOS = 20  # of one entry
PURPOSE = "inspection"


@dataclass(frozen=True)
class FindingData:
    """What is raised. evidence: what it rests on, one a line; photos: files of the entry that show it."""

    nature: str
    text: str
    evidence: str
    photos: Sequence[Attachment] = ()


def rate(
    *,
    inspection_id: int,
    entry_id: int,
    version: int | None,
    rating: str,
    words: str,
    files: Sequence[Upload] = (),
    is_done: bool = False,
    by: Actor,
    at: datetime,
) -> Entry:
    """Save what was seen; unfinished as a draft, or finished with its rating.

    version: of the entry as the page showed it. Refused when it was saved from another device meanwhile, for another's
    entry, and for more than 20 photos. Photos are written anew, without the place they were taken at.
    """
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=None, capability=INSPECT, by=by, at=at)
        turn.move("rate")
        member = own_place(turn)
        entry = _entry(turn, entry_id)
        _check_declared(member)
        if entry.item.member_id != member.pk:
            raise NotAllowed("这一项分工给另一位成员，由本人填写。")
        if version != entry.version:
            raise Refused(
                f"这一格在另一台设备上保存过（{entry.get_rating_display() or '未评价'}：{entry.words[:60] or '没有文字'}）。您写的还在下面，请合并后再保存。"
            )
        entry.words = check_words("情况", words, field="words", least=0, most=1000)
        if rating and rating not in rules.RATINGS:
            raise Refused("没有这个评价，请重新选择。", field="rating")
        if is_done:
            rules.check_rated(rating, words)
        given = list(files)
        if entry.photos.count() + len(given) > MOST_PHOTOS:
            raise Refused(f"一格最多 {MOST_PHOTOS} 张照片。", field="files")
        entry.rating, entry.is_done = rating, is_done
        entry.version += 1
        entry.saved_by_id, entry.saved_at = by.person_id, at
        entry.save()
        for upload in given:
            file = attach(matter=turn.matter, upload=upload, purpose=PURPOSE, by=by, at=at)
            EntryPhoto.objects.create(entry=entry, file=file)
        # No line in the timeline and no new revision: several members write at the same hour.
        reconcile(turn.row, by=by, at=at)
        journal(turn, "rate", detail={"entry": entry.pk, "done": is_done, "files": len(given)})
        return entry


def take_photo_back(*, inspection_id: int, photo_id: int, reason: str, by: Actor, at: datetime) -> Entry:
    """A photo taken by mistake leaves its entry, and findings that do not stand yet; nobody opens it any more.

    The reason, the file's number and its hash stay in the journal. Refused once a finding that rests on it stands; NotAllowed
    for another's entry, except for the leader."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=None, capability=INSPECT, by=by, at=at)
        turn.move("unphoto")
        member = own_place(turn)
        _check_declared(member)
        rows = EntryPhoto.objects.select_for_update(of=("self",)).select_related("entry__item", "entry__unit", "file")
        photo = row_in_sight(rows, "没有找到这张照片，可能已经撤下。", pk=photo_id, entry__item__inspection=turn.row)
        if photo.entry.item.member_id != member.pk and not member.is_leader:
            raise NotAllowed("这张照片在另一位成员的格子里，由本人或者组长撤下。")
        evidence = FindingEvidence.objects.filter(file=photo.file)
        if evidence.filter(finding__state__in=finding_rules.UPHELD).exists():
            raise Refused("以这张照片为依据的问题已经认定，不能撤下；有出入的在整改报告里写明。")
        words = check_words("理由", reason, field="reason", least=4, most=200)
        check_names_nobody("理由", reason, field="reason")
        entry, file = photo.entry, photo.file
        for finding in Finding.objects.filter(evidence__in=evidence).select_related("matter"):
            add_event(matter=finding.matter, by=by, at=at, move="unphoto", text="撤下作为依据的照片1张", note=words)
        evidence.delete()
        photo.delete()
        seen = f"{entry.unit.label}，第{entry.item.seq}项"
        add_event(matter=turn.matter, by=by, at=at, move="unphoto", text=f"撤下照片1张（{seen}）", note=words)
        gone = {"entry": entry.pk, "attachment": file.pk, "sha256": file.blob, "reason": words}
        journal(turn, "unphoto", detail=gone)
        return entry


def find(*, inspection_id: int, entry_id: int, data: FindingData, by: Actor, at: datetime) -> Finding:
    """Raise a finding from an entry. It is a handled thing of its own, numbered under the inspection's lock."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=None, capability=INSPECT, by=by, at=at)
        turn.move("find")
        _check_declared(own_place(turn))
        entry, row = _entry(turn, entry_id), turn.row
        seq = row.findings.count() + 1
        matter = start(kind="finding", number=f"{row.number}-{seq}", title=f"督查发现：{entry.unit.name}", by=by, at=at)
        for member in queries.members_of(row):
            add_handler(matter=matter, person=member.person, part=Handler.Part.INSPECTOR, at=at)
        finding = Finding(
            matter=matter,
            township_id=row.township_id,
            inspection=row,
            entry=entry,
            unit=entry.unit,
            seq=seq,
            raised_by_id=by.person_id,
            raised_on=turn.today,
            revision=0,
        )
        fill_finding(finding, data)
        finding.save(force_insert=True)
        write_evidence(finding, data)
        made = Turn(finding, by, at)
        finish(made, "raise", text=f"提出{finding.get_nature_display()}", detail={"inspection": row.pk, "seq": seq})
        journal(turn, "find", detail={"finding": finding.pk})
        return finding


def fill_finding(finding: Finding, data: FindingData) -> None:
    """Put the checked words into the finding: it is read in the unit and in reports, so it names no petitioner's number."""
    finding_rules.check_nature(data.nature)
    finding.nature = data.nature
    finding.text = check_words("问题", data.text, field="text", least=8, most=500)
    check_names_nobody("问题", data.text, field="text")
    check_names_nobody("依据", data.evidence, field="evidence")
    known = set(EntryPhoto.objects.filter(entry=finding.entry_id).values_list("file_id", flat=True))
    if any(photo.pk not in known for photo in data.photos):
        raise Refused("所选照片里有一张不属于这一格，请重新选择。", field="photos")
    finding_rules.split_evidence(data.evidence, len(data.photos))


def write_evidence(finding: Finding, data: FindingData) -> None:
    """Write the evidence anew."""
    finding.evidence.all().delete()
    lines = finding_rules.split_evidence(data.evidence, len(data.photos))
    rows = [FindingEvidence(finding=finding, text=line) for line in lines]
    rows += [FindingEvidence(finding=finding, text=f"照片：{photo.name}", file=photo) for photo in data.photos]
    FindingEvidence.objects.bulk_create(rows)


def _check_declared(member: Member) -> None:
    """Who joined later says first that nothing stands in the way."""
    if not member.declared_on:
        raise Refused("请先在督查页面确认无须回避，再填写。", RECUSAL)


def _entry(turn: Turn, entry_id: int) -> Entry:
    rows = Entry.objects.select_for_update(of=("self",)).select_related("item", "unit")
    return row_in_sight(rows, "没有找到这一项。", pk=entry_id, item__inspection=turn.row)
