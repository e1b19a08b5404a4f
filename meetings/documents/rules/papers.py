"""Outgoing documents (发文), bulletins and circulars: kinds, who approves, how they are numbered, and their moves.

Sources: W10, H5 (the office drafts documents, collects and circulates the situation), J四(五) (周通报、月小结、年汇总);
layout and numbers by GB/T 9704-2012. Who approves which kind is the office's own rule and says so.
"""

from dataclasses import dataclass, replace

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.papers.rules.numbers import DOCUMENT_NUMBER, declare_series
from records.papers.rules.prose import check_filled
from township.refusals import Refused
from township.words import has_personal_number

DRAFT = "draft"
SUBMITTED = "submitted"
APPROVED = "approved"
ISSUED = "issued"
DROPPED = "dropped"
LAPSED = "lapsed"

STATE_LABELS = {
    DRAFT: "拟稿",
    SUBMITTED: "待审批",
    APPROVED: "已审批待印发",
    ISSUED: "已印发",
    DROPPED: "已废止（未印发）",
    LAPSED: "已过期（无人改动）",
}
STATE_CHOICES = list(STATE_LABELS.items())
OPEN_STATES = frozenset({DRAFT, SUBMITTED, APPROVED})
SOURCE = "联席会议制度：办公室起草文件，收集、综合、通报有关工作情况"
FORMAT = "GB/T 9704-2012"
MOST_WORDS = 20_000
ISSUE_NUMBER = "{mark}〔{year}〕第{n}期"

BY_DIRECTOR, BY_CONVENOR = "director", "convenor"
OFFICIAL, LETTER, BULLETIN = "official", "letter", "bulletin"


@dataclass(frozen=True)
class PaperKind:
    """mark: what follows the township's own mark in the number; approver: director (a convenor may as well) or convenor;
    is_upward: goes to the superior organ and names its signatory (签发人); layout: red header, letter or bulletin;
    is_circular: written from figures, no personal data at all; clause: duty of the rule profile that issuing fulfils.
    """

    key: str
    label: str
    mark: str
    approver: str
    layout: str = OFFICIAL
    is_upward: bool = False
    is_circular: bool = False
    clause: str = ""
    pattern: str = DOCUMENT_NUMBER

    @property
    def series(self) -> str:
        """The counter of its numbers."""
        return f"paper_{self.key}"

    @property
    def is_written_by_hand(self) -> bool:
        """Whether a clerk starts one by hand; the others come from the duty engine or the year's points."""
        return not self.clause

    @property
    def approver_words(self) -> str:
        return "召集人" if self.approver == BY_CONVENOR else "办公室主任或召集人"


_KINDS = (
    PaperKind("notice", "通知", "通", BY_DIRECTOR),
    PaperKind("circular", "通报", "通报", BY_CONVENOR, is_circular=True),
    PaperKind("letter", "函", "函", BY_DIRECTOR, LETTER),
    PaperKind("report", "报告", "报", BY_CONVENOR, is_upward=True),
    PaperKind("request", "请示", "请", BY_CONVENOR, is_upward=True),
    PaperKind("bulletin", "简报", "简报", BY_DIRECTOR, BULLETIN, is_circular=True, pattern=ISSUE_NUMBER),
    PaperKind("circular_week", "周通报", "周报", BY_CONVENOR, is_circular=True, clause="circular_week"),
    PaperKind("summary_month", "月小结", "月报", BY_CONVENOR, is_circular=True, clause="summary_month"),
    PaperKind("rollup_year", "年汇总", "年报", BY_CONVENOR, is_circular=True, clause="rollup_year"),
    PaperKind("orders_month", "督办通报", "督报", BY_CONVENOR, is_circular=True, clause="orders_month"),
    PaperKind(
        "evaluation_half_year", "半年评价报告", "评报", BY_CONVENOR, is_circular=True, clause="evaluation_half_year"
    ),
    PaperKind(
        "annual_report", "年度报告", "年度报", BY_CONVENOR, is_upward=True, is_circular=True, clause="annual_report"
    ),
    PaperKind("window_check", "人民满意窗口自查表", "窗查", BY_DIRECTOR, is_circular=True, clause="window_check"),
    PaperKind("basics_check", "基础业务自查表", "业查", BY_DIRECTOR, is_circular=True, clause="basics_check"),
    PaperKind("work_points", "年度工作要点", "要点", BY_CONVENOR, clause="work_points_year"),
)
KINDS = {kind.key: kind for kind in _KINDS}
for _kind in _KINDS:
    declare_series(_kind.series, _kind.mark, _kind.pattern)
