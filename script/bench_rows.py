"""Rows for the benchmark: realistic invented petitions written by COPY, as the actions would have left them, and repeated inside
the database."""

import random
from datetime import date, datetime, time, timedelta

from bench_copy import in_bulk, repeat
from django.db import connection

from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.rules import cases as states
from records.clocks.models import Clock
from records.matters.models.access import Holding
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.models.search import SearchText
from records.notices.models.notices import Notice
from records.work.models import WorkItem
from township.bulk import insert_rows
from township.crypto import keyed_hash
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind

BATCH = 2000
PATTERN = 10_000  # cases that are written one by one and then repeated
MADE = r"〕9\d{5}号$"  # numbers of cases made here
UNIT = "coalesce(n.unit, t.unit_id)"
OTHERS = "990000"  # the codes of the other townships begin so
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
MANY = (Matter, Case, Petitioner, Claim, Event, Clock, Holding, SearchText, WorkItem, Notice)
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
    """Add `count` cases to the township: matter, case, petitioners, claim, events, clock, holding, searchable words. The first
    ten thousand are written, and repeated inside the database under numbers of their own as often as wanted."""
    if count <= 0:
        return
    units = list(Unit.objects.filter(township=township, kind=UnitKind.MEMBER, is_active=True))
    rng = random.Random(seed)
    made = list(Matter.objects.filter(township=township, number__regex=MADE).order_by("pk")[:PATTERN])
    with in_bulk(MANY):
        if len(made) == PATTERN and (times := count // PATTERN):
            _plan(made, [(township.pk, None, None, township.mark, n * PATTERN) for n in range(1, times + 1)])
            _repeat_all()
            count -= times * PATTERN
        first = Matter.objects.filter(township=township, kind="case").count()
        for start in range(0, count, BATCH):
            _make_batch(township, units, rng, first + start, min(BATCH, count - start))


def make_others(count: int, *, seed: int) -> None:
    """`count` cases in a thousand other townships, with half as many open work items and twice as many notices; what an
    earlier size left there is counted. Those of the first are written, the others repeat them inside the database."""
    if count <= 0:
        return
    others = list(Township.objects.filter(code__startswith=OTHERS).order_by("pk")) or _townships()
    staff = list(zip(others, *_staff(others), strict=True))
    have = Matter.objects.filter(township=others[0], kind="case").count()
    if count // len(others) <= have:
        return
    with in_bulk(MANY):
        matters = _pattern(*staff[0], have, count // len(others), seed)
        _plan(matters, [(town.pk, unit.pk, person.pk, town.mark, 0) for town, unit, person in staff[1:]])
        _repeat_all()


def _pattern(township, unit, person, have: int, each: int, seed: int) -> list[Matter]:
    """The cases of one township as they are to be in all of them; those that are new beside what it has."""
    _make_batch(township, [unit], random.Random(seed), have, each - have)
    matters = list(Matter.objects.filter(township=township, kind="case").order_by("pk"))
    insert_rows(_item(township, unit, matter) for matter in matters[have::2])
    insert_rows(_notice(township, person, matter, n) for matter in matters[have:] for n in (1, 2))
    return matters[have:]


def _plan(matters: list[Matter], towns: list[tuple]) -> None:
    """A table with a line for each matter that is to be made. towns: (township, unit and person who hold it or None for those of the
    pattern, mark, how far the numbers are shifted)."""
    mark = matters[0].township.mark
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_towns, bench_plan")
        cursor.execute(
            "CREATE TEMP TABLE bench_towns (township bigint, unit bigint, person bigint, mark text, shift int)"
        )
        cursor.executemany("INSERT INTO bench_towns VALUES (%s, %s, %s, %s, %s)", towns)
        cursor.execute(
            r"""CREATE TEMP TABLE bench_plan AS
            SELECT m.id AS old, nextval(pg_get_serial_sequence('records_matter', 'id')) AS new, b.township, b.unit, b.person,
                   m.number AS old_number, replace(regexp_replace(m.number, '\d+号$', ''), %s, b.mark)
                   || (substring(m.number FROM '(\d+)号$')::int + b.shift) || '号' AS number
            FROM bench_towns b CROSS JOIN records_matter m WHERE m.id = ANY(%s)""",
            [mark, [matter.pk for matter in matters]],
        )
        cursor.execute("ANALYZE bench_plan")


def _repeat_all() -> None:
    own = {"township_id": "n.township", "matter_id": "n.new"}
    numbered = own | {"number": "n.number", "unit_id": UNIT}
    renumbered = "replace(t.{0}, n.old_number, n.number)"
    repeat(
        Matter, "id", "bench_plan", numbered | {"id": "n.new", "holder_unit_id": "coalesce(n.unit, t.holder_unit_id)"}
    )
    repeat(Case, "matter_id", "bench_plan", numbered)
    repeat(Petitioner, "case_id", "bench_plan", {"township_id": "n.township", "case_id": "n.new"})
    repeat(Claim, "case_id", "bench_plan", {"case_id": "n.new"})
    for model in (Event, Clock):
        repeat(model, "matter_id", "bench_plan", own)
    repeat(Holding, "matter_id", "bench_plan", {"matter_id": "n.new", "unit_id": UNIT})
    repeat(SearchText, "matter_id", "bench_plan", own | {"body": renumbered.format("body")})
    repeat(WorkItem, "matter_id", "bench_plan", own | {"unit_id": UNIT})
    repeat(Notice, "matter_id", "bench_plan", own | {"recipient_id": "n.person", "text": renumbered.format("text")})


def _townships() -> list[Township]:
    """A thousand townships with a unit and a person in each."""
    towns = Township.objects.bulk_create(
        Township(
            code=f"{OTHERS}{n:06d}",
            name=f"第{n}镇人民政府",
            short_name=f"第{n}镇",
            mark=f"镇{n}信",
            office_name=f"第{n}镇联席办",
        )
        for n in range(1000)
    )
    units = Unit.objects.bulk_create(Unit(township=town, kind=UnitKind.MEMBER, name="民政办") for town in towns)
    for unit in units:
        unit.path = f"/{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"])
    Person.objects.bulk_create(Person(township=town, name="联络员") for town in towns)
    return towns


