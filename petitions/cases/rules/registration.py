"""What a registration must hold before it is saved: every fault at once, each a sentence beside its field.

Sources: 条例第十七至二十一条; 《信访事项网上办理工作规程》第四、五条 (name, address, number of people, purpose, place, category).
Sentences never repeat names, numbers or words of a petitioner.
"""

from dataclasses import dataclass
from datetime import date

from petitions.cases.rules.channels import (
    CHANNELS,
    CLASSES,
    GROUP_VISIT_MIN,
    ID_TYPES,
    PURPOSES,
    VISITORS_MAX,
    Channel,
    ChannelField,
    class_of,
    is_group_visit,
)
from township.dates import full_date
from township.directory.rules.documents import check_document, document_key
from township.directory.rules.identity import normalise, normalise_name
from township.directory.rules.telephones import check_phone
from township.refusals import Refused

REPRESENTATIVES_MAX = 5
PETITIONER, REPRESENTATIVE, CO_SIGNER, AGENT = "petitioner", "representative", "co_signer", "agent"
Fault = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class PetitionerEntry:
    """One person or body as typed. role: petitioner | representative | co_signer | agent; id_type: key of ID_TYPES."""

    name: str = ""
    role: str = PETITIONER
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Registration:
    """The form as typed, empty where nothing was. Dates are Shanghai dates.

    raised_on: when the petitioner acted; received_on: own receipt; registered_on: when it is written down.
    visitors: 信访人数; involved: 涉及人数; is_group: what the form says, None where the form does not ask.
    """

    channel: str
    purpose: str
    case_class: str = ""
    raised_on: date | None = None
    received_on: date | None = None
    registered_on: date | None = None
    words: str = ""
    petitioners: tuple[PetitionerEntry, ...] = ()
    visitors: int | None = 1
    involved: int | None = None
    is_group: bool | None = None
    is_anonymous: bool = False
    has_place: bool = True
    # Only of some channels
    letter_on: date | None = None
    postmark_on: date | None = None
    caller_number: str = ""
    mailbox: str = ""
    source_organ: str = ""
    source_number: str = ""
    source_on: date | None = None
    source_due_on: date | None = None
    leader: str = ""
    session_on: date | None = None


@dataclass(frozen=True)
class Limits:
    """The township's settings that registration looks at."""

    representatives_max: int = REPRESENTATIVES_MAX
    group_visit_min: int = GROUP_VISIT_MIN


def faults(entry: Registration, *, today: date, limits: Limits | None = None) -> list[Fault]:
    """Every (field, sentence) that stands in the way of saving; empty when the registration may be saved.

    Fields of the n-th petitioner are "petitioners-n-name" and so on, n from 0; what concerns all of them is
    "petitioners". today: the Shanghai date of the counter.
    """
    limits = limits or Limits()
    if entry.channel not in CHANNELS:
        return [("channel", "请选择信访形式。")]
    channel = CHANNELS[entry.channel]
    return [
        *_classification(entry),
        *_dates(entry, channel, today),
        *_own_fields(entry, channel),
        *_words_and_place(entry),
        *_people(entry, today),
        *_counts(entry, channel, limits),
    ]


def _classification(entry: Registration) -> list[Fault]:
    if entry.purpose not in PURPOSES:
        return [("purpose", "请选择信访目的。")]
    if entry.case_class and entry.case_class not in CLASSES:
        return [("case_class", "请选择事项类别。")]
    return _caught("case_class", class_of, entry.purpose, entry.case_class)


def _dates(entry: Registration, channel: Channel, today: date) -> list[Fault]:
    """Three dates kept apart and in order, none of them in the future."""
    named = (("raised_on", "信访日期"), ("received_on", "收到日期"), ("registered_on", "登记日期"))
    found = []
    earlier: tuple[date, str] | None = None
    for field, label in named:
        day = getattr(entry, field)
        if day is None:
            found.append((field, f"请填写{label}。"))
            continue
        if day > today:
            found.append((field, f"{label}不能晚于今天（{full_date(today)}）。"))
        elif earlier and day < earlier[0]:
            found.append((field, f"{label}不能早于{earlier[1]}（{full_date(earlier[0])}）。"))
        earlier = (day, label) if earlier is None or day > earlier[0] else earlier
    return found + _channel_dates(entry, channel, today)


def _channel_dates(entry: Registration, channel: Channel, today: date) -> list[Fault]:
    """The channel's own dates: none in the future, what was written or sent came before it was received."""
    found = []
    for name, label in ((field.name, field.label) for field in channel.fields if field.is_day):
        day = getattr(entry, name)
        if day is None:
            continue
        if name == "source_due_on":
            found += _due_from_above(day, entry.received_on)
        elif day > today:
            found.append((name, f"{label}不能晚于今天（{full_date(today)}）。"))
        elif entry.received_on and day > entry.received_on:
            found.append((name, f"{label}不能晚于收到日期（{full_date(entry.received_on)}）。"))
        elif name == "postmark_on" and entry.letter_on and entry.letter_on > day:
            found.append((name, "邮戳日期不能早于落款日期，请对照信封核对。"))
    return found


def _due_from_above(due_on: date, received_on: date | None) -> list[Fault]:
    if received_on and due_on < received_on:
        return [("source_due_on", "交办期限不能早于收到日期；已经过期的，请先与交办机关确认期限。")]
    return []


def _own_fields(entry: Registration, channel: Channel) -> list[Fault]:
    """The channel's own required fields; an anonymous caller may have no number."""
    found = []
    for field in channel.fields:
        value = getattr(entry, field.name, None)
        is_blank = value is None or (isinstance(value, str) and not value.strip())
        if field.is_required and is_blank and not (field.may_lack_when_anonymous and entry.is_anonymous):
            found.append((field.name, _ask_for(field, channel)))
    if "caller_number" in channel.required and entry.caller_number.strip():
        found += _caught("caller_number", check_phone, entry.caller_number)
    return found