KIND_CHOICES = [(kind.key, kind.label) for kind in _KINDS]
FIGURE_KINDS = tuple(kind.key for kind in _KINDS if kind.clause and kind.is_circular)

STANDARD_TEXTS = {
    "notice": "现将【事项】有关要求通知如下：\n一、工作任务\n【写明做什么】\n二、时间要求\n请于【日期】前完成，并书面报联席办。\n"
    "三、工作要求\n【写明责任和纪律】",
    "circular": "现将【事项】情况通报如下：\n一、基本情况\n【写明事实和数据】\n二、存在的问题\n【写明问题和责任单位】\n"
    "三、下一步要求\n【写明要求和时限】",
    "letter": "【写明商洽事由】\n【写明请对方办理或答复的内容】\n请予支持，并于【日期】前函复为盼。",
    "report": "现将【事项】有关情况报告如下：\n一、基本情况\n【写明情况】\n二、主要做法\n【写明做法】\n三、下一步打算\n【写明打算】\n特此报告。",
    "request": "【写明请示的缘由】\n【写明依据和拟办意见】\n妥否，请批示。",
    "bulletin": "【导语：一句话写明时间、单位和主要情况】\n一、主要做法\n【写明做法】\n二、取得成效\n【写明成效】",
}


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


PAPERS = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED, APPROVED}, DRAFT, "印发的文件不能改动。"),
    _move("return_paper", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "批准", {SUBMITTED}, APPROVED),
    _move("issue", "印发", {APPROVED}, ISSUED, "批准以后才能印发。"),
    _move("drop", "废止", {DRAFT}, DROPPED, "送审的文稿先撤回，再废止；已印发的不能废止。"),
    _move("lapse", "过期", {DRAFT}, LAPSED),
    _move("revive", "重新起草", {LAPSED}, DRAFT, "没有过期的文稿直接修改。"),
    labels=STATE_LABELS,
    closed={ISSUED, DROPPED, LAPSED},
)


def check_ready(kind: PaperKind, body: str, has_addressee: bool) -> None:
    """Refused while the text has a place to fill in, nobody is addressed, or a circular holds a phone or ID number."""
    check_filled(body)
    if not has_addressee and kind.layout != BULLETIN:
        raise Refused(f"{kind.label}要有主送单位。", f"{FORMAT} 7.3.2", "units")
    if kind.is_circular and has_personal_number(body):
        raise Refused("通报、简报不写个人电话和身份证号码，请删去后再送审。", "信访工作条例第三十条第三款", "body")


def check_upward(kind: PaperKind, addressees: int) -> None:
    """A request goes to one superior organ alone (一文一事、一个主送机关)."""
    if kind.key == "request" and addressees > 1:
        raise Refused("请示只写一个主送机关，需要同时送其他机关的用抄送。", "党政机关公文处理工作条例第十五条", "units")


def spine_title(kind: PaperKind, title: str, *, is_issued: bool) -> str:
    """What lists that span all kinds may print: a draft is named by its kind only."""
    return title[:120] if is_issued else f"{kind.label}（拟稿）"


@dataclass(frozen=True, kw_only=True)
class OfficePaperFacts(PaperFacts):
    """is_points: written from the year's work points and changed there; has_figures: may be written anew from figures."""

    is_points: bool = False
    has_figures: bool = False


def _narrowed(door: Door) -> Door:
    """A door of the paper flow as it stands here: points are changed elsewhere, what is out of hand has no addressees."""
    shown = door.shown
    if door.name in ("edit", "submit"):
        return replace(door, shown=lambda facts: not facts.is_points and shown(facts))
    if door.name == "distribute":
        return replace(door, shown=lambda facts: facts.state in OPEN_STATES and shown(facts))
    return door


DOORS = Doors(
    PAPERS,
    *map(_narrowed, paper_doors(write="paper.write", issue="paper.issue", receive="paper.receive")),
    Door("rewrite", "paper.write", "save", label="按最新数据重拟", shown=lambda f: f.has_figures and f.text == "draft"),
    Door("revive", "paper.write"),
    Door("drop", "paper.write", shown=lambda facts: not facts.is_points, is_quiet=True),
    inside=("return_paper", "lapse"),
)