def _staff(towns: list[Township]) -> tuple[list[Unit], list[Person]]:
    units = {unit.township_id: unit for unit in Unit.objects.filter(township__in=towns)}
    people = {person.township_id: person for person in Person.objects.filter(township__in=towns)}
    return [units[town.pk] for town in towns], [people[town.pk] for town in towns]


def _item(township, unit, matter) -> WorkItem:
    return WorkItem(
        township=township,
        matter=matter,
        kind="case.accept",
        unit=unit,
        what="决定是否受理",
        due_on=TODAY,
        opened_at=_instant(TODAY),
    )


def _notice(township, person, matter, n: int) -> Notice:
    return Notice(
        township=township,
        recipient=person,
        matter=matter,
        kind="case.assign",
        text=f"{matter.number} 请办理",
        key=f"{matter.pk}:{n}",
        at=_instant(TODAY),
        read_at=_instant(TODAY) if n == 1 else None,
    )


def _make_batch(township, units, rng, offset, size):
    if not size:
        return
    drafts = [_case(township, rng.choice(units), rng, offset + i) for i in range(size)]
    insert_rows([matter for matter, _ in drafts])
    cases = []
    for matter, case in drafts:
        case.matter = matter
        cases.append(case)
    insert_rows(cases)
    insert_rows(_petitioner(case, rng) for case in cases)
    insert_rows(Claim(case=case, seq=1, text="请求解决所反映的问题") for case in cases)
    insert_rows(event for case in cases for event in _events(case))
    insert_rows(_clock(case) for case in cases)
    insert_rows(Holding(matter=case.matter, unit=case.unit, part="lead") for case in cases)
    insert_rows(SearchText(matter=case.matter, township=township, body=f"{case.title}\n{case.words}") for case in cases)


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
