"""Co-signing items that cross portfolios (H8, C4)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import CO_SIGN, WRITE_MINUTES
from meetings.sessions.models.minutes import CoSign, Minutes
from meetings.sessions.queries.edits import open_edits
from meetings.sessions.queries.minutes import co_signs_of, is_own_sign, item_text, items_of, signers_of_all
from meetings.sessions.queries.scope import hears
from meetings.sessions.rules.co_sign import AGREE, DISSENT, PENDING, SOURCE, Signers, is_complete
from meetings.sessions.rules.edits import check_all_decided
from meetings.sessions.rules.minutes import check_ready
from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.actions.access import add_handler, hold
from records.matters.models.access import Handler, Holding
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed, OutOfScope
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

MISSING = "没有找到这份会签。"


def start_co_sign(*, minutes_id: int, revision: int, by: Actor, at: datetime) -> list[CoSign]:
    """Ask every convenor and unit concerned by an item that crosses portfolios. Refused when no item does."""
    with transaction.atomic():
        turn = take(Minutes, minutes_id, revision=revision, capability=WRITE_MINUTES, by=by, at=at)
        move, minutes = turn.move("start_co_sign"), turn.row
        items = items_of(minutes)
        check_ready([item_text(item) for item in items])
        check_all_decided(open_edits(minutes))
        wanted = signers_of_all(items, minutes.session)
        if not any(wanted.values()):
            raise Refused("没有跨分管领域的事项，不用会签，可以直接送召集人审定。", SOURCE)
        rows = [row for item, signers in wanted.items() for row in _asked(minutes, item, signers)]
        CoSign.objects.bulk_create(rows, ignore_conflicts=True)
        _admit_signers(turn, wanted.values())
        finish(
            turn, move, text=f"送会签，{len(rows)}份", detail={"asked": len(rows), "version": minutes.document.version}
        )
        for item, signers in wanted.items():
            people = [*signers.person_ids, *liaisons_of(signers.unit_ids, turn.today)]
            tell(
                turn,
                people,
                kind="co_sign",
                text="请会签会议纪要",
                key=f"{item.pk}:{minutes.document.version}",
                about=item.topic,
            )
        return rows


def sign(*, co_sign_id: int, agreed: bool, reason: str = "", by: Actor, at: datetime) -> CoSign:
    """Agree or dissent, under the text as it stands. Dissent needs its reason and stops the minutes."""
    with transaction.atomic():
        known = row_in_sight(CoSign.objects, MISSING, pk=co_sign_id, minutes__township_id=by.township_id)
        turn = take(Minutes, known.minutes_id, revision=None, capability=CO_SIGN, by=by, at=at)
        turn.move("sign")
        rows = CoSign.objects.select_for_update(of=("self",)).select_related("item", "unit", "person")
        row = row_in_sight(rows, MISSING, pk=co_sign_id)
        if not hears(by, row.item.topic_id):
            raise OutOfScope(MISSING)
        if not is_own_sign(by, row):
            raise NotAllowed("只能会签发给本单位或本人的事项。")
        if row.version != turn.row.document.version:
            raise Refused("纪要在送会签以后又有改动，请等经办人重新送会签。")
        if row.verdict != PENDING:
            raise Refused(f"已经会签（{row.get_verdict_display()}），请刷新页面。")
        row.reason = check_words("不同意的理由", reason, field="reason", least=0 if agreed else 4, most=300)
        row.verdict = AGREE if agreed else DISSENT
        row.signed_by_id, row.signed_at = by.person_id, at
        row.save()
        finish(
            turn,
            "sign",
            text=f"{row.label}会签：{row.get_verdict_display()}",
            unit=row.unit,
            detail={"co_sign": row.pk, "verdict": row.verdict},
        )
        _tell_writers(turn, row)
        return row


def _asked(minutes: Minutes, item, signers: Signers) -> list[CoSign]:
    version = minutes.document.version
    rows = [CoSign(minutes=minutes, item=item, unit_id=unit, version=version) for unit in signers.unit_ids]
    return rows + [
        CoSign(minutes=minutes, item=item, person_id=person, version=version) for person in signers.person_ids
    ]


def _admit_signers(turn: Turn, wanted) -> None:
    """Who co-signs sees the session, though they were not asked to it."""
    units = {unit for signers in wanted for unit in signers.unit_ids}
    held = set(Holding.objects.filter(matter=turn.matter, ended_on__isnull=True).values_list("unit_id", flat=True))
    for unit in Unit.objects.filter(pk__in=units - held):
        hold(matter=turn.matter, unit=unit, part=Holding.Part.ASSIST, at=turn.at)
    for person in Person.objects.filter(pk__in={one for signers in wanted for one in signers.person_ids}):
        add_handler(matter=turn.matter, person=person, part=Handler.Part.REPORTER, at=turn.at)


def _tell_writers(turn: Turn, row: CoSign) -> None:
    verdicts = [one.verdict for one in co_signs_of(turn.row)]
    writers = [Document.objects.values_list("drafted_by_id", flat=True).get(pk=turn.row.document_id)]
    if row.verdict == DISSENT:
        tell(
            turn,
            writers,
            kind="dissent",
            text=f"{row.label}会签不同意，请看理由",
            key=str(row.pk),
            about=row.item.topic,
        )
    elif is_complete(verdicts):
        tell(turn, writers, kind="signed", text="纪要会签完毕，可以送召集人审定", key=str(turn.row.document.version))
