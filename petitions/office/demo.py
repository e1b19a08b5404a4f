"""Invented analysis, urgent information and plan of the demonstration, played through the actions of the office."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db.models import Model
from django.utils import timezone

from petitions.analysis import actions as analyses
from petitions.plans.actions import issuing, plans
from petitions.plans.models import Plan
from petitions.plans.queries import leaders_of_steps, pickable
from petitions.urgent.actions import bulletins as urgent_bulletins
from petitions.urgent.actions import urgent
from petitions.urgent.models import UrgentReport
from records.acts.demo import act
from records.duties.rules.duties import Cadence, period_of
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import UnitKind
from township.directory.troupe import Troupe, moment

PLACARD = {
    "place": "镇政府大门口",
    "headcount": 23,
    "demand": "要求结清安置房二期工程劳务费",
    "story": "务工人员二十余人到镇政府门口反映劳务费未结清，情绪基本平稳。",
    "done": "值班领导已请代表到接待室接谈。",
}
ACCOUNTS = {
    "place": "河湾社区活动广场",
    "headcount": 12,
    "demand": "要求公开二组机动地承包费账目",
    "story": "部分村民在活动广场要求当场公布账目，情绪较激动。",
    "done": "社区干部已到场听取意见。",
}
WATER = {
    "place": "新庄村村委会",
    "headcount": 6,
    "demand": "要求恢复灌溉用水",
    "story": "六户村民到村委会反映抽水站停机，庄稼受旱。",
    "done": "",
}
CALL = {"organ": "清川县信访联席办", "person": "值班员", "text": "口头报告基本情况和已采取的措施。"}
NEXT_STEPS = ("召开协调会，明确办结时间并书面答复", "现场核实，送达处理意见书", "落实已承诺的事项并回访")


def load(township: Township, today: date) -> int:
    """Play an issued report and a draft, three urgent reports, two plans; returns how many files."""
    troupe = Troupe.of(township, today)
    roles = {post.role for post in troupe.posts}
    if not {Role.CLERK, Role.DIRECTOR, Role.LIAISON, Role.LEADER} <= roles:
        return 0
    _analyses(troupe)
    _urgent(troupe)
    _plans(troupe)
    return 7


def _analyses(troupe: Troupe) -> None:
    today, clerk = troupe.today, troupe.clerk()
    last_month = period_of(Cadence.MONTHLY, today.replace(day=1) - timedelta(days=1))
    at = moment(max(last_month.last + timedelta(days=1), today - timedelta(days=20)), 9)
    row = troupe.do(analyses.start_analysis, clerk, at.date(), at.time(), period=last_month)
    at = max(at, timezone.localtime(row.taken_at))  # the duty engine may have opened it before
    body = row.document.body.replace(
        "【结合内容分类和变化较大的事项，分析成因】",
        "安置房办证、工程款结算等历史遗留问题仍较集中，部分事项首办告知不够及时。",
    ).replace("【下一步工作建议】", "对办证、欠薪类事项逐件明确责任单位和时限，每周通报进展。")
    _at(troupe, at, Role.CLERK, analyses.FLOW.submit, row, body=body)
    later = min(at + timedelta(hours=5), max(at, timezone.localtime()))
    _at(troupe, later, Role.DIRECTOR, analyses.FLOW.decide, row, approved=True)
    at = moment(today, 8)
    troupe.do(analyses.start_analysis, clerk, at.date(), at.time(), period=period_of(Cadence.MONTHLY, today))


def _urgent(troupe: Troupe) -> None:
    """Minutes count from when the clerk judges."""
    kinds = (UnitKind.MEMBER, UnitKind.VILLAGE)
    units = [post.unit_id for post in troupe.posts if post.role == Role.LIAISON and post.unit.kind in kinds]
    begun = troupe.today - timedelta(days=10)
    grave, at = _report(troupe, moment(begun, time(9, 20)), 25, PLACARD), moment(begun, time(9, 42))
    opinion = "涉及人数较多，请立即接谈并核实欠付金额。"
    _at(troupe, at, Role.CLERK, urgent.judge, grave, level="urgent", opinion=opinion, unit_ids=units[:2])
    _at(troupe, at + timedelta(minutes=8), Role.CLERK, urgent.phone_up, grave, **CALL)
    _at(troupe, at + timedelta(minutes=20), Role.CLERK, urgent_bulletins.draft_bulletin, grave)
    grave.refresh_from_db()
    body = grave.document.body.replace("【写明责任单位、措施和时限】", "由村镇建设办会同施工企业三日内核清欠付金额。")
    found = "经核查，欠付劳务费情况属实，施工企业已筹款。"
    scenes = (
        (timedelta(minutes=26), Role.CLERK, urgent_bulletins.FLOW.submit, {"body": body}),
        (timedelta(minutes=40), Role.DIRECTOR, urgent_bulletins.FLOW.decide, {"approved": True}),
        (timedelta(days=2), Role.CLERK, urgent.add_entry, {"kind": "verify", "text": found}),
        (timedelta(days=3), Role.CLERK, urgent.close_urgent, {"text": "劳务费已全部发放到位，人员返岗。"}),
    )
    for later, role, action, values in scenes:
        _at(troupe, at + later, role, action, grave, **values)
    yesterday = troupe.today - timedelta(days=1)
    judged, at = _report(troupe, moment(yesterday, time(15, 5)), 15, ACCOUNTS), moment(yesterday, time(15, 31))
    opinion = "请社区当晚公布账目，联系经管站到场说明。"
    _at(troupe, at, Role.CLERK, urgent.judge, judged, level="urgent", opinion=opinion, unit_ids=units[2:4])
    _report(troupe, timezone.localtime(), 10, WATER)


def _report(troupe: Troupe, at: datetime, minutes_before: int, words: dict) -> UrgentReport:
    data = urgent.ReportData(happened_at=at - timedelta(minutes=minutes_before), **words)
    return troupe.do(urgent.report_urgent, troupe.person(Role.LIAISON), at.date(), at.time(), data=data)


def _at(troupe: Troupe, at: datetime, role: str, action: Callable, row: Model, **values) -> None:
    """An act on a thing as it is at a minute."""
    act(troupe, action, row, role, at.date(), at.time(), **values)


def _plans(troupe: Troupe) -> None:
    at, clerk = moment(troupe.today - timedelta(days=1), 10), troupe.clerk()
    first = troupe.today + timedelta(days=12)
    last = first + timedelta(days=4)
    data = plans.PlanData(
        name="全县“两会”期间",
        source="县信访联席办通知",
        first=first,
        last=last,
        duty_from=first,
        duty_to=last,
        daily_hour=17,
        requirement="逐件办理、逐件答复；重大紧急情况立即报告。",
    )
    row = troupe.do(plans.make_plan, clerk, at.date(), at.time(), data=data)
    if steps := _steps(troupe, row, at.date(), first):
        _at(troupe, at, Role.CLERK, plans.pick, row, steps=steps)
        _at(troupe, at + timedelta(hours=1), Role.CLERK, issuing.FLOW.submit, row)
        _at(troupe, at + timedelta(hours=4), Role.DIRECTOR, issuing.FLOW.decide, row, approved=True)
    later, at = troupe.today + timedelta(days=40), moment(troupe.today, 8)
    data = plans.PlanData(name="元旦春节期间", source="镇党委工作安排", first=later, last=later + timedelta(days=20))
    troupe.do(plans.make_plan, clerk, at.date(), at.time(), data=data)


def _steps(troupe: Troupe, row: Plan, on: date, first: date) -> list[plans.Step]:
    leading = list(leaders_of_steps(troupe.township.pk, troupe.today).values_list("pk", flat=True))
    wanted = pickable(troupe.actor(troupe.clerk(), on), row).filter(holder_unit__isnull=False)[:3]
    return [
        plans.Step(
            matter_id=matter.pk,
            next_step=words,
            leader_id=leading[n % len(leading)],
            due_on=first - timedelta(days=3 + n),
        )
        for n, (matter, words) in enumerate(zip(wanted, NEXT_STEPS, strict=False))
    ]