def _ask_for(field: ChannelField, channel: Channel) -> str:
    verb = "选择" if field.name == "leader" else "填写"
    return f"{channel.label}请{verb}{field.label}。"


def _words_and_place(entry: Registration) -> list[Fault]:
    found = []
    if not entry.words.strip():
        found.append(("words", "请记下信访人的陈述：请求、事实和理由（条例第十九条）。"))
    if not entry.has_place:
        found.append(("place", "请填写问题属地：选择村（社区），或者写明地点。"))
    return found


def _people(entry: Registration, today: date) -> list[Fault]:
    """Names unless anonymous; numbers that can be numbers; nobody twice."""
    found = []
    named = [person for person in entry.petitioners if person.name.strip()]
    if entry.is_anonymous and named:
        found.append(("is_anonymous", "匿名件不填姓名；信访人留了姓名的，请取消“匿名”。"))
    if not entry.is_anonymous and not entry.petitioners:
        found.append(("petitioners", "请填写信访人姓名（名称）；没有留姓名的，请勾选“匿名”。"))
    for index, person in enumerate(entry.petitioners):
        prefix = f"petitioners-{index}"
        if not entry.is_anonymous and not person.name.strip():
            found.append((f"{prefix}-name", "请填写姓名（名称）；多出的一行请删除。"))
        found += _documents(prefix, person, today)
    roles = {person.role for person in entry.petitioners}
    if roles == {AGENT}:
        found.append(("petitioners", "代理人之外还要填写被代理的信访人。"))
    return found + _twice(entry.petitioners)


def _documents(prefix: str, person: PetitionerEntry, today: date) -> list[Fault]:
    found = []
    if person.id_number.strip():
        if person.id_type not in ID_TYPES:
            found.append((f"{prefix}-id_type", "填了证件号码，请选择证件类型。"))
        else:
            found += _caught(f"{prefix}-id_number", check_document, person.id_type, person.id_number, today=today)
    if person.phone.strip():
        found += _caught(f"{prefix}-phone", check_phone, person.phone)
    return found


def _twice(people: tuple[PetitionerEntry, ...]) -> list[Fault]:
    """The same document number twice, or the same name twice with nothing to tell the two apart."""
    found, numbers, entries = [], {}, {}
    for index, person in enumerate(people):
        number, name = document_key(person.id_number), normalise_name(person.name)
        same_entry = (name, number, normalise(person.phone), normalise_name(person.address))
        if number and number in numbers:
            found.append((f"petitioners-{index}-id_number", f"与第{numbers[number]}人的证件号码相同，请核对。"))
        elif name and same_entry in entries:
            sentence = f"与第{entries[same_entry]}人重复；确是同名的两个人，请填写电话、住址或证件号码加以区分。"
            found.append((f"petitioners-{index}-name", sentence))
        numbers.setdefault(number, index + 1)
        entries.setdefault(same_entry, index + 1)
    return found


def _counts(entry: Registration, channel: Channel, limits: Limits) -> list[Fault]:
    representatives = sum(person.role == REPRESENTATIVE for person in entry.petitioners)
    visitors = entry.visitors
    if representatives > limits.representatives_max:
        sentence = f"代表不得超过{limits.representatives_max}人，现在是{representatives}人；其余的人请登记为联名人（条例第二十条）。"
        return [("petitioners", sentence)]
    if visitors is None:
        return [] if "visitors" in channel.required else [("visitors", "请填写信访人数。")]
    if not 1 <= visitors <= VISITORS_MAX:
        return [("visitors", f"人数应在 1 到 {VISITORS_MAX} 之间。")]
    found = _head_counts(entry, channel, visitors, representatives)
    return found + _group_flag(entry, channel, visitors, limits.group_visit_min)


def _group_flag(entry: Registration, channel: Channel, visitors: int, group_visit_min: int) -> list[Fault]:
    """Where the form asks: a visit in person by five or more is a group visit, and nothing else is."""
    is_group = is_group_visit(entry.channel, visitors, group_visit_min)
    if entry.is_group is None or entry.is_group == is_group:
        return []
    if is_group:
        return [("is_group", f"{channel.label}{visitors}人，{group_visit_min}人及以上是集体访，请勾选“集体访”。")]
    if channel.is_in_person:
        return [("is_group", f"{channel.label}{visitors}人，不足{group_visit_min}人是个访，请取消“集体访”。")]
    return [("is_group", "只有来访、接访才有集体访，请取消“集体访”；多人署名的请登记联名人。")]


def _head_counts(entry: Registration, channel: Channel, visitors: int, representatives: int) -> list[Fault]:
    found = []
    principals = sum(person.role != AGENT for person in entry.petitioners)
    if channel.is_in_person and visitors < representatives:
        found.append(("visitors", f"来访人数不能少于代表人数（{representatives}人）。"))
    elif not channel.is_in_person and visitors < principals:
        found.append(("visitors", f"信访人数不能少于登记的人数（{principals}人，代理人不计）。"))
    if entry.involved is not None and entry.involved < visitors:
        found.append(("involved", f"涉及人数不能少于信访人数（{visitors}人）；不清楚的可以不填。"))
    return found


def _caught(field: str, check, *args, **kwargs) -> list[Fault]:
    """The fault a checking function reports, moved beside `field`."""
    try:
        check(*args, **kwargs)
    except Refused as refused:
        return [(field, refused.message)]
    return []
