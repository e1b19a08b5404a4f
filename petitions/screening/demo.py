"""Invented screening of the demonstration: the round before and the one that runs, returns of every sort, disputes at
each level and stage.

Played through the actions in the order of their days, so that each has its clock, notices and journal lines. The rounds
are those of the half months; the duty engine finds them there when it opens the same periods.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from petitions.screening.actions import circulars, disputes, mediations
from petitions.screening.actions import levels as dispute_levels
from petitions.screening.actions import rounds as screenings
from petitions.screening.actions import strikes as dispute_strikes
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.rules.entries import DisputeData
from petitions.screening.rules.rounds import HALF_MONTH, MISSING
from records.duties.models.duties import Duty
from records.duties.openers import Opened
from records.duties.rules.duties import Cadence, Period, period_of
from township.actors import Actor, system_actor
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.queries.actors import actor_for, posts_in_effect
from township.directory.queries.units import member_units

PLAYER = "系统·载入演示数据"


@dataclass
class Troupe:
    """Who plays: the posts of today, and the units by name."""

    township: Township
    today: date
    posts: list[Post]
    units: dict[str, Unit]

    @classmethod
    def of(cls, township: Township, today: date) -> "Troupe":
        posts = list(posts_in_effect(today, township_id=township.pk).select_related("person", "unit").order_by("pk"))
        units = {unit.name: unit for unit in Unit.objects.filter(township=township)}
        return cls(township, today, posts, units)

    def person(self, role: str, unit: str = "") -> Person | None:
        found = [post.person for post in self.posts if post.role == role and unit in ("", post.unit.name)]
        return found[0] if found else None

    def do(self, action, person: Person, ago: int, hour: int = 9, **values):
        """One act of one person at a full hour, so many natural days back."""
        on = self.today - timedelta(days=ago)
        return action(by=self.actor(person, on), at=self.at(on, hour), **values)

    def actor(self, person: Person, on: date) -> Actor:
        account = Account.objects.filter(person=person).first() or Account(person=person, township=self.township)
        return actor_for(account, on=on)

    def at(self, on: date, hour: int) -> datetime:
        return datetime.combine(on, time(hour), tzinfo=get_current_timezone())


def load(township: Township, today: date) -> int:
    """Play two rounds up to `today`, and what became of older ones; returns how many disputes there are. Call it inside a
    transaction."""
    troupe = Troupe.of(township, today)
    grid_member = troupe.person(Role.GRID_MEMBER)
    if grid_member is None or troupe.person(Role.CLERK) is None:
        return 0
    now = period_of(Cadence.HALF_MONTHLY, today)
    before = period_of(Cadence.HALF_MONTHLY, now.first - timedelta(days=1))
    for old in Round.objects.filter(township=township, clause=HALF_MONTH, last__lt=before.first).order_by("first"):
        _returns(troupe, old, old.last, late=1)
        _ended(troupe, old)
    earlier = _round(troupe, before)
    _disputes_before(troupe, grid_member, (today - before.last).days)
    _returns(troupe, earlier, before.last, late=2)
    _summed_up(troupe, earlier)
    current = _round(troupe, now)
    _disputes_now(troupe, grid_member, (today - now.first).days)
    _returns(troupe, current, today, some=3)
    return Dispute.objects.filter(township=township).count()


def _closed(troupe: Troupe, screening: Round) -> int:
    """Summed up three days after its end; returns how many days ago that was."""
    ago = max(0, (troupe.today - screening.last).days - 3)
    revision = Round.objects.values_list("revision", flat=True).get(pk=screening.pk)
    troupe.do(screenings.close_round, troupe.person(Role.CLERK), ago, 16, round_id=screening.pk, revision=revision)
    return ago


def _ended(troupe: Troupe, screening: Round) -> None:
    """An older round is summed up and needs no circular of its own."""
    ago = _closed(troupe, screening)
    revision = Round.objects.values_list("revision", flat=True).get(pk=screening.pk)
    troupe.do(screenings.end_round, troupe.person(Role.CLERK), ago, 17, round_id=screening.pk, revision=revision)


def _summed_up(troupe: Troupe, screening: Round) -> None:
    """The round before is summed up, its circular waits for the director."""
    clerk = troupe.person(Role.CLERK)
    ago = _closed(troupe, screening)
    revision = Round.objects.values_list("revision", flat=True).get(pk=screening.pk)
    troupe.do(circulars.draft_circular, clerk, ago, 16, round_id=screening.pk, revision=revision)
    troupe.do(circulars.FLOW.submit, clerk, ago, 17, row_id=screening.pk, revision=revision + 1)


def _round(troupe: Troupe, period: Period) -> Round:
    duties = [Duty(unit=unit, due_on=period.last) for unit in member_units(troupe.township.pk)]
    screenings.opener(HALF_MONTH)([Opened(troupe.township.pk, period, duties)], troupe.at(period.first, 1))
    return Round.objects.get(township=troupe.township, clause=HALF_MONTH, period=period.key)


def _disputes_before(troupe: Troupe, grid_member: Person, ago: int) -> None:
    """Found in the round before: one struck off after mediation, one with a member unit, one late."""
    clerk = troupe.person(Role.CLERK)
    boundary = _report(
        troupe,
        grid_member,
        ago + 9,
        "三组宅基地边界纠纷",
        "河湾一网格",
        "三组村道东侧",
        "land",
        2,
        situation="两户对界墙位置各执一词，已口头争执两次。",
        measures="现场丈量，请两户到场指界",
    )
    _act(
        troupe,
        disputes.report_progress,
        boundary,
        grid_member,
        ago + 7,
        text="已现场丈量，双方同意请人民调解委员会调解。",
    )
    _mediated(troupe, boundary, grid_member, ago + 5)
    _act(
        troupe,
        dispute_strikes.propose_strike,
        boundary,
        grid_member,
        ago + 4,
        way="mediated",
        text="协议当场履行，界桩已重立，双方签字。",
        early_reason="签订当天双方已履行完毕",
    )
    _act(troupe, dispute_strikes.strike_off, boundary, clerk, ago + 3, text="电话回访两户，均无异议。")
    wages = _report(
        troupe,
        troupe.person(Role.LIAISON, "村镇建设办"),
        ago + 8,
        "安置房二标段工资结算纠纷",
        "村镇建设办",
        "安置小区二标段",
        "labour",
        18,
        situation="分包单位与班组对工程量核算不一致。",
        measures="召集三方核对工程量清单",
        risk="年底前结算不清，可能多人来访",
        due_on=troupe.today + timedelta(days=2),
    )
    _act(
        troupe,
        disputes.report_progress,
        wages,
        troupe.person(Role.LIAISON, "村镇建设办"),
        ago + 2,
        text="三方已核对一半清单，余下的本周五前核完。",
        person_name="何静",
    )
    village = troupe.person(Role.LIAISON, "柳林村")
    if village:
        _report(
            troupe,
            village,
            ago + 10,
            "二组灌溉用水轮次纠纷",
            "柳林村",
            "二组机耕渠",
            "forest",
            9,
            measures="重排轮灌表，村民代表签字",
            due_on=troupe.today - timedelta(days=max(0, ago - 3)),
        )


def _disputes_now(troupe: Troupe, grid_member: Person, ago: int) -> None:
    """Found in the running round: one reported upward, one that waits for the check, one new."""
    clerk = troupe.person(Role.CLERK)
    fees = _report(
        troupe,
        grid_member,
        min(ago, 6),
        "小区物业收费标准纠纷",
        "河湾一网格",
        "河湾小区3号楼",
        "property",
        23,
        situation="物业调整停车费，部分住户不同意。",
        measures="请物业公示成本",
    )
    _act(
        troupe,
        dispute_levels.escalate,
        fees,
        grid_member,
        min(ago, 3),
        reason="涉及多个小区，需要社区和镇里协调物业企业",
    )
    noise = _report(
        troupe,
        grid_member,
        min(ago, 5),
        "夜间加工噪声纠纷",
        "河湾一网格",
        "一组豆腐坊",
        "environment",
        4,
        measures="约定作业时间，加装隔音板",
    )
    _act(
        troupe,
        dispute_strikes.propose_strike,
        noise,
        grid_member,
        min(ago, 2),
        way="agreed",
        text="作坊已加装隔音板，约定晚九点后不加工。",
    )
    _report(
        troupe,
        clerk,
        min(ago, 1),
        "五保户墓地迁移补偿纠纷",
        "石桥村",
        "石桥村后山",
        "levy",
        3,
        hour=15,
        measures="核对迁坟补偿标准，入户解释政策",
    )


def _report(
    troupe: Troupe,
    person: Person,
    ago: int,
    title: str,
    unit: str,
    place: str,
    cause: str,
    people: int,
    *,
    hour: int = 9,
    **more,
) -> Dispute:
    found_on = troupe.today - timedelta(days=ago)
    data = DisputeData(title, place, cause, people, troupe.units[unit].pk, found_on, **more)
    if data.due_on and data.due_on < found_on:
        data = DisputeData(
            title, place, cause, people, troupe.units[unit].pk, found_on, **(more | {"due_on": found_on})
        )
    return troupe.do(disputes.report_dispute, person, ago, hour, data=data)


def _act(troupe: Troupe, action, dispute: Dispute, person: Person, ago: int, **values) -> None:
    revision = Dispute.objects.values_list("revision", flat=True).get(pk=dispute.pk)
    troupe.do(action, person, ago, 11, dispute_id=dispute.pk, revision=revision, **values)


def _mediated(troupe: Troupe, dispute: Dispute, person: Person, ago: int) -> None:
    on = troupe.today - timedelta(days=ago)
    data = mediations.MediationData(
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
    _act(troupe, mediations.record_mediation, dispute, person, ago, data=data)


def _returns(troupe: Troupe, screening: Round, until: date, *, late: int = 0, some: int = 99) -> None:
    """Units with a liaison return, the last `late` of them two days after the limit; at most `some` of them. Of a round that is
    over the villages without an account have returned too, but for the last of them."""
    reports = ScreeningReturn.objects.filter(round=screening).select_related("unit").order_by("unit__order", "pk")
    able = [(row, who) for row in reports if (who := troupe.person(Role.LIAISON, row.unit.name))][:some]
    for place, (report, who) in enumerate(able):
        is_late = len(able) - place <= late
        day = (
            until + timedelta(days=2)
            if is_late
            else until - timedelta(days=min(place % 3, (until - screening.first).days))
        )
        ago = max(0, (troupe.today - day).days)
        troupe.do(
            screenings.hand_in,
            who,
            ago,
            8,
            round_id=screening.pk,
            unit_id=report.unit_id,
            revision=report.revision,
            note="两名干部外出培训，补报" if is_late else "",
        )
    if some == 99:
        _returns_of_villages(troupe, screening)


def _returns_of_villages(troupe: Troupe, screening: Round) -> None:
    day = min(screening.due_on, troupe.today)
    by = system_actor(troupe.township.pk, PLAYER, day)
    missing = screening.returns.filter(state=MISSING).order_by("unit__order", "pk").values_list("unit_id", flat=True)
    for unit_id in list(missing)[:-1]:
        screenings.hand_in(round_id=screening.pk, unit_id=unit_id, revision=None, by=by, at=troupe.at(day, 15))
