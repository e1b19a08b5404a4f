"""三清单 (新城五（四）): 问题清单, 责任清单, 任务清单 of the sponsored cases. Each column is declared once, for whichever of them has it."""

from collections.abc import Iterable

from petitions.permissions import EXPORT_SPONSORSHIPS, VIEW_CASE, VIEW_SPONSORSHIP
from petitions.sponsorship import queries
from petitions.sponsorship.forms import SponsorFilterForm
from petitions.sponsorship.models import Sponsorship, SponsorStep
from petitions.sponsorship.rules import OPEN
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp, read
from records.ledgers.views.ledgers import Empty, Ledger, Note
from township.permissions import Reach


def _plan(path: str):
    """What a path says of the sponsorship of a row, be the row a step of it or itself."""
    return lambda row, reader: read(path, getattr(row, "sponsorship", row), reader)


def _claims(row: Sponsorship, reader: Reader) -> str:
    return "；".join(claim.text for claim in row.case.claims.all())


def _class(row: Sponsorship, reader: Reader) -> str:
    parts = (row.case.get_case_class_display(), row.case.category.name if row.case.category else "")
    return " · ".join(filter(None, parts))


def _units(row: Sponsorship, reader: Reader) -> str:
    return "、".join(dict.fromkeys(step.unit.label for step in row.steps.all()))


def _people(row: Sponsorship, reader: Reader) -> str:
    return "、".join(dict.fromkeys(step.person_name for step in row.steps.all()))


def _team(row: Sponsorship, reader: Reader) -> str:
    names = (
        one.person.name for one in row.matter.handlers.all() if one.part == "team" and one.person_id != row.sponsor_id
    )
    return "、".join(names)


def _progress(row: Sponsorship, reader: Reader) -> str:
    steps = list(row.steps.all())
    return f"{sum(step.done_on is not None for step in steps)}/{len(steps)}" if steps else ""


def _light(row: Sponsorship, reader: Reader) -> Lamp | None:
    return reader.lamp(row.due_on) if row.state in OPEN else None


def _step_light(row: SponsorStep, reader: Reader) -> Lamp | None:
    if row.done_on:
        return Lamp("", "已完成", row.done_on)
    return reader.lamp(row.due_on) if row.sponsorship.state in OPEN else None


def _standing(row: SponsorStep, reader: Reader) -> str:
    return row.evidence if row.done_on else row.progress


NUMBER = Column("number", "编号", _plan("matter.number"), is_tight=True, width=18)
CASE = Column("case", "信访事项", _plan("case.title"), link=True, sub=_plan("case.number"), width=30)
CASE_NUMBER = Column("case_number", "事项编号", _plan("case.number"), on=ON_PAPER_AND_FILE, width=22)
SPONSOR = Column("sponsor", "包案领导", _plan("sponsor.name"), is_tight=True, width=10)
DUE = Column("due", "处理时限", _plan("due_on"), kind="date", width=15)
STATE = Column("state", "状态", _plan("get_state_display"), kind="state")
AIM = Column("aim", "具体工作措施", _plan("aim"), width=36)
LIGHT = Column("light", "期限", _light, kind="light", on=(PAGE,))
# The list of claims taken along says of each case all that the source asks for, also on paper by itself.
ON_ONE_SHEET = (
    Column("units", "责任单位", _units, on=ON_PAPER_AND_FILE, width=20),
    Column("people", "责任人", _people, on=ON_PAPER_AND_FILE, width=14),
)
HINT = "在信访事项页“指定包案领导”，方案、步骤和三清单随后在这里。"


def _notes(reader: Reader) -> Iterable[Note]:
    """积案首先由主要领导包案: how many nobody sponsors yet."""
    if reader.actor.reach(VIEW_SPONSORSHIP) != Reach.TOWNSHIP or not reader.actor.may(VIEW_CASE):
        return ()
    waiting = queries.unsponsored(reader.actor, reader.today)
    words = f"还有 {waiting} 件信访积案（列入积案名单的，或者登记满一年没有办结的）没有包案领导，请在事项页指定，先正职后副职。"
    return (Note(words),) if waiting else ()


def _list(key: str, title: str, columns: tuple[Column, ...], **more) -> Ledger:
    """One of the three."""
    return Ledger(
        **{
            "url_name": f"petitions:{key}",
            "code": key,
            "title": title,
            "intro": "逐件明确诉求内容、分类处理情况、具体工作措施、包案领导、责任单位和责任人、处理时限。",
            "noun": "包案",
            "unit": "件",
            "rows": queries.sponsorship_list,
            "filters": SponsorFilterForm,
            "view": VIEW_SPONSORSHIP,
            "export": EXPORT_SPONSORSHIPS,
            "row_page": "petitions:sponsorship",
            "empty": (Empty("还没有领导包案的事项。", HINT),),
            "columns": columns,
            **more,
        }
    )


PROBLEMS = _list(
    "sponsor_problems",
    "包案问题清单",
    (
        LIGHT,
        NUMBER,
        CASE,
        CASE_NUMBER,
        Column("claims", "诉求内容", _claims, width=40),
        Column("class", "分类处理", _class, width=18),
        AIM,
        SPONSOR,
        *ON_ONE_SHEET,
        DUE,
        STATE,
    ),
    notes=_notes,
)
DUTIES = _list(
    "sponsor_duties",
    "责任清单",
    (
        LIGHT,
        NUMBER,
        CASE,
        CASE_NUMBER,
        SPONSOR,
        Column("team", "工作班子", _team, width=20),
        Column("lead", "事项责任单位", "case.unit.label", width=14),
        Column("units", "步骤责任单位", _units, width=20),
        Column("people", "责任人", _people, width=16),
        Column("progress", "步骤完成", _progress, is_tight=True, width=10),
        DUE,
        STATE,
    ),
)
TASKS = _list(
    "sponsor_tasks",
    "任务清单",
    (
        Column("light", "期限", _step_light, kind="light", on=(PAGE,)),
        Column("number", "编号", NUMBER.value, is_tight=True, width=18, template="petitions/sponsorship/_number.html"),
        Column("case", "信访事项", CASE.value, sub=CASE.sub, width=30),
        CASE_NUMBER,
        Column("step", "任务（步骤）", "text", width=36),
        Column("unit", "责任单位", "unit.label", sub="person_name", is_tight=True, width=14),
        Column("person", "责任人", "person_name", on=ON_PAPER_AND_FILE, width=10),
        SPONSOR,
        Column("due", "完成时限", "due_on", kind="date", width=15),
        Column("standing", "进展、凭据", _standing, width=30),
        Column("done", "完成日期", "done_on", kind="date", on=ON_PAPER_AND_FILE, width=15),
    ),
    rows=queries.step_list,
    row_page="",
    noun="任务",
    unit="项",
    empty=(Empty("还没有包案步骤。", HINT),),
)
LISTS = (PROBLEMS, DUTIES, TASKS)
