"""The registers of outgoing and of incoming documents (文电登记)."""

from meetings.documents.forms.ledgers import IncomingFilterForm, PaperFilterForm
from meetings.documents.forms.office import GroupFilterForm, LettersFilterForm, PlanFilterForm
from meetings.documents.models.groups import WorkingGroup
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import WorkPlan
from meetings.documents.queries import incoming, papers
from meetings.documents.queries.groups import group_list
from meetings.documents.queries.letters import letter_list
from meetings.documents.queries.plans import plan_list
from meetings.documents.rules.incoming import CLOSED, HANDLED
from meetings.documents.rules.letters import SIGNING
from meetings.permissions import (
    EXPORT_PAPERS,
    PROPOSE_GROUP,
    REGISTER_INCOMING,
    VIEW_GROUP,
    VIEW_INCOMING,
    VIEW_LETTERS,
    VIEW_PAPER,
    VIEW_PLAN,
    WRITE_LETTERS,
    WRITE_PAPER,
    WRITE_PLAN,
)
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp, reads_all
from records.ledgers.views.ledgers import Empty, Ledger, PageLink

DRAFT = PageLink("起草文件", "meetings:paper_new", WRITE_PAPER, key="n")
REGISTER = PageLink("登记收文", "meetings:incoming_new", REGISTER_INCOMING, key="n")
BY_OFFICE = reads_all(VIEW_PAPER)


def _drafter(row: OfficePaper, reader: Reader) -> str:
    person = row.document.drafted_by
    return person.name if person else "系统"


def _receipts(row: OfficePaper, reader: Reader) -> str:
    return f"{row.n_received}/{row.n_units}" if row.n_units else "—"


