"""Invented analysis, urgent information and plan of the demonstration, played through the actions of the office."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from petitions.analysis import actions as analyses
from petitions.analysis.models import Analysis
from petitions.plans import actions as plans
from petitions.plans.models import Plan
from petitions.plans.queries import leaders_of_steps, pickable
from petitions.urgent.actions import bulletins as urgent_bulletins
from petitions.urgent.actions import urgent
from petitions.urgent.models import UrgentReport
from records.duties.rules.duties import Cadence, period_of
from records.papers.actions.documents import text_hash
from township.actors import Actor
from township.directory.models.accounts import Account
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import UnitKind
from township.directory.queries.actors import actor_for, posts_in_effect


class Stage:
    """Who plays in this township: the first holder of each role."""

    def __init__(self, township: Township, today: date):
        self.township, self.today = township, today
        self.posts = list(
            posts_in_effect(today, township_id=township.pk).select_related("person", "unit").order_by("pk")
        )

    def actor(self, role: str, on: date) -> Actor:
        """The first holder of the role, acting on that day."""
        person = next(post.person for post in self.posts if post.role == role)
        account = Account.objects.filter(person=person).first() or Account(person=person, township=self.township)
        return actor_for(account, on=on)

    def liaison_units(self) -> list:
        """Units with a liaison, in the order of the posts."""
        kinds = (UnitKind.MEMBER, UnitKind.VILLAGE)
        return [post.unit for post in self.posts if post.role == Role.LIAISON and post.unit.kind in kinds]

    def do(self, action, role: str, at: datetime, **values):
        return action(by=self.actor(role, at.date()), at=at, **values)


def load(township: Township, today: date) -> int:
    """Play an issued report and a draft, three urgent reports, two plans; returns how many files."""
    stage = Stage(township, today)
    roles = {post.role for post in stage.posts}
    if not {Role.CLERK, Role.DIRECTOR, Role.LIAISON, Role.LEADER} <= roles:
        return 0
    _analyses(stage)
    _urgent(stage)
    _plans(stage)
    return 7


def _analyses(stage: Stage) -> None:
    last_month = period_of(Cadence.MONTHLY, stage.today.replace(day=1) - timedelta(days=1))
    at = _moment(max(last_month.last + timedelta(days=1), stage.today - timedelta(days=20)), 9)
    row = stage.do(analyses.start_analysis, Role.CLERK, at, period=last_month)
    at = max(at, timezone.localtime(row.taken_at))  # the duty engine may have opened it before
    body = row.document.body.replace(
        "【结合内容分类和变化较大的事项，分析成因】",
        "安置房办证、工程款结算等历史遗留问题仍较集中，部分事项首办告知不够及时。",
    ).replace("【下一步工作建议】", "对办证、欠薪类事项逐件明确责任单位和时限，每周通报进展。")
    given = {"row_id": row.pk, "revision": row.revision, "body": body, "version": row.document.version}
    stage.do(analyses.FLOW.submit, Role.CLERK, at, **given)
    later = min(at + timedelta(hours=5), max(at, timezone.localtime()))
    stage.do(analyses.FLOW.decide, Role.DIRECTOR, later, row_id=row.pk, approved=True, **_read(row))
    stage.do(
        analyses.start_analysis, Role.CLERK, _moment(stage.today, 8), period=period_of(Cadence.MONTHLY, stage.today)
    )


def _urgent(stage: Stage) -> None:
    units = stage.liaison_units()
    ten_days_ago = stage.today - timedelta(days=10)
    grave = _report(
        stage,
        _moment(ten_days_ago, 9, 20),
        minutes_before=25,
        place="镇政府大门口",
        headcount=23,
        demand="要求结清安置房二期工程劳务费",
        story="务工人员二十余人到镇政府门口反映劳务费未结清，情绪基本平稳。",
        done="值班领导已请代表到接待室接谈。",
    )
    at = _moment(ten_days_ago, 9, 42)
    _on(
        stage,
        grave,
        urgent.judge,
        Role.CLERK,
        at,
        level="urgent",
        opinion="涉及人数较多，请立即接谈并核实欠付金额。",
        unit_ids=[unit.pk for unit in units[:2]],
    )
    _on(
        stage,
        grave,
        urgent.phone_up,
        Role.CLERK,
        at + timedelta(minutes=8),
        organ="清川县信访联席办",
        person="值班员",
        text="口头报告基本情况和已采取的措施。",
    )
    _on(stage, grave, urgent_bulletins.draft_bulletin, Role.CLERK, at + timedelta(minutes=20))
    grave.refresh_from_db()
    body = grave.document.body.replace("【写明责任单位、措施和时限】", "由村镇建设办会同施工企业三日内核清欠付金额。")
    given = {"row_id": grave.pk, "revision": grave.revision, "body": body, "version": 1}
    stage.do(urgent_bulletins.FLOW.submit, Role.CLERK, at + timedelta(minutes=26), **given)
    grave.refresh_from_db()
    stage.do(
        urgent_bulletins.FLOW.decide,
        Role.DIRECTOR,
        at + timedelta(minutes=40),
        row_id=grave.pk,
        approved=True,
        **_read(grave),
    )
    _on(
        stage,
        grave,
        urgent.add_entry,
        Role.CLERK,
        at + timedelta(days=2),
        kind="verify",
        text="经核查，欠付劳务费情况属实，施工企业已筹款。",
    )
    _on(stage, grave, urgent.close_urgent, Role.CLERK, at + timedelta(days=3), text="劳务费已全部发放到位，人员返岗。")
    judged = _report(
        stage,
        _moment(stage.today - timedelta(days=1), 15, 5),
        minutes_before=15,
        place="河湾社区活动广场",
        headcount=12,
        demand="要求公开二组机动地承包费账目",
        story="部分村民在活动广场要求当场公布账目，情绪较激动。",
        done="社区干部已到场听取意见。",
    )
    _on(
        stage,
        judged,
        urgent.judge,
        Role.CLERK,
        _moment(stage.today - timedelta(days=1), 15, 31),
        level="urgent",
        opinion="请社区当晚公布账目，联系经管站到场说明。",
        unit_ids=[unit.pk for unit in units[2:4]],
    )
    now = timezone.localtime()
    _report(
        stage,
        now,
        minutes_before=10,
        place="新庄村村委会",
        headcount=6,
        demand="要求恢复灌溉用水",
        story="六户村民到村委会反映抽水站停机，庄稼受旱。",
        done="",
    )


def _report(stage: Stage, at: datetime, *, minutes_before: int, **words) -> UrgentReport:
    data = urgent.ReportData(happened_at=at - timedelta(minutes=minutes_before), **words)
    return stage.do(urgent.report_urgent, Role.LIAISON, at, data=data)


def _on(stage: Stage, row: UrgentReport, action, role: str, at: datetime, **values) -> None:
    row.refresh_from_db()
    stage.do(action, role, at, urgent_id=row.pk, revision=row.revision, **values)


def _plans(stage: Stage) -> None:
    at = _moment(stage.today - timedelta(days=1), 10)
    first = stage.today + timedelta(days=12)
    data = plans.PlanData(
        name="全县“两会”期间",
        source="县信访联席办通知",
        first=first,
        last=first + timedelta(days=4),
        duty_from=first,
        duty_to=first + timedelta(days=4),
        daily_hour=17,
        requirement="逐件办理、逐件答复；重大紧急情况立即报告。",
    )
    row = stage.do(plans.make_plan, Role.CLERK, at, data=data)
    leading = list(leaders_of_steps(stage.township.pk, stage.today).values_list("pk", flat=True))
    wanted = list(pickable(stage.actor(Role.CLERK, at.date()), row).filter(holder_unit__isnull=False)[:3])
    steps = [
        plans.Step(
            matter_id=matter.pk,
            next_step=words,
            leader_id=leading[n % len(leading)],
            due_on=first - timedelta(days=3 + n),
        )
        for n, (matter, words) in enumerate(
            zip(
                wanted,
                ("召开协调会，明确办结时间并书面答复", "现场核实，送达处理意见书", "落实已承诺的事项并回访"),
                strict=False,
            )
        )
    ]
    if steps:
        _on_plan(stage, row, plans.pick, Role.CLERK, at, steps=steps)
        row.refresh_from_db()
        stage.do(plans.FLOW.submit, Role.CLERK, at + timedelta(hours=1), row_id=row.pk, revision=row.revision)
        decided = {"row_id": row.pk, "approved": True} | _read(row)
        stage.do(plans.FLOW.decide, Role.DIRECTOR, at + timedelta(hours=4), **decided)
    later = stage.today + timedelta(days=40)
    stage.do(
        plans.make_plan,
        Role.CLERK,
        _moment(stage.today, 8),
        data=plans.PlanData(name="元旦春节期间", source="镇党委工作安排", first=later, last=later + timedelta(days=20)),
    )


def _on_plan(stage: Stage, row: Plan, action, role: str, at: datetime, **values) -> None:
    row.refresh_from_db()
    stage.do(action, role, at, plan_id=row.pk, revision=row.revision, **values)


def _read(row: Analysis | Plan | UrgentReport) -> dict:
    """What the decider read: version and hash of the text that waits."""
    row.refresh_from_db()
    return {"version": row.document.version, "text_sha256": text_hash(row.document.body)}


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return min(datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone()), timezone.localtime())
