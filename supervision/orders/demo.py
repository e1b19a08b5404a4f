"""Invented supervision orders of the demonstration, one in every state, played through the actions of the office."""

from datetime import date, timedelta

from records.acts.demo import act, sign_for
from records.duties.actions.candidates import propose_supervision
from records.duties.models.candidates import Candidate
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import implicated_places
from records.matters.queries.scope import matters_visible_to
from supervision.orders.actions import handling
from supervision.orders.actions.orders import FLOW, OrderData, draft_order, drop_order, order_again
from supervision.orders.models.orders import Order
from supervision.orders.rules.orders import FinalReport
from township.actors import system_actor
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.troupe import Incomplete, Troupe, moment

FACTS = "{number}办理期限已过，至今没有出具书面答复，也没有申请延期。"
POINTS = "查明未按期办理的原因，明确责任人\n五个工作日内出具书面答复并送达\n对本单位在办事项逐件核对期限"
RESULT = "已出具书面答复并当面送达，本单位在办事项已逐件核对，没有其他逾期。"


REPORT = FinalReport(
    number="办字〔2026〕12号",
    signed_by="单位负责人",
    basics="督办单交办，反映答复超过期限。",
    petitioner="本地村民一人。",
    claims="请求尽快书面答复。",
    findings="经查，材料当月已经备齐，因等待测绘结果没有按期答复，也没有申请延期。",
    opinion="已出具书面答复并当面送达，信访人在送达回证上签字。",
    handler="联络员",
    phone="0999-5521234",
)


def load(township: Township, today: date) -> int:
    """Play orders of every state up to `today`; returns how many. Call it inside a transaction."""
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 3:
        raise Incomplete(f"{township} has fewer than three units with a liaison")
    first, second, third = troupe.units[:3]
    _done(troupe, _issued(troupe, second, 40))
    _replied(troupe, _issued(troupe, third, 20, must_report=True))
    _issued(troupe, third, 4)
    _submitted(troupe, _draft(troupe, second, 2), 1)
    _approved(troupe, _submitted(troupe, _draft(troupe, second, 6), 5), 3)
    _draft(troupe, third, 1)
    _dropped(troupe, _draft(troupe, second, 8))
    _second(troupe, _issued(troupe, first, 45))
    return Order.objects.filter(township=township).count()


def finding(troupe: Troupe, unit: Unit, ago: int) -> Candidate:
    """A recorded failure of the unit, on one of its matters where there is one."""
    on = troupe.day(ago)
    matter = _matter(troupe, unit)
    number = matter.number if matter else "半月排查"
    ground, text = (
        ("overdue_case", f"{number} 超过办理期限未答复")
        if matter
        else ("missing_report", f"{on.month}月半月排查没有按时报送")
    )
    key = f"demo:{unit.pk}:{ago}:{Candidate.objects.filter(township=troupe.township).count()}"
    by = system_actor(troupe.township.pk, "时限提醒", on)
    propose_supervision(matter=matter, ground=ground, text=text, key=key, unit=unit, by=by, at=moment(on, 8))
    return Candidate.objects.get(township=troupe.township, key=key)


def _matter(troupe: Troupe, unit: Unit) -> Matter | None:
    """One of the unit's matters that no finding is about yet."""
    clerk = troupe.actor(troupe.clerk(), troupe.today)
    rows = matters_visible_to(clerk).filter(kind="case", holder_unit=unit, secrecy=Secrecy.ORDINARY)
    rows = rows.exclude(pk__in=Candidate.objects.filter(matter__isnull=False).values("matter")).order_by("pk")
    return next((row for row in rows[:20] if not implicated_places(row)), None)


def _data(troupe: Troupe, unit: Unit, number: str, *, must_report: bool = False) -> OrderData:
    return OrderData(
        article="40_2",
        unit_id=unit.pk,
        facts=FACTS.format(number=number),
        points=POINTS,
        done_when="书面答复已经送达并有送达证明",
        contact=troupe.contact,
        days=10,
        must_report=must_report,
    )


def _draft(troupe: Troupe, unit: Unit, ago: int, *, must_report: bool = False) -> Order:
    found = finding(troupe, unit, ago + 1)
    data = _data(troupe, unit, found.matter.number if found.matter_id else "半月排查", must_report=must_report)
    return troupe.do(draft_order, troupe.clerk(), troupe.day(ago), 9, kind="plain", candidate_ids=[found.pk], data=data)


def _submitted(troupe: Troupe, row: Order, ago: int) -> Order:
    act(troupe, FLOW.submit, row, troupe.clerk(), troupe.day(ago), 10)
    return row


def _approved(troupe: Troupe, row: Order, ago: int) -> Order:
    convenor = troupe.person(Role.CONVENOR)
    act(troupe, FLOW.decide, row, convenor, troupe.day(ago), 11, approved=True)
    return row


def _issued(troupe: Troupe, unit: Unit, ago: int, *, must_report: bool = False) -> Order:
    return _sent(troupe, _draft(troupe, unit, ago, must_report=must_report), ago)


def _sent(troupe: Troupe, row: Order, ago: int) -> Order:
    _approved(troupe, _submitted(troupe, row, ago), ago)
    on = troupe.day(ago)
    act(troupe, FLOW.issue_paper, row, troupe.clerk(), on, 15)
    sign_for(troupe, FLOW.receive_paper, row, on, 16)
    return _fresh(row)


def _replied(troupe: Troupe, row: Order) -> Order:
    on = _working(troupe, row.issued_on + timedelta(days=9))
    liaison = troupe.person(Role.LIAISON, row.unit)
    for point in row.points.all():
        given = {"point_id": point.pk, "text": "已经办理，材料附后。", "is_done": True}
        act(troupe, handling.report_progress, row, liaison, on, 9, **given)
    if row.must_report:
        act(troupe, handling.write_report, row, liaison, on, 9, data=REPORT)
    act(troupe, handling.reply, row, liaison, on, 10, result=RESULT)
    return _fresh(row)


def _done(troupe: Troupe, row: Order) -> None:
    _replied(troupe, row)
    on = _working(troupe, row.issued_on + timedelta(days=12))
    given = {"way": "telephone", "verdict": "电话核对，答复已经收到。"}
    act(troupe, handling.accept, row, troupe.clerk(), on, 10, **given)


def _second(troupe: Troupe, row: Order) -> None:
    """Given back for want of proof, ordered a second time; the second order is late by now."""
    _replied(troupe, row)
    on = _working(troupe, row.issued_on + timedelta(days=13))
    given = {"way": "documents", "verdict": "没有附送达证明，第三条没有逐件核对。"}
    act(troupe, handling.give_back, row, troupe.clerk(), on, 10, **given)
    ago = (troupe.today - on).days - 3
    data = _data(troupe, row.unit, "同一事项")
    _sent(troupe, act(troupe, order_again, row, Role.CLERK, troupe.day(ago), 9, data=data), ago)


def _dropped(troupe: Troupe, row: Order) -> None:
    act(troupe, drop_order, row, troupe.clerk(), troupe.day(7), 11)


def _working(troupe: Troupe, day: date) -> date:
    """The working day on which this happens: the day itself or the one before."""
    return troupe.day((troupe.today - day).days)


def _fresh(row: Order) -> Order:
    return Order.objects.select_related("document", "unit").get(pk=row.pk)
