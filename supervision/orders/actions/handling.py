"""What follows an issued order: progress, 办结报告 and reply of the unit, verification by the office, extension (F3)."""

from datetime import date, datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.actions.events import add_event
from records.papers.actions.attachments import Upload, attach_all, few
from records.papers.actions.documents import draft_document, issue_document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from supervision.orders.models.orders import Order, OrderReport
from supervision.orders.papers import report_html
from supervision.orders.queries.orders import about_of, sources_of
from supervision.orders.rules.orders import (
    NO_REPORT,
    WAYS,
    FinalReport,
    check_extension,
    report_text,
    report_title,
)
from supervision.permissions import EXTEND_ORDER, VERIFY_ORDER, WORK_ORDER
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import liaisons_of, people_with
from township.permissions import Capability
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

# field of the 办结报告: (label, least and most characters)
REPORT_FIELDS = {
    "number": ("文号", 2, 60),
    "signed_by": ("签发人", 2, 30),
    "basics": ("交办情况", 8, 600),
    "petitioner": ("信访人情况", 4, 600),
    "claims": ("信访诉求", 4, 1000),
    "findings": ("调查处理情况", 8, 3000),
    "opinion": ("处理意见及落实", 8, 2000),
    "handler": ("经办人", 2, 30),
    "phone": ("经办人电话", 5, 30),
}


def report_progress(
    *, order_id: int, point_id: int, text: str, is_done: bool = False, by: Actor, at: datetime
) -> Order:
    """The unit in charge says how far one point is."""
    with transaction.atomic():
        turn = _by_unit(order_id, None, by, at)
        move = turn.move("progress")
        point = row_in_sight(turn.row.points, "没有找到这一条要求。", pk=point_id)
        point.progress = check_words("进展", text, field="text", least=4, most=500)
        point.is_done, point.reported_by_id, point.reported_on = is_done, by.person_id, turn.today
        point.save()
        finish(
            turn,
            move,
            text=f"报告第{point.seq}条进展",
            unit=turn.row.unit,
            detail={"point": point.seq, "done": is_done},
        )
        return turn.row


def write_report(*, order_id: int, revision: int, data: FinalReport, by: Actor, at: datetime) -> Order:
    """The unit in charge writes the 办结报告 the order asks for; it may be mended until the reply is given."""
    with transaction.atomic():
        turn = _by_unit(order_id, revision, by, at)
        move, row = turn.move("report"), turn.row
        if not row.must_report:
            raise Refused("这份督办单没有要求办结报告，直接回复办理结果。")
        words = {
            name: check_words(label, getattr(data, name), field=name, least=least, most=most)
            for name, (label, least, most) in REPORT_FIELDS.items()
        }
        given = words | {"written_by_id": by.person_id, "written_on": turn.today}
        OrderReport.objects.update_or_create(order=row, defaults=given)
        finish(turn, move, text="填报办结报告", unit=row.unit)
        return row


def _freeze_report(turn: Turn) -> None:
    """With the reply the report stands: its paper is made from the fields as they are now, in place of an earlier one."""
    row = turn.row
    report = OrderReport.objects.select_related("document").filter(order_id=row.pk).first()
    if report is None:
        raise Refused(f"{NO_REPORT}。")
    given = {name: getattr(report, name) for name in REPORT_FIELDS}
    title, body = report_title(about_of(row)), report_text(FinalReport(**given))
    document = draft_document(
        matter=turn.matter,
        kind="order_report",
        title=title,
        body=body,
        by=turn.by,
        at=turn.at,
        supersedes=report.document,
    )
    page = report_html(row, title, body, number=report.number, signed_on=turn.today)
    report.document = issue_document(
        document=document,
        number="",
        issued_on=turn.today,
        pdf=render_pdf(page, title=title, stand_ins=stand_ins_of(turn.row.township_id)),
        by=turn.by,
        at=turn.at,
    )
    report.save(update_fields=["document"])


