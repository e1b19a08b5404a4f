"""The registers of sessions, topics, resolutions (议定事项) with their rates, referrals and series."""

from collections.abc import Iterator

from django.urls import reverse

from meetings.permissions import (
    EXPORT_RESOLUTIONS,
    EXPORT_SESSIONS,
    PLAN_SERIES,
    PLAN_SESSION,
    PROPOSE_TOPIC,
    VIEW_REFERRAL,
    VIEW_RESOLUTION,
    VIEW_SESSION,
    VIEW_TOPIC,
)
from meetings.sessions.forms.ledgers import (
    ReferralFilterForm,
    ResolutionFilterForm,
    SeriesFilterForm,
    SessionFilterForm,
    TopicFilterForm,
)
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.series import Series
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries import major, series, sessions, topics
from meetings.sessions.queries import resolutions as queries
from meetings.sessions.rules.resolutions import DROPPED, REPORTED, VERIFIED, WAITING, lateness
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, Note, PageLink
from township.dates import short_date_with_weekday, weekday_word
from township.signing import signed_by

STANDING = {REPORTED: "待核实", WAITING: "等决定", DROPPED: "不予实施"}


def _lamp(row: Resolution, reader: Reader) -> Lamp | None:
    if row.state == VERIFIED:
        is_late = row.reported_on > row.due_on
        return Lamp("stopped_late", "超期完成") if is_late else Lamp("stopped_on_time", "按期完成")
    return Lamp("", STANDING[row.state]) if row.state in STANDING else reader.lamp(row.due_on)


def _lateness(row: Resolution, reader: Reader) -> str:
    return lateness(row.state, row.reported_on, row.due_on, reader.today)


def _where(row: Resolution, reader: Reader) -> str:
    return f"{row.session.title} · {row.done_when}"


def _extension(row: Resolution, reader: Reader) -> str:
    return f"已延 {row.extension_days} 天" if row.extension_days else ""


def _days_more(row: Resolution, reader: Reader) -> int | None:
    return row.extension_days or None


