"""Quarterly spot checks (随机抽查, F4): states, what a seed may be, the published plan, who owes what.

Source: 新城街道制度四（四） (每季度随机抽查部门、社区，及时予以通报并督促落实). How is drawn is the office's own rule, after what election offices
do for their audits: list, groups and numbers are published with their hash, then a witness throws the seed in public.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from supervision.draws.rules.records import Stratum
from township.refusals import Refused

DRAFT, SUBMITTED, PUBLISHED = "draft", "submitted", "published"
DRAWN, DONE, REPLACED, DROPPED = "drawn", "done", "replaced", "dropped"
STATE_LABELS = {
    DRAFT: "拟定方案",
    SUBMITTED: "待批准公布",
    PUBLISHED: "已公布待抽取",
    DRAWN: "已抽取待检查",
    DONE: "已通报结果",
    REPLACED: "已重新抽取",
    DROPPED: "未公布撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNPUBLISHED = frozenset({DRAFT, SUBMITTED, DROPPED})
CLAUSE = "spot_check_quarter"
SOURCE = "联席会议制度：每季度随机抽查（新城街道制度四（四））"
OFFICE_RULE = "本办规定：先公布名单和校验值，再由见证人当众产生种子"

DICE, PUBLIC = "dice", "public"
SEEDS = {DICE: "见证人当众掷十面骰子20次", PUBLIC: "公布以后才产生的公开数字"}
SEED_CHOICES = list(SEEDS.items())
DICE_DIGITS, LEAST_SIGNS, MOST_SIGNS = 20, 6, 60
GOOD, FAIR, POOR = "good", "fair", "poor"
RATINGS = {GOOD: "合格", FAIR: "基本合格", POOR: "不合格"}
RATING_CHOICES = list(RATINGS.items())


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


DRAWS = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回；公布以后只能说明理由重新抽取。"),
    _move("exclude", "不列入", {DRAFT}, DRAFT, "名单公布以后不能再排除单位。"),
    _move("include", "恢复列入", {DRAFT}, DRAFT, "名单公布以后不能再改动。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED}, DRAFT, "公布的方案不能改动。"),
    _move("return_paper", "退回修改", {SUBMITTED}, DRAFT),
    _move("publish", "批准公布", {SUBMITTED}, PUBLISHED),
    _move("seed", "当众抽取", {PUBLISHED}, DRAWN, "方案公布以后才能抽取，抽取只有一次。"),
    _move("record", "登记检查结果", {DRAWN}, DRAWN, "抽取以后才有检查结果。"),
    _move("conclude", "通报结果", {DRAWN}, DONE),
    _move("replace", "重新抽取", {PUBLISHED, DRAWN}, REPLACED),
    _move("drop", "撤销", {DRAFT}, DROPPED, "送审的先撤回，再撤销；公布的不能撤销。"),
    labels=STATE_LABELS,
    closed={DONE, REPLACED, DROPPED},
)


def check_strata(strata: Iterable[Stratum]) -> None:
    """A draw takes somebody, and from no list more than it holds."""
    rows = list(strata)
    for one in rows:
        if one.wanted > len(one.units):
            sentence = f"“{one.name}”名单里只有 {len(one.units)} 个单位，抽不出 {one.wanted} 个，请减少抽取数。"
            raise Refused(sentence, OFFICE_RULE, f"wanted_{one.seq}")
    if not any(one.wanted for one in rows):
        raise Refused("请至少在一组里抽取一个单位。", OFFICE_RULE, "wanted_1")


def check_seed(kind: str, seed: str, source: str, came_on: date, published_at: datetime, at: datetime) -> str:
    """The seed as it is used: digits and letters without blanks. It must not have existed when the list was published.

    came_on: day on which a public number came to be; refused unless it is later than the day of publication."""
    typed = re.sub(r"[\s\-－,，、]", "", seed)
    if kind not in SEEDS:
        raise Refused("请选择种子怎样产生。", OFFICE_RULE, "kind")
    if at <= published_at:
        raise Refused("方案公布以后才能抽取。", OFFICE_RULE)
    if kind == DICE:
        if not re.fullmatch(rf"[0-9]{{{DICE_DIGITS}}}", typed):
            sentence = f"请按顺序填写骰子的 {DICE_DIGITS} 个数字（0 到 9），现在是 {len(typed)} 个字符。"
            raise Refused(sentence, OFFICE_RULE, "seed")
        if len(set(typed)) == 1:
            raise Refused("20 次都掷出同一个数字，请核对骰子和记录。", OFFICE_RULE, "seed")
        return typed
    if not re.fullmatch(rf"[0-9A-Za-z]{{{LEAST_SIGNS},{MOST_SIGNS}}}", typed):
        sentence = f"公开数字填 {LEAST_SIGNS} 到 {MOST_SIGNS} 个数字或者字母。"
        raise Refused(sentence, OFFICE_RULE, "seed")
    if len(source.strip()) < 4:
        raise Refused("请写明公开数字的出处，例如哪一期、在哪里公布。", OFFICE_RULE, "source")
    if came_on <= published_at.date():
        raise Refused("公开数字要在方案公布之日以后产生，公布时已经有的数字不能作种子。", OFFICE_RULE, "came_on")
    if came_on > at.date():
        raise Refused("公开数字的产生日期不能晚于今天。", OFFICE_RULE, "came_on")
    return typed


def check_witness(witness: str, involved: Collection[str]) -> None:
    """involved: names of who drew up, approved and enters the draw, and of the people of the listed units."""
    if witness in involved:
        sentence = "见证人不能是方案的拟定人、批准人、录入人，也不能是名单上单位的人员，请另请一位见证。"
        raise Refused(sentence, OFFICE_RULE, "witness")


@dataclass(frozen=True)
class Plan:
    """What the published plan says. checks: what is looked at; digest: SHA-256 of the list; again: reason of a second draw."""

    period: str
    topic: str
    checks: str
    strata: Sequence[Stratum]
    excluded: Sequence[tuple[str, str]]
    digest: str
    again: str = ""


def plan_text(plan: Plan) -> str:
    """The text of the plan, one paragraph a line."""
    lines = [f"按照每季度随机抽查的要求，{plan.period}抽查按本方案进行。"]
    if plan.again:
        lines.append(f"本次为重新抽取，理由：{plan.again}")
    lines += ["一、抽查事项", f"{plan.topic}。", plan.checks, "二、名单和数量"]
    for one in plan.strata:
        units = "、".join(f"{number}．{label}" for number, label in enumerate(one.units, 1))
        lines.append(f"第{one.seq}组 {one.name}，共{len(one.units)}个，抽取{one.wanted}个：{units or '无'}。")
    lines += [f"不列入：{label}，{reason}。" for label, reason in plan.excluded]
    lines += [
        "三、抽取办法",
        "方案公布以后，由见证人当众掷十面骰子20次，或者采用公布以后才产生的公开数字，作为种子。每组按“种子:组号,次序”计算"
        "SHA-256，除以本组单位数，余数加一就是抽中单位的序号；重复的跳过，次序继续。任何人都可以重新计算核对。",
        "四、名单校验值（SHA-256）",
        plan.digest,
    ]
    return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class DrawFacts(PaperFacts):
    """waiting: how many picks have no result yet; has_next: another draw in its place is being prepared."""

    waiting: int = 0
    has_next: bool = False


DOORS = Doors(
    DRAWS,
    *(door for door in paper_doors(write="draw.write", approve="publish") if door.name != "distribute"),
    Door("seed", "draw.seed", waits=lambda f: "正在准备重新抽取" if f.has_next else ""),
    Door("exclude", "draw.write", is_quiet=True),
    Door("include", "draw.write", shown=lambda facts: bool(facts.parts.get("include"))),
    Door("record", "draw.seed", shown=lambda facts: bool(facts.parts.get("record"))),
    Door("conclude", "draw.seed", waits=lambda f: f"还有 {f.waiting} 个单位没有登记检查结果" if f.waiting else ""),
    Door(
        "again",
        "draw.write",
        "-",
        label="重新抽取",
        is_quiet=True,
        shown=lambda facts: facts.state in (PUBLISHED, DRAWN) and not facts.has_next,
    ),
    Door("drop", "draw.write", is_quiet=True),
    inside=("return_paper", "replace"),
)


def draw_owed(state: str, waiting: Sequence[tuple[int, str]], due_on: date, *, has_next: bool) -> Iterator[Owed]:
    """waiting: (number, unit) of the picks without a result; due_on: last day of the period."""
    if state == PUBLISHED and not has_next:
        yield Owed("seed", "请见证人当众抽取", right="draw.seed", due_on=due_on, clause=SOURCE, why="方案已公布")
    elif state == DRAWN:
        for part, unit in waiting:
            yield Owed("record", "检查并登记结果", right="draw.seed", part=part, due_on=due_on, clause=SOURCE, why=unit)
        if not waiting:
            yield Owed("conclude", "通报抽查结果", right="draw.seed", due_on=due_on, clause=SOURCE, why="都已检查")