PAPERS = Ledger(
    url_name="meetings:papers",
    code="paper",
    title="发文登记",
    own_heading="发给本单位的文件",
    intro="通知、函、报告、请示、通报、简报：拟稿、审批、编号印发、签收。",
    noun="发文",
    unit="件",
    rows=papers.register,
    filters=PaperFilterForm,
    view=VIEW_PAPER,
    export=EXPORT_PAPERS,
    row_page="meetings:paper",
    actions=(DRAFT,),
    empty=(
        Empty("还没有发文。", "周通报、月小结到期自动起草；其他文件在这里起草。", DRAFT),
        Empty("还没有发给本单位的文件。", "联席办印发给本单位的文件会列在这里，请及时签收。"),
    ),
    columns=(
        Column("number", "文号", blank="（未编号）", is_tight=True, width=22),
        Column("kind", "文种", "get_kind_display", is_tight=True, width=10),
        Column("title", "标题", link=True, width=44),
        Column("drafter", "拟稿人", _drafter, is_tight=True, width=10, shown_to=BY_OFFICE),
        Column("approved", "批准日期", "approved_on", kind="date", on=ON_PAPER_AND_FILE, shown_to=BY_OFFICE),
        Column("issued", "印发日期", "issued_on", kind="date", blank="—"),
        Column("receipts", "签收", _receipts, is_tight=True, on=(PAGE,), shown_to=BY_OFFICE),
        Column("sent", "发往（单位数）", "n_units", kind="number", on=ON_PAPER_AND_FILE, shown_to=BY_OFFICE),
        Column("received", "已签收", "n_received", kind="number", on=ON_PAPER_AND_FILE, shown_to=BY_OFFICE),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def _due(row: IncomingPaper, reader: Reader) -> Lamp | None:
    return None if row.state in (HANDLED, CLOSED) else reader.lamp(row.due_on)


def _urgency(row: IncomingPaper, reader: Reader) -> tuple[str, ...]:
    return () if row.urgency == "plain" else (row.get_urgency_display(),)


def _source(row: IncomingPaper, reader: Reader) -> str:
    return " · ".join(filter(None, (row.sender, row.their_number)))


INCOMING = Ledger(
    url_name="meetings:incoming_list",
    stem="meetings:incoming",
    code="incoming",
    title="收文登记",
    intro="登记、拟办、批示、承办、核结。",
    noun="收文",
    unit="件",
    rows=incoming.register,
    filters=IncomingFilterForm,
    view=VIEW_INCOMING,
    export=EXPORT_PAPERS,
    row_page="meetings:incoming",
    actions=(REGISTER,),
    empty=(Empty("还没有收文。", link=REGISTER), Empty("还没有交本单位承办的来文。", "交本单位承办的来文会列在这里。")),
    columns=(
        Column("light", "期限", _due, kind="light", on=(PAGE,)),
        Column("number", "收文号", is_tight=True),
        Column("received", "收文日期", "received_on", kind="date"),
        Column("sender", "来文单位", on=ON_PAPER_AND_FILE, width=22),
        Column("their_number", "来文字号", on=ON_PAPER_AND_FILE, width=22),
        Column("title", "标题", link=True, marks=_urgency, sub=_source, width=44),
        Column("urgency", "紧急程度", "get_urgency_display", on=ON_PAPER_AND_FILE, width=8),
        Column("due", "办理时限", "due_on", kind="date", blank="—"),
        Column("unit", "承办单位", "unit.label", blank="—", is_tight=True),
        Column("handled", "办理日期", "handled_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


DRAFT_LETTERS = PageLink("起草责任书", "meetings:letters_new", WRITE_LETTERS, key="n")


def _sign_by(row: LetterRound, reader: Reader) -> Lamp | None:
    return reader.lamp(row.sign_by) if row.state == SIGNING else None


def _signed(row: LetterRound, reader: Reader) -> str:
    return f"{row.n_signed}/{row.n_units}" if row.n_units else "—"


LETTERS = Ledger(
    url_name="meetings:letters_list",
    code="letters",
    title="信访工作责任书",
    intro="每年一份文本，各单位逐一签订，未签的列出催签。",
    noun="责任书",
    unit="份",
    rows=letter_list,
    filters=LettersFilterForm,
    view=VIEW_LETTERS,
    export=EXPORT_PAPERS,
    row_page="meetings:letters",
    actions=(DRAFT_LETTERS,),
    empty=(
        Empty("还没有责任书。", "标准文本已备好，改成本镇的内容后送审。", DRAFT_LETTERS),
        Empty("还没有要签订的责任书。", "文本批准以后会通知您打印签订。"),
    ),
    columns=(
        Column("light", "期限", _sign_by, kind="light", on=(PAGE,)),
        Column("year", "年度", is_tight=True, width=8),
        Column("title", "名称", link=True, width=36),
        Column("sign_by", "签订期限", kind="date"),
        Column("signed", "已签/应签", _signed, is_tight=True, on=(PAGE,)),
        Column("units", "应签单位", "n_units", kind="number", on=ON_PAPER_AND_FILE),
        Column("n_signed", "已签单位", kind="number", on=ON_PAPER_AND_FILE),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


PROPOSE = PageLink("提出小组", "meetings:group_new", PROPOSE_GROUP, key="n")


def _head(row: WorkingGroup, reader: Reader) -> str:
    return row.head.name if row.head_id else ""


GROUPS = Ledger(
    url_name="meetings:groups",
    code="group",
    title="专项工作小组",
    own_heading="本单位参加的专项小组",
    intro="政策性、跨地区、涉众等重要问题：办公室提出，召集人决定，定期报告，有结果后撤销。",
    noun="专项小组",
    unit="个",
    rows=group_list,
    filters=GroupFilterForm,
    view=VIEW_GROUP,
    export=EXPORT_PAPERS,
    row_page="meetings:group",
    actions=(PROPOSE,),
    empty=(Empty("还没有专项小组。", link=PROPOSE), Empty("没有您参加的专项小组。")),
    columns=(
        Column("light", "报告", lambda row, reader: reader.lamp(row.report_due_on), kind="light", on=(PAGE,)),
        Column("number", "编号", "matter.number", is_tight=True),
        Column("name", "小组", link=True, width=36),
        Column("ground", "依据", "get_ground_display", is_tight=True, width=10),
        Column("lead", "牵头单位", "lead.label", is_tight=True),
        Column("head", "组长", _head, blank="—", is_tight=True, width=10),
        Column("due", "下次报告", "report_due_on", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


START_PLAN = PageLink("起草年度要点", "meetings:plan_new", WRITE_PLAN, key="n")


def _paper_number(row: WorkPlan, reader: Reader) -> str:
    return row.paper.number if row.paper_id else ""


PLANS = Ledger(
    url_name="meetings:plans",
    code="work_points",
    title="年度工作要点",
    intro="逐条列出责任单位、时限和标准，召集人审批后印发，按条报告进展。",
    noun="年度工作要点",
    unit="份",
    rows=plan_list,
    filters=PlanFilterForm,
    view=VIEW_PLAN,
    export=EXPORT_PAPERS,
    row_page="meetings:plan",
    actions=(START_PLAN,),
    empty=(
        Empty("还没有年度工作要点。", "逐条写好后送召集人审批，印发各单位。", START_PLAN),
        Empty("还没有年度工作要点。", "由经办人起草，召集人审批后印发各单位。"),
    ),
    columns=(
        Column("title", "要点", "matter.title", link=True, width=30),
        Column("number", "文号", _paper_number, blank="（未编号）", is_tight=True, width=22),
        Column("points", "条数", "n_points", kind="number"),
        Column("done", "完成", "n_done", kind="number"),
        Column("late", "逾期", "n_late", kind="number"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