RESOLUTIONS = Ledger(
    url_name="meetings:resolutions",
    code="resolution",
    title="议定事项落实情况",
    heading="议定事项",
    own_heading="本单位的议定事项",
    noun="议定事项",
    unit="项",
    rows=queries.register,
    totals=queries.totals,
    filters=ResolutionFilterForm,
    view=VIEW_RESOLUTION,
    export=EXPORT_RESOLUTIONS,
    row_page="meetings:resolution",
    empty=(Empty("还没有议定事项。", "会议纪要印发以后，议定事项自动列在这里。"),),
    columns=(
        Column("light", "期限", _lamp, kind="light", on=(PAGE,)),
        Column("number", "编号", is_tight=True, width=18),
        Column("session", "会议", "session.title", on=ON_PAPER_AND_FILE, width=24),
        Column("text", "议定事项", link=True, sub=_where, width=40),
        Column("unit", "责任单位", "unit.label", sub="person_name", is_tight=True),
        Column("person", "责任人", "person_name", on=ON_PAPER_AND_FILE, width=10),
        Column("done_when", "落实标准", on=ON_PAPER_AND_FILE, width=26),
        Column("due", "完成时限", "due_on", kind="date", sub=_extension),
        Column("extension", "延期", _days_more, kind="number", unit="天", on=ON_PAPER_AND_FILE),
        Column("percent", "进度", kind="number", unit="%"),
        Column("state", "状态", "get_state_display", kind="state", width=10),
        Column("reported", "报告落实", "reported_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("verified", "核实", "verified_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("lateness", "期限", _lateness, on=ON_PAPER_AND_FILE, width=10),
    ),
)


PLAN = PageLink("筹备会议", "meetings:session_new", PLAN_SESSION, key="n")


def _weekday(row: Session, reader: Reader) -> str:
    return weekday_word(row.day)


def _session_kind(row: Session, reader: Reader) -> tuple[str, ...]:
    return (row.get_kind_display(),)


def _receipts(row: Session, reader: Reader) -> str:
    return f"{row.n_receipts}/{row.n_seats}" if row.convened_at else ""


SESSIONS = Ledger(
    url_name="meetings:sessions",
    code="session",
    title="会议台账",
    heading="会议",
    noun="会议",
    unit="次",
    rows=sessions.register,
    filters=SessionFilterForm,
    view=VIEW_SESSION,
    export=EXPORT_SESSIONS,
    row_page="meetings:session",
    actions=(PLAN,),
    empty=(
        Empty("还没有会议。", "先筹备会议，再确定参会单位和议程，发出通知。", PLAN),
        Empty("没有请您或您单位参加的会议。"),
    ),
    columns=(
        Column("begins", "时间", kind="datetime", sub=_weekday),
        Column("title", "会议", link=True, marks=_session_kind, sub="matter.number", width=30),
        Column("number", "编号", "matter.number", on=ON_PAPER_AND_FILE),
        Column("kind", "种类", "get_kind_display", on=ON_PAPER_AND_FILE, width=12),
        Column("chair", "主持", "chair.name", is_tight=True, width=10),
        Column("place", "地点", is_tight=True),
        Column("receipts", "签收", _receipts, is_tight=True, on=(PAGE,)),
        Column("seats", "应到", "n_seats", kind="number", on=ON_PAPER_AND_FILE),
        Column("received", "已签收", "n_receipts", kind="number", on=ON_PAPER_AND_FILE),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)

PROPOSE = PageLink("提出议题", "meetings:topic_new", PROPOSE_TOPIC, key="n")


def _session_of(row: Topic, reader: Reader) -> str:
    return row.session.title if row.session_id else ""


def _decider(row: Topic, reader: Reader) -> str:
    return signed_by(row, "decided", right="topic.decide_topic")


TOPICS = Ledger(
    url_name="meetings:topics",
    code="topic",
    title="议题台账",
    heading="议题",
    intro="单位或办公室提出，办公室提意见，召集人决定，列入议程。",
    noun="议题",
    unit="个",
    rows=topics.register,
    filters=TopicFilterForm,
    view=VIEW_TOPIC,
    export=EXPORT_SESSIONS,
    row_page="meetings:topic",
    actions=(PROPOSE,),
    empty=(Empty("还没有议题。", "把要请会议决定的事提出来，召集人同意后列入议程。", PROPOSE), Empty("还没有议题。")),
    columns=(
        Column("number", "编号", "matter.number", is_tight=True),
        Column("title", "议题", link=True, width=36),
        Column("ask", "请会议决定", on=ON_PAPER_AND_FILE, width=36),
        Column("unit", "提出单位", "unit.label", is_tight=True),
        Column("proposed", "提出日期", "proposed_on", kind="date"),
        Column("decider", "决定人", _decider, on=ON_PAPER_AND_FILE, width=10),
        Column("decided", "决定日期", "decided_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("session", "会议", _session_of, width=24),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def _number(row: Referral, reader: Reader) -> str:
    return row.number or row.matter.number


def _verdict(row: Referral, reader: Reader) -> str:
    return row.get_verdict_display() if row.verdict else ""


def _unreferred(reader: Reader) -> Iterator[Note]:
    """Marked matters without a 请示."""
    for mark in major.marks_without_referral(reader.actor)[:30]:
        title = f"议题：{mark.topic.title}" if mark.topic_id else f"议定事项：{mark.resolution.text}"
        name, pk = ("topic", mark.topic_id) if mark.topic_id else ("resolution", mark.resolution_id)
        yield Note(f"已列为三重一大、还没有请示：{title}", f"{reverse(f'meetings:{name}', args=[pk])}#major")


REFERRALS = Ledger(
    url_name="meetings:referrals",
    code="referral",
    title="三重一大请示",
    intro="重大问题由联席会议提出意见，向党委、政府请示；登记决定以后继续办理。",
    noun="请示",
    unit="份",
    rows=major.register,
    filters=ReferralFilterForm,
    view=VIEW_REFERRAL,
    export=EXPORT_SESSIONS,
    row_page="meetings:referral",
    notes=_unreferred,
    empty=(Empty("还没有请示。", "在议题或议定事项的页面“列为三重一大”以后，从那里拟写请示。"),),
    columns=(
        Column("number", "文号", _number, is_tight=True, width=22),
        Column("subject", "事由", link=True, width=36),
        Column("ground", "类别", "mark.get_ground_display", is_tight=True, width=14),
        Column("organ", "主送", "get_organ_display", is_tight=True, width=10),
        Column("issued", "报送", "issued_on", kind="date"),
        Column("state", "状态", "get_state_display", kind="state"),
        Column("verdict", "决定", _verdict, sub="decided_on"),
        Column("decided", "决定日期", "decided_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("decided_in", "决定会议", on=ON_PAPER_AND_FILE),
    ),
)

NEW_SERIES = PageLink("新建会议周期", "meetings:series_new", PLAN_SERIES, key="n")


def _series_kind(row: Series, reader: Reader) -> tuple[str, ...]:
    return (row.get_kind_display(),)


def _trouble(row: Series, reader: Reader) -> str:
    return f"没有筹备成：{row.trouble}" if row.trouble else ""


def _next(row: Series, reader: Reader) -> str:
    day, session = series.next_day(row, reader.calendar, reader.today)
    state = f"（{session.get_state_display()}）" if session else ""
    return f"{short_date_with_weekday(day)}{state}" if day else ""


SERIES = Ledger(
    url_name="meetings:series_list",
    code="series",
    title="会议周期",
    intro="按规定时间自动把下一次会议列入安排，请好常设参会单位；经办人核对议程后发通知。",
    noun="会议周期",
    unit="个",
    rows=series.register,
    filters=SeriesFilterForm,
    view=PLAN_SERIES,
    export=PLAN_SERIES,
    row_page="meetings:series",
    actions=(NEW_SERIES,),
    empty=(Empty("还没有会议周期。", "定期召开的全体会议、集中办公设成周期以后，到时自动筹备。", NEW_SERIES),),
    columns=(
        Column("title", "会议", link=True, marks=_series_kind, sub=_trouble, width=24),
        Column("kind", "种类", "get_kind_display", on=ON_PAPER_AND_FILE, width=12),
        Column("rhythm", "周期", "rhythm_words", is_tight=True),
        Column("chair", "主持", "chair.name", is_tight=True, width=10),
        Column("place", "地点", is_tight=True),
        Column("next", "下一次", _next),
        Column("state", "状态", "get_state_display", kind="state"),
        Column("trouble", "没有筹备成的原因", on=ON_PAPER_AND_FILE, width=24),
    ),
)
