"""领导包案 (衡阳9；西集一；新城四（二）、五（四）): one case, one leader, one team, one plan, followed to the end.

The sources also speak of controlling persons (稳控、息访). Built is the duty towards the matter behind it: know the facts, explain
the law, settle, help, follow up. Nothing here tells where a petitioner is or what they mean to do (条例第三条、第三十九条).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.refusals import Refused

DRAFTING, AGREEING, UNDERWAY = "drafting", "agreeing", "underway"
CONCLUDED, LIFTED = "concluded", "lifted"
STATE_LABELS = {DRAFTING: "制定方案", AGREEING: "单位会商", UNDERWAY: "化解中", CONCLUDED: "已办结", LIFTED: "已解除"}
STATE_CHOICES = list(STATE_LABELS.items())
OPEN = (DRAFTING, AGREEING, UNDERWAY)
SOURCE = "领导包案制度：一个案件、一名领导、一套班子、一个方案、一抓到底"
ROADMAP = "工作路线图：与责任部门、社区逐案衔接，共同制定"
FIVE = "领导包案制度：五包"
SERIES = declare_series("sponsorship", "包")
# Natural days. The sources ask for a plan, for talk with the units and for the end, and name no days: these are the office's own.
PLAN_DAYS, ANSWER_DAYS, END_DAYS = 10, 5, 10
PLAN_RULE = f"领导包案制度；{PLAN_DAYS}天为本办规定"
ANSWER_RULE = f"工作路线图制度；{ANSWER_DAYS}天为本办规定"
END_RULE = f"领导包案制度：五包；{END_DAYS}天为本办规定"
MOST_STEPS = 20

DUTIES = {
    1: ("包掌握情况", "带头接谈、核查，弄清事实和诉求"),
    2: ("包思想转化", "讲清法律政策，当面听取意见"),
    3: ("包矛盾化解", "合理诉求依法解决到位"),
    4: ("包教育帮扶", "诉求不合理的教育疏导，生活困难的帮扶救助"),
    5: ("包回访息诉", "办结后回访，兑现承诺，解决新的问题"),
}
DUTY_CHOICES = [(key, label) for key, (label, _) in DUTIES.items()]


def _move(name, label, source, target="", article=SOURCE, reason=""):
    """Without a target it leaves each state as it is."""
    return [Move(name, label, frozenset({one}), target or one, article, reason) for one in source]


SPONSORSHIPS = StateTable(
    *_move("set_plan", "定方案", (DRAFTING,), reason="会商以后要改，先“调整方案”。"),
    *_move("set_team", "定班子", OPEN),
    *_move("add_step", "加步骤", (DRAFTING,), article=ROADMAP, reason="会商以后要改，先“调整方案”。"),
    *_move("drop_step", "删步骤", (DRAFTING,), article=ROADMAP, reason="会商以后要改，先“调整方案”。"),
    *_move("send", "送单位会商", (DRAFTING,), AGREEING, ROADMAP),
    *_move("agree", "同意", (AGREEING,), article=ROADMAP),
    *_move("object", "提出意见", (AGREEING,), DRAFTING, ROADMAP),
    *_move("settle", "会商一致", (AGREEING,), UNDERWAY, ROADMAP),
    *_move("revise", "调整方案", (AGREEING, UNDERWAY), DRAFTING),
    *_move("report", "报进展", (UNDERWAY,)),
    *_move("finish", "完成", (UNDERWAY,)),
    *_move("tick", "登记五包", OPEN, article=FIVE),
    *_move("hand_over", "更换包案领导", OPEN),
    *_move("conclude", "办结包案", (UNDERWAY,), CONCLUDED, FIVE),
    *_move("lift", "解除包案", OPEN, LIFTED),
    labels=STATE_LABELS,
    closed={CONCLUDED, LIFTED},
)


@dataclass(frozen=True, kw_only=True)
class SponsorFacts:
    """What the doors look at. has_plan: aim and limit are written; steps: how many; is_settled: the case itself is closed."""

    state: str
    may: frozenset[str] = frozenset()
    has_plan: bool = False
    steps: int = 0
    is_settled: bool = False
    parts: dict[str, frozenset[int]] = field(default_factory=dict)


def why_not_sent(has_plan: bool, steps: int) -> str:
    """Why the plan cannot go to the units yet; "" = it can."""
    if not has_plan:
        return "先写明化解目标和包案期限（“定方案”）。"
    return "" if steps else "先加步骤：做什么、哪个单位、谁、什么时候完成。"


def why_not_concluded(is_settled: bool) -> str:
    """Why it is not over yet; "" = it is: 一抓到底 ends when the case does, not before."""
    return "" if is_settled else "信访事项还没有办结。包案一抓到底，事项办结以后才能办结包案。"


WRITE, STEP, LIFT = "sponsorship.write", "sponsorship.step", "sponsorship.lift"
DOORS = Doors(
    SPONSORSHIPS,
    Door("set_plan", WRITE, shown=lambda facts: not facts.has_plan),
    Door("send", WRITE, waits=lambda facts: why_not_sent(facts.has_plan, facts.steps)),
    Door("conclude", WRITE, waits=lambda facts: why_not_concluded(facts.is_settled)),
    Door("add_step", WRITE),
    Door("set_team", WRITE, is_quiet=True),
    Door("change_plan", WRITE, "set_plan", label="改方案", shown=lambda facts: facts.has_plan, is_quiet=True),
    Door("revise", WRITE, is_quiet=True),
    Door("lift", LIFT, is_quiet=True),
    Door("drop_step", WRITE),
    Door("tick", WRITE),
    Door("agree", STEP),
    Door("object", STEP),
    Door("report", STEP),
    Door("finish", STEP),
    inside=("settle", "hand_over"),
)


@dataclass(frozen=True)
class StepWork:
    """One step as far as it decides about work. unit: None = the office itself."""

    pk: int
    unit: int | None
    due_on: date
    is_agreed: bool
    is_done: bool


def sponsor_owed(
    state: str,
    sponsor: int,
    *,
    since: date,
    has_plan: bool = False,
    due_on: date | None = None,
    settled_on: date | None = None,
    steps: Collection[StepWork] = (),
) -> Iterator[Owed]:
    """The leader plans and brings to an end; each unit answers about its steps, then carries them out by their day.

    since: day on which the drafting, or the talk with the units, began; due_on: of the whole; settled_on: day on which the case
    itself was closed, from which the end is owed."""
    if state == DRAFTING:
        act, plan_by = "send" if has_plan else "set_plan", since + timedelta(days=PLAN_DAYS)
        why = "方案和步骤定好后送单位会商"
        yield Owed(act, "制定包案方案", person=sponsor, why=why, due_on=plan_by, clause=PLAN_RULE)
    for step in steps:
        holder = {"unit": step.unit} if step.unit else {"right": STEP}
        if state == AGREEING and not step.is_agreed:
            when = {"due_on": since + timedelta(days=ANSWER_DAYS), "clause": ANSWER_RULE}
            yield Owed("agree", "会商包案步骤", part=step.pk, why="同意或者提出意见", **when, **holder)
        elif state == UNDERWAY and not step.is_done:
            when = {"due_on": step.due_on, "clause": ROADMAP}
            yield Owed("finish", "办理包案步骤", part=step.pk, why="按时完成，写明凭据", **when, **holder)
    if state == UNDERWAY and settled_on is None:
        yield Owed("lead", "推进包案", person=sponsor, why="五包到位，事项办结后办结包案", due_on=due_on, clause=FIVE)
    elif state == UNDERWAY:
        end_by = settled_on + timedelta(days=END_DAYS)
        why = "事项已经办结，回访后办结包案"
        yield Owed("conclude", "办结包案", person=sponsor, why=why, due_on=end_by, clause=END_RULE)


def check_step_day(due_on: date, limit: date | None, today: date) -> None:
    """A step lies between today and the limit of the whole."""
    if due_on < today:
        raise Refused("完成时限不能早于今天。", field="due_on")
    if limit and due_on > limit:
        raise Refused("步骤的完成时限不能晚于包案期限。", field="due_on")


def check_conclude(done: Collection[int], undone_steps: int, reason: str) -> None:
    """Whatever of the five duties or of the steps is missing has to be explained."""
    missing = [label for key, (label, _) in DUTIES.items() if key not in done]
    missing += [f"{undone_steps}个步骤"] if undone_steps else []
    if missing and len(reason.strip()) < 6:
        raise Refused(
            f"{'、'.join(missing)}还没有完成；确实不需要的，请在说明里写明理由（至少 6 个字）。", FIVE, "reason"
        )


@dataclass(frozen=True)
class Stop:
    """A step on the line of the roadmap. look: done, late, next or later."""

    pk: int
    look: str
    word: str


def stops(steps: Collection[tuple[int, date, date | None]], today: date) -> list[Stop]:
    """(number, due on, done on) in their order, as the line is drawn: the first that is neither done nor late is the next."""
    found, has_next = [], False
    for pk, due_on, done_on in steps:
        if done_on:
            found.append(Stop(pk, "done", "完成" if done_on <= due_on else f"完成，晚 {(done_on - due_on).days} 天"))
        elif due_on < today:
            found.append(Stop(pk, "late", f"超期 {(today - due_on).days} 天"))
        else:
            found.append(Stop(pk, "later" if has_next else "next", "待办" if has_next else "下一步"))
            has_next = True
    return found
