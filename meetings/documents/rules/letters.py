"""Responsibility letters (信访工作责任书): one text a year, signed by every unit. Source: J四(一)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from township.dates import check_not_before, check_not_future
from township.refusals import Refused

DRAFT = "draft"
SUBMITTED = "submitted"
SIGNING = "signing"
DONE = "done"

STATE_LABELS = {DRAFT: "拟稿", SUBMITTED: "待审批", SIGNING: "签订中", DONE: "已全部签订"}
STATE_CHOICES = list(STATE_LABELS.items())
SOURCE = "西集镇意见四（一）：每年与各单位签订信访工作责任书"
CLAUSE = "responsibility_letters_year"
UNIT_PLACE = "（单位名称）"  # in the text as it is approved
PLACES = ("{年度}", "{单位}", "{乡镇}", "{甲方}")
STANDARD_TEXT = (
    "为落实信访工作责任，{甲方}（甲方）与{单位}（乙方）签订{年度}年度信访工作责任书如下：\n"
    "一、责任目标\n乙方主要负责人是本单位信访工作第一责任人，对本单位信访工作负总责，依法及时就地解决群众合理诉求。\n"
    "二、主要任务\n（一）按规定受理、办理、答复信访事项，及时受理率、按期办结率达到要求。\n"
    "（二）按期排查矛盾纠纷，建立台账，逐案化解销号。\n（三）落实领导接访、包案制度，落实联席会议议定事项。\n"
    "（四）执行信访信息报告制度，不瞒报、迟报。\n"
    "三、检查与考核\n甲方按照年度考核办法对乙方检查考核，考核只看工作是否依法到位，不以信访人是否信访作为处罚依据。\n"
    "四、本责任书一式两份，甲乙双方各执一份，自签订之日起生效，有效期至{年度}年12月31日。"
)


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


LETTERS = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED}, DRAFT, "批准以后不能改动。"),
    _move("return_letters", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "批准", {SUBMITTED}, SIGNING),
    _move("sign", "登记签订", {SIGNING}, SIGNING, "文本批准以后才能签订。"),
    _move("finish", "全部签订", {SIGNING}, DONE),
    labels=STATE_LABELS,
    closed={DONE},
)


@dataclass(frozen=True, kw_only=True)
class LettersFacts(PaperFacts):
    """missing: how many units have not signed; parts: of the paper, and "sign" → rows to be noted; in_sight: rows the actor
    sees."""

    missing: int = 0
    in_sight: frozenset[int] = frozenset()


DOORS = Doors(
    LETTERS,
    *(door for door in paper_doors(write="letters.write") if door.name != "distribute"),  # every unit gets one
    Door("sign", "letters.note_signature"),
    Door(
        "remind",
        "letters.note_signature",
        "-",
        label="催签",
        shown=lambda facts: facts.state == SIGNING and facts.missing > 0,
        is_quiet=True,
    ),
    inside=("return_letters", "finish"),
)


def signatures_owed(unsigned: Iterable[tuple[int, int]], sign_by: date) -> Iterator[Owed]:
    """Each unit prints and signs its letter; the office notes it. unsigned: (row, unit)."""
    for row, unit in unsigned:
        why = "打印盖章后交联席办登记"
        yield Owed("commit", "签订责任书", unit=unit, part=row, why=why, due_on=sign_by, clause=SOURCE)


def filled(body: str, *, year: int, unit: str, township: str) -> str:
    """The text for one unit. Only the known places are filled; any other brace stays as it was typed."""
    values = (str(year), unit, township, first_party(township))
    for place, value in zip(PLACES, values, strict=True):
        body = body.replace(place, value)
    return body


def first_party(township: str) -> str:
    """Who signs as 甲方, in the text and under it."""
    return f"{township}信访工作联席会议"


def check_text(body: str) -> None:
    """Refused without the place of the unit (every unit would sign the same name), and with a place nobody fills."""
    unknown = [place for place in re.findall(r"\{[^{}\n]*\}", body) if place not in PLACES]
    if unknown:
        raise Refused(f"文本里的 {unknown[0]} 打印时不会替换，只能用 {'、'.join(PLACES)}。", SOURCE, "body")
    if "{单位}" not in body:
        raise Refused("文本里要有 {单位}，打印时自动换成各单位名称。", SOURCE, "body")


def check_signed_on(day: date, *, approved_on: date, today: date) -> None:
    """Refused for a day before the text was approved or after today."""
    check_not_before("签订日期", day, approved_on, "文本批准日期", field="signed_on")
    check_not_future("签订日期", day, today=today, field="signed_on")
