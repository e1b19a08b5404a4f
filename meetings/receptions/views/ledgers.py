"""The ledgers of receptions, swaps and liaison points: what the page, the print and the workbook show; no names of visitors."""

from collections.abc import Iterator

from meetings.permissions import (
    ASSIGN_POINT,
    EXPORT_RECEPTIONS,
    RECORD_RECEPTION,
    SWAP_TURNS,
    VIEW_POINTS,
    VIEW_RECEPTION,
    VISIT_POINT,
)
from meetings.receptions.forms.ledgers import PointFilterForm, ReceptionFilterForm, SwapFilterForm
from meetings.receptions.models.receptions import Reception
from meetings.receptions.models.roster_changes import Swap
from meetings.receptions.queries import liaison_points, receptions
from meetings.receptions.queries import rosters as roster_queries
from meetings.receptions.queries.liaison_points import PointRow
from meetings.receptions.rules.receptions import OUTCOME_LABELS, PENDING
from meetings.receptions.views.roster_changes import own_id
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp, who_may
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from township.dates import short_date
from township.signing import signed_by

NEW = PageLink("记录接访", "meetings:reception_new", RECORD_RECEPTION, key="n")


def _outcomes(row: Reception, reader: Reader) -> str:
    """登记 1、当场答复 2; what the visits came to."""
    found = [
        f"{label} {n}" for key, label in OUTCOME_LABELS.items() if key != PENDING and (n := getattr(row, f"n_{key}"))
    ]
    return "、".join(found) or ("" if row.n_visits else "没有群众来访")


def _marks(row: Reception, reader: Reader) -> Iterator[str]:
    if row.is_joint:
        yield "联合"
    if row.n_pending:
        yield f"待处理 {row.n_pending}"


RECEPTIONS = Ledger(
    url_name="meetings:receptions",
    code="reception",
    title="接访台账",
    heading="接访记录",
    intro="定点接访、重点约访、下访、带案下访：谁接的、来了多少、每批有什么结果。",
    noun="接访记录",
    unit="次",
    rows=receptions.ledger,
    filters=ReceptionFilterForm,
    view=VIEW_RECEPTION,
    export=EXPORT_RECEPTIONS,
    row_page="meetings:reception",
    actions=(NEW,),
    empty=(Empty("还没有接访记录。", link=NEW), Empty("还没有接访记录。", "领导接访以后在这里登记。")),
    columns=(
        Column("held_on", "日期", kind="date"),
        Column("number", "编号", "matter.number", link=True, marks=_marks, is_tight=True, width=18),
        Column("leader", "领导", "leader.name", is_tight=True, width=10),
        Column("title", "职务", "leader.title", on=ON_PAPER_AND_FILE),
        Column("form", "形式", "get_form_display", is_tight=True, width=10),
        Column("place", "地点", sub="unit.label", width=24),
        Column("unit", "所到村（单位）", "unit.label", on=ON_PAPER_AND_FILE, width=14),
        Column("visits", "来访", "n_visits", kind="number", unit="批"),
        Column("people", "人次", "headcount", kind="number", unit="人次"),
        Column("outcomes", "结果", _outcomes, on=(PAGE,)),
        *(Column(f"n_{key}", label, kind="number", on=ON_PAPER_AND_FILE) for key, label in OUTCOME_LABELS.items()),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def _swap_words(row: Swap, reader: Reader) -> str:
    back = f"，换回 {short_date(row.back.day)}" if row.back_id else ""
    return f"{row.giver.name}请{row.taker.name}接替{back}"


def _swap_course(row: Swap, reader: Reader) -> str:
    words = [f"{signed_by(row, 'asked')}申请"]
    if row.answered_by_id:
        words.append(f"{signed_by(row, 'answered')}答复" + (f"（{row.answer_note}）" if row.answer_note else ""))
    if row.decided_by_id:
        words.append(f"{signed_by(row, 'decided', right='roster.confirm_swap')}决定")
    return "，".join(words)


SWAPS = Ledger(
    url_name="meetings:swaps",
    code="roster_swap",
    title="调班登记",
    heading="调班",
    intro="在值班表里对自己的班次点“调班”；对方同意、办公室确认后生效。办公室可以代办，要写明本人怎样答复。",
    noun="调班",
    unit="次",
    rows=roster_queries.swaps,
    filters=SwapFilterForm,
    view=SWAP_TURNS,
    export=EXPORT_RECEPTIONS,
    row_page="",
    template="meetings/receptions/rosters/swaps.html",
    empty=(
        Empty("没有调班申请。", "需要调班时，在值班表里打开自己的班次。", PageLink("看值班表", "meetings:roster_now")),
    ),
    columns=(
        Column("day", "班次", "slot.day", kind="date", template="meetings/receptions/rosters/_swap_day.html"),
        Column("words", "调班", _swap_words, sub=_swap_course, width=24),
        Column("course", "办理经过", _swap_course, on=ON_PAPER_AND_FILE, width=36),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def _visits(row: PointRow, reader: Reader) -> str:
    return "；".join(f"{short_date(one.on)} {one.text}（{signed_by(one, 'recorded')}登记）" for one in row.visits)


def _visit_lamp(row: PointRow, reader: Reader) -> Lamp:
    if row.visits:
        return Lamp("ok", f"走访 {len(row.visits)} 次")
    return Lamp("soon", "还没有走访") if row.is_now else Lamp("late", "没有走访")


def _may_visit(row: PointRow, reader: Reader) -> dict:
    """What the cell of buttons offers this reader."""
    own = own_id(reader.actor, VISIT_POINT)
    may_visit = row.is_open and reader.actor.may(VISIT_POINT) and own in (None, row.point.person_id)
    return {"visit": may_visit, "end": row.point.until is None and reader.actor.may(ASSIGN_POINT)}


ASSIGN = PageLink("确定联系点", "meetings:point_new", ASSIGN_POINT, key="n")
POINTS = Ledger(
    url_name="meetings:liaison_points",
    code="liaison_point",
    title="领导联系点走访登记",
    heading="领导联系点",
    intro="每季度至少走访一次。",
    noun="联系点",
    unit="个",
    rows=liaison_points.points,
    lines=lambda rows, reader: liaison_points.with_visits(
        rows, liaison_points.wanted_quarter(reader.wanted.quarter, reader.today), reader.today
    ),
    filters=PointFilterForm,
    view=VIEW_POINTS,
    export=EXPORT_RECEPTIONS,
    actions=(ASSIGN,),
    empty=(Empty("还没有确定领导联系点。", link=ASSIGN), Empty("还没有确定领导联系点。")),
    columns=(
        Column("leader", "领导", "point.person.name", is_tight=True, width=10),
        Column("unit", "联系点", "point.unit.label", is_tight=True),
        Column("since", "联系自", "point.since", kind="date"),
        Column("until", "联系至", "point.until", kind="date", blank="—"),
        Column("state", "本期", _visit_lamp, kind="light", on=(PAGE,)),
        Column("visits", "走访", _visits, width=60),
        Column(
            "acts",
            "办理",
            _may_visit,
            on=(PAGE,),
            template="meetings/receptions/points/_acts.html",
            shown_to=who_may(VISIT_POINT, ASSIGN_POINT),
        ),
    ),
)
