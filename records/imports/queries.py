"""Batches of an actor, and what was remembered about headings."""

import json

from records.imports.kinds import KINDS, ImportKind
from records.imports.models import ColumnMemory, ImportBatch, ImportRow
from records.imports.rules.rows import YEAR
from records.jobs.models.jobs import Job
from township.actors import Actor, OutOfScope


def batches_of(actor: Actor, kind: ImportKind):
    """The imports of a kind that the actor may look at, newest first."""
    rows = ImportBatch.objects.filter(township_id=actor.township_id, kind=kind.key).select_related("by")
    return rows.filter(by_id=actor.person_id) if kind.is_own else rows


def batch_of(actor: Actor, batch_id: int, *, lock: bool = False) -> tuple[ImportBatch, ImportKind]:
    """One import with its kind; OutOfScope for what the actor may not see."""
    rows = ImportBatch.objects.select_for_update() if lock else ImportBatch.objects.select_related("by")
    batch = rows.filter(pk=batch_id, township_id=actor.township_id).first()
    kind = KINDS.get(batch.kind) if batch else None
    if kind is None or not actor.may(kind.capability) or kind.is_own and batch.by_id != actor.person_id:
        raise OutOfScope("没有找到这次导入。")
    return batch, kind


def remembered(township_id: int, kind: str) -> dict[str, str]:
    """Heading -> key as this township decided the last time."""
    return dict(ColumnMemory.objects.filter(township_id=township_id, kind=kind).values_list("heading", "key"))


def subject_of(batch: ImportBatch) -> str:
    """The subject of the jobs of a batch."""
    return f"import:{batch.pk}"


def failed_job(batch: ImportBatch) -> Job | None:
    """The job of this batch that gave up, if one did."""
    return Job.objects.filter(subject=subject_of(batch), state=Job.State.FAILED).first()


def labels_of(batch: ImportBatch) -> dict[str, str]:
    """key -> heading to name in a fault: the file's own, else that of the template."""
    ours = {column.key: column.heading for column in KINDS[batch.kind].columns}
    return ours | {key: heading for heading, key in batch.mapping.items() if key}


def cells_of(row: ImportRow, batch: ImportBatch) -> tuple[dict[str, str], dict[str, str]]:
    cells = json.loads(row.data)
    headings = {key: heading for heading, key in batch.mapping.items() if key}
    return {key: cells.get(heading, "") for key, heading in headings.items()} | {
        YEAR: str(batch.year_of(row.sheet) or "")
    }, labels_of(batch)
