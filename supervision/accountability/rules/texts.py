"""Texts of the papers of accountability: notice, decision by form, record of the talk, review, lifting.

Sources: 联席会议制度（问责）, 信访工作条例第三十八条至第四十六条; layouts GB/T 9704-2012 10.1. What another organ may impose is worded as advice to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from records.papers.rules.chinese import second_level
from supervision.accountability.rules.ladder import CRITICISMS, Rung
from township.dates import full_date

NOTICE_TITLE = "问责事项陈述申辩告知书"
RECORD_TITLE = "约谈记录"
SIGNERS = ("约谈人", "被约谈人", "记录人")
REVIEW_TITLE = "问责复核答复书"
LIFT_TITLE = "问责解除通知书"


def decision_title(rung: Rung) -> str:
    """The name of the paper by which the form is served; no name of a person stands in it."""
    if rung.is_talk:
        return "约谈通知书"
    if rung.key in CRITICISMS:
        return f"关于信访工作办理问题的{rung.label}"
    if rung.key == "transfer":
        return "关于移交信访工作问责线索的函"
    return f"关于{rung.label}的问责建议函"


@dataclass(frozen=True)
class NoticeText:
    """subject: of the township's directory, with the unit for a person; facts: what is held against it."""

    subject: str
    form: str
    cite: str
    facts: str
    grounds: Sequence[str]
    due_on: date
    days: int
    contact: str


def _list(grounds: Sequence[str]) -> str:
    return "\n".join(second_level(number, text) for number, text in enumerate(grounds, 1))


def notice_text(notice: NoticeText) -> str:
    """陈述申辩告知书."""
    return (
        f"联席办拟对{notice.subject}提出问责（{notice.form}；依据：{notice.cite}）。作出决定以前，请就下列事实陈述申辩。\n"
        f"一、认定的事实\n{notice.facts}\n二、依据的办理记录\n{_list(notice.grounds)}\n三、陈述申辩\n"
        f"可以在{full_date(notice.due_on)}以前（{notice.days}个工作日）在系统里书面陈述，也可以提交证明材料；需要延长的，请在期限内联系联席办。"
        f"不陈述的，联席办如实记录，不作为加重问责的理由。\n联系人：{notice.contact}"
    )


@dataclass(frozen=True)
class Decision:
    """What a decision says. subject: as in NoticeText; is_person; statement: in short whether there was one; answer: what of it
    was accepted and why the rest was not; demand: what has to be put right; talk: day and place; until: last day of the effect;
    months: 0 = without a limit."""

    rung: Rung
    subject: str
    is_person: bool
    findings: str
    grounds: Sequence[str]
    has_statement: bool
    answer: str
    proportion: str
    demand: str
    months: int = 0
    talk: str = ""


def _heard(decision: Decision) -> str:
    if decision.has_statement:
        return f"作出决定以前听取了陈述申辩。{decision.answer}"
    return "作出决定以前已经告知陈述申辩的权利，期限内没有陈述，已如实记录。"


def decision_text(decision: Decision) -> str:
    """The text of the paper by which a form is served: 约谈通知书, 通报, 移交函 or 建议函."""
    rung = decision.rung
    shared = f"一、认定的事实\n{decision.findings}\n{_list(decision.grounds)}\n二、陈述申辩情况\n{_heard(decision)}\n"
    if rung.is_organ:
        ask = "移交你单位依规依纪处理" if rung.key == "transfer" else f"建议按照干部管理权限研究{rung.label}"
        return (
            f"现将{decision.subject}在信访工作中的有关问题报送你单位。\n{shared}三、建议\n{decision.proportion}\n"
            f"根据{rung.cite}，{ask}。是否问责、怎样问责由你单位决定；请将处理结果书面告知联席办。\n{decision.demand}"
        )
    effect = f"自送达之日起{decision.months}个月有效。" if decision.months else "整改到位后由召集人解除。"
    act = f"进行{rung.label}，由{rung.talker}主持，时间和地点：{decision.talk}" if rung.is_talk else f"予以{rung.label}"
    return (
        f"{shared}三、决定\n{decision.proportion}\n根据{rung.cite}，决定对{decision.subject}{act}。{effect}\n四、整改要求\n{decision.demand}\n五、复核\n对决定不服的，可以自送达之日起10个工作日内向联席会议申请复核；"
        "复核由原决定人以外的召集人办理，复核期间不停止整改。"
    )


def record_text(
    *, label: str, held_on: date, place: str, by: str, present: str, words: str, said: str, promise: str
) -> str:
    """约谈记录, to be printed and signed. said: the other side's words; promise: what is put right until when."""
    return (
        f"约谈方式：{label}\n约谈时间：{full_date(held_on)}\n约谈地点：{place}\n约谈人：{by}\n在场人：{present}\n一、约谈内容\n{words}\n"
        f"二、被约谈人陈述\n{said}\n三、整改承诺\n{promise}\n以上记录已经阅看，与约谈情况一致。"
    )


def review_text(*, number: str, is_upheld: bool, reason: str) -> str:
    """问责复核答复书."""
    result = "维持原决定" if is_upheld else "撤销原决定，自始不作为考核和问责的依据"
    return f"对{number}的复核申请已经办理。\n一、复核结果\n{result}。\n二、理由\n{reason}"


def lift_text(*, number: str, reason: str) -> str:
    """问责解除通知书."""
    return f"{number}自即日起解除。\n解除理由：{reason}"
