"""Rows for the benchmark: realistic invented petitions written in bulk, as the actions would have left them."""

import random
from datetime import date, datetime, time, timedelta

from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.rules import cases as states
from records.clocks.models import Clock
from records.matters.models.access import Holding
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.models.search import SearchText
from township.crypto import keyed_hash
from township.directory.models.units import Unit, UnitKind

BATCH = 2000
TODAY = date(2026, 11, 20)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国志永秀梅宇欣怡堃喆翀"
PLACES = ["河湾", "石桥", "新庄", "李家坝", "双溪", "高坪", "柳林", "东岭", "沙河", "大湾", "青龙", "白云"]
THINGS = (
    ("机耕道", "排水沟堵塞，雨天积水漫到路面"),
    ("安置房", "交房两年没有办理产权证"),
    ("低保", "复核以后被取消，家里有病人，生活困难"),
    ("砂石场", "扬尘和噪声影响居住，车辆压坏村道"),
    ("校车", "停靠点离村口太远，孩子要走三里路"),
    ("征地补偿", "面积丈量与实际不符，补偿款没有发到户"),
    ("自来水", "水压不足，夏天经常停水"),
    ("工资", "工程完工半年，工资仍拖欠"),
    ("危房改造", "申请补助一年没有回复"),
    ("林地", "界线不清，两家为砍树发生争执"),
    ("垃圾池", "没有及时清运，气味很大"),
    ("路灯", "整条街不亮，老人晚上出门摔倒"),
)
ASKS = ("请求尽快解决", "请求现场查看", "请求书面答复", "请求公开账目", "请求按标准补偿")
STATES = (
    (states.REGISTERED, 3),
    (states.ASSIGNED, 4),
    (states.HANDLING, 8),
    (states.REPLY_SUBMITTED, 2),
    (states.DELIVERED, 3),
    (states.CONCLUDED, 30),
    (states.ARCHIVED, 50),
)
CHANNELS = ("letter", "visit", "call", "online", "mailbox", "assigned", "reception")


def name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))


def words(rng: random.Random) -> tuple[str, str]:
    """A title and the words of one petition, 60 to 130 characters."""
    place, (thing, trouble) = rng.choice(PLACES), rng.choice(THINGS)
    group = rng.choice("一二三四五六七八九")
    title = f"{place}村{group}组{thing}问题"
    body = (
        f"{place}村{group}组村民反映：本组{thing}{trouble}，已有{rng.randint(2, 40)}户受影响。"
        f"曾于{rng.randint(1, 12)}月向村委会反映，{name(rng)}答复正在处理，至今没有结果。{rng.choice(ASKS)}。"
    )
    return title, body


def make_cases(township, count: int, *, seed: int = 7) -> None:
    """Add `count` cases to the township: matter, case, petitioners, claim, events, clock, holding, searchable words."""
    rng = random.Random(seed)
    units = list(Unit.objects.filter(township=township, kind=UnitKind.MEMBER, is_active=True))
    first = Matter.objects.filter(township=township, kind="case").count()
    for start in range(0, count, BATCH):
        _make_batch(township, units, rng, first + start, min(BATCH, count - start))


def _make_batch(township, units, rng, offset, size):
    drafts = [_case(township, rng.choice(units), rng, offset + i) for i in range(size)]
    Matter.objects.bulk_create([matter for matter, _ in drafts])
    cases = []
    for matter, case in drafts:
        case.matter = matter
        cases.append(case)
    Case.objects.bulk_create(cases)
    Petitioner.objects.bulk_create([_petitioner(case, rng) for case in cases])
    Claim.objects.bulk_create([Claim(case=case, seq=1, text="请求解决所反映的问题") for case in cases])
    Event.objects.bulk_create([event for case in cases for event in _events(case)])
    Clock.objects.bulk_create([_clock(case) for case in cases])
    Holding.objects.bulk_create([Holding(matter=case.matter, unit=case.unit, part="lead") for case in cases])
    SearchText.objects.bulk_create(
        [SearchText(matter=case.matter, township=township, body=f"{case.title}\n{case.words}") for case in cases]
    )


def _case(township, unit, rng, n):
    state = rng.choices([s for s, _ in STATES], [w for _, w in STATES])[0]
    is_open = state in states.OPEN_STATES
    on = TODAY - timedelta(days=rng.randint(0, 70) if is_open else rng.randint(71, 2500))
    title, body = words(rng)
    number = f"{township.mark}〔{on.year}〕{900000 + n}号"
    closed = None if is_open else on + timedelta(days=rng.randint(5, 60))
    due = on + timedelta(days=60) if is_open else None
    matter = Matter(
        township=township,
        kind="case",
        number=number,
        title=title,
        holder_unit=unit,
        opened_on=on,
        closed_on=closed,
        next_due_on=due,
        next_due_label="处理意见" if due else "",
    )
    case = Case(
        township=township,
        number=number,
        title=title,
        state=state,
        channel=rng.choice(CHANNELS),
        purpose="demand",
        case_class="claim",
        path31=6,
        raised_on=on,
        received_on=on,
        registered_on=on,
        words=body,
        visitors=rng.choice((1, 1, 1, 2, 3, 7)),
        is_repeat=False,
        unit=unit,
        accepted_on=on,
        concluded_on=closed,
        next_due_on=due,
        next_due_label=matter.next_due_label,
        updated_at=_instant(on),
    )
    case.is_group = case.visitors >= 5
    return matter, case


def _petitioner(case, rng):
    who, phone = name(rng), f"13{rng.randint(0, 999999999):09d}"
    return Petitioner(
        township_id=case.township_id,
        case=case,
        seq=1,
        name=who,
        masked_name=who[0] + "*",
        name_hash=keyed_hash(who, purpose="name"),
        phone=phone,
        phone_hash=keyed_hash(phone, purpose="phone"),
        address="清河镇",
    )


def _events(case):
    yield Event(
        township_id=case.township_id,
        matter=case.matter,
        on=case.registered_on,
        at=_instant(case.registered_on),
        move="register",
        text="登记",
        by_name="林晓",
        public_text="已登记",
    )
    yield Event(
        township_id=case.township_id,
        matter=case.matter,
        on=case.registered_on,
        at=_instant(case.registered_on),
        move="accept",
        text="受理",
        by_name="林晓",
        public_text="已受理",
    )


def _clock(case):
    due = case.registered_on + timedelta(days=60)
    return Clock(
        township_id=case.township_id,
        matter=case.matter,
        code="conclude_60",
        label="处理意见",
        length=60,
        counts="natural",
        article="条例第三十四条",
        start_on=case.registered_on,
        start_evidence="受理",
        stopped_on=case.concluded_on,
        due_on=due,
        rolled_due_on=due,
    )


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(1, 0)).astimezone()
