"""What a petitioner is told about the state of their matter: stage line, state in plain words, next step.

Only states and days go in, so no name and no word of the complaint can come out. Of an accusation nothing is told but
that it was registered and passed on (条例第三十条第三款).
"""

from dataclasses import dataclass
from datetime import date

from petitions.cases.rules import cases as states
from township.choices import Choice
from township.dates import full_date


class StageMark(Choice):
    DONE = "done", "已完成"
    NOW = "now", "进行中"
    TODO = "todo", "未开始"


@dataclass(frozen=True)
class Stage:
    """One station of the stage line; on: the day it was reached, None while ahead or not recorded."""

    label: str
    mark: StageMark
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PublicFacts:
    """What the case row says. was_transferred, was_refused: how it ended, also after it went to the archive.

    decide_by, answer_by: raw due days of the clocks for acceptance and for the answer, None when none runs.
    """

    case_class: str
    state: str
    registered_on: date
    accepted_on: date | None = None
    delivered_on: date | None = None
    concluded_on: date | None = None
    ended_on: date | None = None
    was_transferred: bool = False
    was_refused: bool = False
    was_taken_back: str = ""
    answered_directly: bool = False
    decide_by: date | None = None
    answer_by: date | None = None


_STATION = {
    states.REGISTERED: 1,
    states.ASSIGNED: 1,
    states.ACCEPTED: 2,
    states.HANDLING: 2,
    states.REPLY_SUBMITTED: 2,
    states.REPLY_APPROVED: 3,
    states.DELIVERED: 4,
    states.EXECUTING: 4,
    states.CONCLUDED: 5,
    states.ARCHIVED: 5,
}
_LABELS = {
    states.REGISTERED: "已登记",
    states.ASSIGNED: "已登记",
    states.ACCEPTED: "已受理",
    states.HANDLING: "办理中",
    states.REPLY_SUBMITTED: "办理中",
    states.REPLY_APPROVED: "已作出处理意见，待送达",
    states.DELIVERED: "已答复",
    states.EXECUTING: "已答复，正在落实",
    states.CONCLUDED: "已办结",
    states.ARCHIVED: "已办结",
    states.TRANSFERRED: "已转送",
    states.REFUSED: "不予受理",
    states.REFUSED_FINAL: "不再受理",
}


TAKEN_BACK = {
    "returned": "已由来文机关收回",
    "withdrawn": "已撤回，办理终止",
    "settled": "已和解，办理终止",
    "duplicate": "已并入另一件办理",
    "mistaken": "登记有误，已作废",
}


def status_label(facts: PublicFacts) -> str:
    """The state in the petitioner's words."""
    if facts.case_class == "accusation":
        return "已移送" if facts.was_transferred else "已登记"
    if facts.was_taken_back:
        return facts.was_taken_back
    if facts.state == states.ARCHIVED:
        if facts.was_transferred:
            return _LABELS[states.TRANSFERRED]
        if facts.was_refused:
            return _LABELS[states.REFUSED]
    if facts.case_class == "suggestion":
        return {
            states.ACCEPTED: "正在研究",
            states.HANDLING: "正在研究",
            states.REPLY_SUBMITTED: "正在研究",
            states.REPLY_APPROVED: "已研究，待回复",
            states.DELIVERED: "已回复",
        }.get(facts.state, _LABELS[facts.state])
    return _LABELS[facts.state]


def stage_line(facts: PublicFacts) -> tuple[Stage, ...]:
    """The stations of this matter from registration to its end."""
    start = Stage("登记", StageMark.DONE, facts.registered_on)
    if facts.case_class == "accusation":
        return (start, _last("移送", facts.was_transferred, None))
    if facts.was_taken_back:
        return (start, Stage(facts.was_taken_back, StageMark.DONE, facts.ended_on))
    if facts.was_transferred:
        return (start, Stage("转送", StageMark.DONE, facts.ended_on))
    if facts.was_refused:
        return (start, Stage(status_label(facts), StageMark.DONE, facts.ended_on))
    if facts.answered_directly:
        return (start, Stage("当场答复", StageMark.DONE, facts.concluded_on), Stage("办结", StageMark.DONE))
    names = (
        ("登记", "研究", "办理", "回复", "办结")
        if facts.case_class == "suggestion"
        else ("登记", "受理", "办理", "答复", "办结")
    )
    days = (facts.registered_on, facts.accepted_on, None, facts.delivered_on, facts.concluded_on)
    at = _STATION[facts.state]
    return tuple(
        Stage(name, _mark(place, at), day if place < at else None)
        for place, (name, day) in enumerate(zip(names, days, strict=True))
    )


def next_step(facts: PublicFacts) -> str:
    """What happens next, and by when where a limit runs."""
    if facts.case_class == "accusation":
        if facts.was_transferred:
            return "本事项已按规定移送有权处理的机关、单位，由其依规依纪依法办理并告知。"
        return "本事项正在按检举控告的规定办理。"
    if facts.was_taken_back:
        return "本机关不再办理这一件。有疑问的，请向本机关咨询；有新的请求，可以另行提出。"
    if facts.was_transferred:
        return "本事项已转送有权处理的机关、单位，由其书面告知您是否受理。去向见告知书。"
    if facts.was_refused:
        return "理由和可以走的途径见告知书。"
    if facts.state in (states.REGISTERED, states.ASSIGNED):
        if facts.case_class == "suggestion":
            return "本机关将研究您的建议并回复。"
        return f"本机关正在审查是否受理{_by(facts.decide_by)}，决定后告知您。"
    if facts.state in (states.ACCEPTED, states.HANDLING, states.REPLY_SUBMITTED):
        what = "研究论证您的建议" if facts.case_class == "suggestion" else "调查核实"
        return f"责任单位正在{what}{_by(facts.answer_by, '，答复期限至')}。"
    if facts.state == states.REPLY_APPROVED:
        return "答复已经作出，正在送达。也可以到接待场所领取。"
    if facts.state == states.DELIVERED:
        return "答复已经送达，等待办结。"
    if facts.state == states.EXECUTING:
        return "处理意见支持了请求，责任单位正在落实。"
    return "本事项已经办结。"


def _by(day: date | None, words: str = "，期限至") -> str:
    return f"{words}{full_date(day)}" if day else ""


def _mark(place: int, at: int) -> StageMark:
    if place < at:
        return StageMark.DONE
    return StageMark.NOW if place == at else StageMark.TODO


def _last(label: str, is_done: bool, on: date | None) -> Stage:
    return Stage(label, StageMark.DONE if is_done else StageMark.NOW, on)
