"""Invented screening of the demonstration: the round before and the one that runs, returns of every sort, disputes at
each level and stage.

Played through the actions in the order of their days, so that each has its clock, notices and journal lines. The rounds
are those of the half months; the duty engine finds them there when it opens the same periods.
"""

from collections.abc import Callable
from datetime import date, timedelta

from petitions.screening.actions import circulars, disputes, mediations, returns
from petitions.screening.actions import levels as dispute_levels
from petitions.screening.actions import rounds as screenings
from petitions.screening.actions import strikes as dispute_strikes
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.rules.entries import DisputeData
from petitions.screening.rules.rounds import HALF_MONTH, MISSING
from records.acts.demo import act
from records.duties.models.duties import Duty
from records.duties.openers import Opened
from records.duties.rules.duties import Cadence, Period, period_of
from township.actors import system_actor
from township.directory.models.people import Person, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.directory.troupe import Troupe, moment

PLAYER = "系统·载入演示数据"
GRID, CLERK = (Role.GRID_MEMBER, ""), (Role.CLERK, "")
BUILDING, WILLOW = (Role.LIAISON, "村镇建设办"), (Role.LIAISON, "柳林村")
# Days back, hour, who, dispute, act (nothing: reported), values. due_in: days from today; due_after: days from the end of the round.
# Found in the round before, counted from its end: one struck off after mediation, one with a member unit, one late.
BEFORE = (
    (9, 9, GRID, "boundary", None, {
        "title": "三组宅基地边界纠纷", "unit": "河湾一网格", "place": "三组村道东侧", "cause": "land", "people": 2,
        "situation": "两户对界墙位置各执一词，已口头争执两次。", "measures": "现场丈量，请两户到场指界"}),
    (7, 11, GRID, "boundary", disputes.report_progress, {"text": "已现场丈量，双方同意请人民调解委员会调解。"}),
    (5, 11, GRID, "boundary", mediations.record_mediation, {}),
    (4, 11, GRID, "boundary", dispute_strikes.propose_strike, {
        "way": "mediated", "text": "协议当场履行，界桩已重立，双方签字。", "early_reason": "签订当天双方已履行完毕"}),
    (3, 11, CLERK, "boundary", dispute_strikes.strike_off, {"text": "电话回访两户，均无异议。"}),
    (8, 9, BUILDING, "wages", None, {
        "title": "安置房二标段工资结算纠纷", "unit": "村镇建设办", "place": "安置小区二标段", "cause": "labour", "people": 18,
        "situation": "分包单位与班组对工程量核算不一致。", "measures": "召集三方核对工程量清单",
        "risk": "年底前结算不清，可能多人来访", "due_in": 2}),
    (2, 11, BUILDING, "wages", disputes.report_progress, {
        "text": "三方已核对一半清单，余下的本周五前核完。", "person_name": "何静"}),
    (10, 9, WILLOW, "water", None, {
        "title": "二组灌溉用水轮次纠纷", "unit": "柳林村", "place": "二组机耕渠", "cause": "forest", "people": 9,
        "measures": "重排轮灌表，村民代表签字", "due_after": 3}),
)  # fmt: skip
# Found in the running round, counted from today: one reported upward, one that waits for the check, one new.
NOW = (
    (6, 9, GRID, "fees", None, {
        "title": "小区物业收费标准纠纷", "unit": "河湾一网格", "place": "河湾小区3号楼", "cause": "property", "people": 23,
        "situation": "物业调整停车费，部分住户不同意。", "measures": "请物业公示成本"}),
    (3, 11, GRID, "fees", dispute_levels.escalate, {"reason": "涉及多个小区，需要社区和镇里协调物业企业"}),
    (5, 9, GRID, "noise", None, {
        "title": "夜间加工噪声纠纷", "unit": "河湾一网格", "place": "一组豆腐坊", "cause": "environment", "people": 4,
        "measures": "约定作业时间，加装隔音板"}),
    (2, 11, GRID, "noise", dispute_strikes.propose_strike, {
        "way": "agreed", "text": "作坊已加装隔音板，约定晚九点后不加工。"}),
    (1, 15, CLERK, "graves", None, {
        "title": "五保户墓地迁移补偿纠纷", "unit": "石桥村", "place": "石桥村后山", "cause": "levy", "people": 3,
        "measures": "核对迁坟补偿标准，入户解释政策"}),
)  # fmt: skip


def load(township: Township, today: date) -> int:
    """Play two rounds up to `today`, and what became of older ones; returns how many disputes there are. Call it inside a
    transaction."""
    troupe = Troupe.of(township, today)
    if _person(troupe, *GRID) is None or _person(troupe, *CLERK) is None:
        return 0
    now = period_of(Cadence.HALF_MONTHLY, today)
    before = period_of(Cadence.HALF_MONTHLY, now.first - timedelta(days=1))
    for old in Round.objects.filter(township=township, clause=HALF_MONTH, last__lt=before.first).order_by("first"):
        _returns(troupe, old, old.last, late=1)
        _ended(troupe, old)
    earlier = _round(troupe, before)
    _disputes(troupe, BEFORE, before.last, lambda ago: before.last - timedelta(days=ago))
    _returns(troupe, earlier, before.last, late=2)
    _summed_up(troupe, earlier)
    current = _round(troupe, now)
    _disputes(troupe, NOW, now.first, lambda ago: max(now.first, today - timedelta(days=ago)))
    _returns(troupe, current, today, some=3)
    return Dispute.objects.filter(township=township).count()