def reply(*, order_id: int, revision: int, result: str, files: list[Upload] = (), by: Actor, at: datetime) -> Order:
    """The result in writing with its proof. Refused while a point has no report."""
    with transaction.atomic():
        turn = _by_unit(order_id, revision, by, at)
        move, row = turn.move("reply"), turn.row
        silent = [str(point.seq) for point in row.points.all() if not point.progress]
        if silent:
            raise Refused(f"第{'、'.join(silent)}条要求还没有报告进展，请逐条报告后再回复。")
        given = few(files)
        if row.must_report:
            _freeze_report(turn)
        row.reply = check_words("办理结果", result, field="result", least=8, most=2000)
        row.replied_by_id, row.replied_on = by.person_id, turn.today
        row.verified_by, row.verified_on, row.way = None, None, ""
        attach_all(matter=turn.matter, uploads=given, purpose="reply", by=by, at=at)
        finish(turn, move, text="回复办理结果", unit=row.unit)
        office = people_with(VERIFY_ORDER, row.township_id, turn.today)
        tell(turn, office, kind="replied", text="已回复，请核实", key=str(row.revision))
        return row


def accept(*, order_id: int, revision: int, way: str, verdict: str, by: Actor, at: datetime) -> Order:
    """The office has verified the reply in a recorded way: the order is struck off. Not by who replied."""
    with transaction.atomic():
        turn = _verifying(order_id, revision, "accept", way, verdict, by, at)
        row = turn.row
        finish(turn, turn.move("accept"), text=f"{WAYS[way]}，核实销号", detail={"way": way})
        _tell_sources(turn, f"督办单{row.number}核实销号")
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="decided", text="已核实销号", key=str(row.revision))
        return row


def give_back(*, order_id: int, revision: int, way: str, verdict: str, by: Actor, at: datetime) -> Order:
    """The reply does not do: back to the unit with what is missing. The limit stays as it was."""
    with transaction.atomic():
        turn = _verifying(order_id, revision, "give_back", way, verdict, by, at)
        row = turn.row
        row.returns += 1
        finish(turn, turn.move("give_back"), text="退回续办", note=row.verdict, detail={"way": way, "n": row.returns})
        _tell_sources(turn, f"督办单{row.number}的回复退回续办")
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="returned", text="退回续办", key=str(row.revision))
        return row


def extend(*, order_id: int, revision: int, until: date, reason: str, by: Actor, at: datetime) -> Order:
    """A convenor moves the limit, once, with the reason."""
    with transaction.atomic():
        turn = take(Order, order_id, revision=revision, capability=EXTEND_ORDER, by=by, at=at)
        move, row = turn.move("extend"), turn.row
        check_extension(row.due_on, until, turn.today, row.extended_on is not None)
        note = check_words("延期理由", reason, field="reason", least=4, most=300)
        row.due_on, row.extended_on = until, turn.today
        finish(turn, move, text="同意延期", note=note, detail={"until": until.isoformat()})
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="extended", text="已同意延期", key="1")
        return row


def _tell_sources(turn: Turn, text: str) -> None:
    """A line in the timeline of every matter the order rests on."""
    for source in sources_of(turn.row):
        add_event(matter=source, by=turn.by, at=turn.at, move="supervise", text=text, unit=turn.row.unit)


def _by_unit(order_id: int, revision: int | None, by: Actor, at: datetime) -> Turn:
    turn = _taken(order_id, revision, WORK_ORDER, by, at)
    if turn.row.unit_id not in by.unit_ids:
        raise NotAllowed("督办单由责任单位回复，协办单位请把情况报责任单位。")
    return turn


def _taken(order_id: int, revision: int | None, right: Capability, by: Actor, at: datetime) -> Turn:
    return take(Order, order_id, revision=revision, capability=right, by=by, at=at)


def _verifying(order_id: int, revision: int, act: str, way: str, verdict: str, by: Actor, at: datetime) -> Turn:
    turn = _taken(order_id, revision, VERIFY_ORDER, by, at)
    row = turn.row
    turn.move(act)
    if row.replied_by_id == by.person_id:
        raise Refused("回复人不能核实自己的回复，请由另一位同志核实。")
    if way not in WAYS:
        raise Refused("请选择核实方式。", field="way")
    row.verdict = check_words("核实意见", verdict, field="verdict", least=4, most=500)
    row.way, row.verified_by_id, row.verified_on = way, by.person_id, turn.today
    return turn
