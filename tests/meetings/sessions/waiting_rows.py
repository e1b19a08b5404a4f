"""Minutes that wait for approval or issue, written as rows: what the concurrency tests race for, without playing each way."""

from datetime import datetime

from meetings.sessions.models.minutes import Minutes, MinutesItem
from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.minutes import APPROVED, SUBMITTED
from records.matters.models.matters import Matter
from records.papers.actions.documents import text_hash
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document, DocumentVersion
from tests.cast import Cast

BODY = "会议认为，要倒排工期。"


def waiting_minutes(cast: Cast, count: int, state: str, at: datetime) -> list[int]:
    """Ids of `count` sets of minutes in `state`, submitted (with a pending approval each) or approved by the convenor."""
    numbers = range(1, count + 1)
    matters = _matters(cast, "session", numbers, at)
    sessions = Session.objects.bulk_create(
        Session(
            matter=matter,
            township=cast.township,
            kind="topical",
            title="专题会议",
            chair=cast.person("convenor"),
            place="三楼会议室",
            starts_at=at,
            state="held",
            convened_at=at,
            held_at=at,
        )
        for matter in matters
    )
    files = _matters(cast, "minutes", numbers, at)
    documents = Document.objects.bulk_create(_document(cast, file, state, at) for file in files)
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=one, version=1, body=BODY, text_sha256=text_hash(BODY), saved_by=cast.person("clerk"), saved_at=at
        )
        for one in documents
    )
    is_approved = state == APPROVED
    rows = Minutes.objects.bulk_create(
        Minutes(
            matter=file,
            township=cast.township,
            session=session,
            document=document,
            state=state,
            approved_by=cast.person("convenor") if is_approved else None,
            approved_on=at.date() if is_approved else None,
        )
        for file, session, document in zip(files, sessions, documents, strict=True)
    )
    MinutesItem.objects.bulk_create(
        MinutesItem(minutes=row, order=1, title="专题", heard="", held=BODY, decided="") for row in rows
    )
    if state == SUBMITTED:
        Approval.objects.bulk_create(_approval(cast, row, at) for row in rows)
    return [row.pk for row in rows]


def _matters(cast: Cast, kind: str, numbers: range, at: datetime) -> list[Matter]:
    return Matter.objects.bulk_create(
        Matter(township=cast.township, kind=kind, number=f"会〔2026〕{n}号", title="会议", opened_on=at.date())
        for n in numbers
    )


def _document(cast: Cast, file: Matter, state: str, at: datetime) -> Document:
    signed = {"approved_by": cast.person("convenor"), "approved_at": at} if state == APPROVED else {}
    return Document(
        township=cast.township,
        matter=file,
        kind="minutes",
        title="会议纪要",
        state=state,
        body=BODY,
        facts="{}",
        drafted_by=cast.person("clerk"),
        drafted_at=at,
        **signed,
    )


def _approval(cast: Cast, row: Minutes, at: datetime) -> Approval:
    return Approval(
        township=cast.township,
        matter=row.session.matter,
        document=row.document,
        kind="minutes",
        capability="minutes.approve_minutes",
        summary="会议纪要审定",
        detail={"minutes": row.pk},
        document_version=1,
        text_sha256=text_hash(BODY),
        proposed_by=cast.person("clerk"),
        proposed_at=at,
    )