def _closed(troupe: Troupe, screening: Round) -> date:
    """Summed up three days after its end; returns the day."""
    on = min(screening.last + timedelta(days=3), troupe.today)
    act(troupe, screenings.close_round, screening, troupe.clerk(), on, 16)
    return on


def _ended(troupe: Troupe, screening: Round) -> None:
    """An older round is summed up and needs no circular of its own."""
    act(troupe, screenings.end_round, screening, troupe.clerk(), _closed(troupe, screening), 17)


def _summed_up(troupe: Troupe, screening: Round) -> None:
    """The round before is summed up, its circular waits for the director."""
    on = _closed(troupe, screening)
    act(troupe, circulars.draft_circular, screening, troupe.clerk(), on, 16)
    act(troupe, circulars.FLOW.submit, screening, troupe.clerk(), on, 17)


def _round(troupe: Troupe, period: Period) -> Round:
    duties = [Duty(unit=unit, due_on=period.last) for unit in member_units(troupe.township.pk)]
    screenings.opener(HALF_MONTH)([Opened(troupe.township.pk, period, duties)], moment(period.first, 1))
    return Round.objects.get(township=troupe.township, clause=HALF_MONTH, period=period.key)


def _person(troupe: Troupe, role: str, unit: str = "") -> Person | None:
    return next((post.person for post in troupe.posts if post.role == role and unit in ("", post.unit.name)), None)


def _disputes(troupe: Troupe, scenes: tuple, until: date, day: Callable[[int], date]) -> None:
    """Rows of whom the township does not have are left out. until: what due_after counts from; day: of so many days back."""
    told: dict[str, Dispute] = {}
    for ago, hour, (role, unit), key, action, values in scenes:
        who, on = _person(troupe, role, unit), day(ago)
        if who is None:
            continue
        if action is None:
            data = _data(troupe, on, until, **values)
            told[key] = troupe.do(disputes.report_dispute, who, on, hour, data=data)
        else:
            values = values or {"data": _mediation(on)}
            act(troupe, action, told[key], who, on, hour, **values)


def _data(
    troupe: Troupe, on: date, until: date, *, unit: str, due_in: int = 0, due_after: int = 0, **words
) -> DisputeData:
    """Its limit lies not before the day on which it was found."""
    due_on = None
    if due_in or due_after:
        ahead, later = troupe.today + timedelta(days=due_in), min(until + timedelta(days=due_after), troupe.today)
        due_on = max(on, ahead if due_in else later)
    place = Unit.objects.get(township=troupe.township, name=unit)
    return DisputeData(unit_id=place.pk, found_on=on, due_on=due_on, **words)


def _mediation(on: date) -> mediations.MediationData:
    return mediations.MediationData(
        on=on,
        organ="committee",
        mediators="马丽、杨帆",
        present=5,
        result="agreed",
        helpers=("judicial", "committee"),
        facts="两户相邻，对界墙位置各执一词，均无权属证明以外的凭据。",
        terms="一、以现场丈量的界点为准，重立界桩四根。\n二、原界墙由两户共同拆除，费用各半。\n三、双方互不追究此前争执。",
        perform_by=on + timedelta(days=7),
        parties="甲户 户主（河湾三组12号）\n乙户 户主（河湾三组13号）",
        makes_paper=True,
    )


def _returns(troupe: Troupe, screening: Round, until: date, *, late: int = 0, some: int = 99) -> None:
    """Units with a liaison return, the last `late` of them two days after the limit; at most `some` of them. Of a round that is
    over the villages without an account have returned too, but for the last of them."""
    reports = ScreeningReturn.objects.filter(round=screening).select_related("unit").order_by("unit__order", "pk")
    able = [(row, who) for row in reports if (who := _person(troupe, Role.LIAISON, row.unit.name))][:some]
    for place, (report, who) in enumerate(able):
        is_late = len(able) - place <= late
        early = min(place % 3, (until - screening.first).days)
        on = min(until + timedelta(days=2) if is_late else until - timedelta(days=early), troupe.today)
        note = "两名干部外出培训，补报" if is_late else ""
        given = {"round_id": screening.pk, "unit_id": report.unit_id, "revision": report.revision, "note": note}
        troupe.do(returns.hand_in, who, on, 8, **given)
    if some == 99:
        _returns_of_villages(troupe, screening)


def _returns_of_villages(troupe: Troupe, screening: Round) -> None:
    day = min(screening.due_on, troupe.today)
    by = system_actor(troupe.township.pk, PLAYER, day)
    missing = screening.returns.filter(state=MISSING).order_by("unit__order", "pk").values_list("unit_id", flat=True)
    for unit_id in list(missing)[:-1]:
        returns.hand_in(round_id=screening.pk, unit_id=unit_id, revision=None, by=by, at=moment(day, 15))
