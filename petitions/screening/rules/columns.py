"""A ledger of disputes in Excel: its columns as offices publish them, and what each row says with every fault beside its cell (E3).

A ledger tells history: a limit that has passed arrives as overdue, and what was written about the settling becomes a note.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from petitions.cases.rules.titles import without_who
from petitions.screening.rules.disputes import CAUSES
from petitions.screening.rules.entries import DisputeData, check_data
from records.imports.rules.rows import Problem, RowReader
from township.directory.rules.cells_of_names import people_in
from township.refusals import Refused
from township.workbooks.rules.cells import one_line, read_whole
from township.workbooks.rules.columns import Column

COLUMNS = (
    Column("title", "纠纷名称", ("名称", "矛盾纠纷名称", "纠纷事项", "事项名称", "案由", "事由", "主题", "纠纷主题", "纠纷案由", "矛盾纠纷事项", "纠纷标题"), "三组宅基地边界纠纷", "写事不写人", 26, is_needed=True),
    Column("unit", "单位或网格", ("村（社区）", "村社区", "村", "社区", "网格", "单位", "所属村", "所属网格", "排查单位", "填报单位", "报送单位", "村（社区）名称", "村居", "属地", "所属村居", "村（居）", "村（居）名称", "村居名称", "行政村", "所在村", "所在村（社区）", "所在网格", "村别", "辖区", "发生村", "村组", "所属村组", "所在村组"), "河湾社区", "填全称", 16, is_needed=True),
    Column("place", "地点", ("发生地", "发生地点", "纠纷地点", "具体地点", "地址", "详细地址"), "三组村道东侧", "没有的以单位或网格代替", 20),
    Column("cause", "原因", ("纠纷类型", "纠纷类别", "类型", "类别", "矛盾纠纷类型", "矛盾类型", "纠纷性质"), "邻里", "、".join(CAUSES.values()), 14, is_needed=True),
    Column("people", "涉及人数", ("人数", "涉及人员数", "当事人数", "涉事人数"), "2", "没有的按 2 人导入", 10),
    Column("found_on", "发现日期", ("排查时间", "排查日期", "发现时间", "登记时间", "登记日期", "受理时间", "受理日期", "发生时间", "日期", "时间"), "2026-09-20", "", 12),
    Column("situation", "基本情况", ("纠纷简要情况", "简要情况", "主要内容", "纠纷情况", "基本案情", "简要案情", "矛盾纠纷简况", "纠纷内容", "情况简介", "主要诉求"), "", "", 40),
    Column("parties", "当事人", ("纠纷当事人", "当事人姓名", "涉及人员", "双方当事人", "当事人基本情况", "姓名"), "", "加密保存", 20, is_personal=True),
    Column("risk", "风险提示", ("风险等级", "风险", "风险评估"), "", "", 20),
    Column("measures", "化解措施", ("措施", "化解方案", "工作措施", "调处措施", "稳控措施"), "", "", 30),
    Column("person_name", "责任人", ("化解责任人", "调解人", "调解员", "包案人", "包案人员", "责任人姓名"), "", "", 10, is_personal=True),
    Column("due_on", "化解期限", ("化解时限", "办理时限", "期限", "限时", "完成时限", "化解时间", "拟化解时间", "计划化解时间"), "2026-12-20", "已经过去的照原样导入，显示为超期", 12),
    Column("holder_text", "责任单位", ("承办单位", "化解单位", "牵头单位", "调解单位"), "", "记入基本情况", is_offered=False),
    Column("leader_text", "责任领导", ("包案领导", "分管领导", "化解领导", "包保领导", "包联领导", "挂包领导", "包抓领导"), "", "记入基本情况", is_offered=False),
    Column("result_text", "化解情况", ("化解结果", "调处结果", "处理结果", "目前状况", "进展情况", "办理情况", "是否化解", "化解状态", "化解进展", "工作进展", "进展"), "", "记为一条进展", is_offered=False),
    Column("note_text", "备注", (), "", "记入基本情况", is_offered=False),
)  # fmt: skip
CAUSE_BY_LABEL = {label: key for key, label in CAUSES.items()}
CAUSE_WORDS = (
    ("邻里", "neighbour"), ("相邻", "neighbour"), ("征地", "levy"), ("征收", "levy"), ("拆迁", "levy"), ("安置", "levy"),
    ("山林", "forest"), ("林权", "forest"), ("水利", "forest"), ("草场", "forest"), ("宅基地", "land"), ("土地", "land"),
    ("婚姻", "family"), ("家庭", "family"), ("婚恋", "family"), ("赡养", "family"), ("继承", "family"), ("劳资", "labour"),
    ("劳动", "labour"), ("欠薪", "labour"), ("工资", "labour"), ("物业", "property"), ("合同", "contract"), ("债务", "contract"),
    ("借贷", "contract"), ("经济", "contract"), ("赔偿", "injury"), ("侵权", "injury"), ("交通事故", "injury"), ("医疗", "injury"),
    ("医患", "injury"), ("村务", "village_affairs"), ("村级", "village_affairs"), ("环境", "environment"), ("环保", "environment"),
    ("噪", "environment"), ("民生", "welfare"), ("社保", "welfare"), ("低保", "welfare"), ("其他", "other"), ("其它", "other"),
)  # fmt: skip
TITLE_MOST = 60
_SENTENCE = re.compile(r"[。！？；;!?]")
ENTRY_FIELDS = {field.name for field in fields(DisputeData)}
SETTLED = ("已化解", "化解成功", "调解成功", "已调解", "已办结", "已解决", "化解完毕")
TWO = 2  # a dispute has at least two sides


@dataclass(frozen=True)
class LedgerDispute:
    """A row that can come in. result: what the ledger says became of it, "" = nothing."""

    data: DisputeData
    unit_name: str
    result: str = ""

    @property
    def cause_label(self) -> str:
        return CAUSES[self.data.cause]

    @property
    def fingerprint(self) -> str:
        return "|".join(
            (self.data.title, self.data.place, str(self.data.unit_id), f"{self.data.found_on or ''}", self.data.parties)
        )


def missing_columns(keys: set[str]) -> list[str]:
    """What a ledger of disputes cannot do without and does not have: where it was found, and what it is about."""
    missing = [] if "unit" in keys else ["单位或网格"]
    return missing if keys & {"title", "situation"} else [*missing, "纠纷名称或者基本情况"]


def stand_ins(keys: set[str]) -> list[str]:
    """What stands in for columns that are not there."""
    found = []
    if "title" not in keys:
        found.append("表里没有纠纷名称，取基本情况的开头代替，写有当事人姓名的已隐去。")
    if "cause" not in keys:
        found.append("表里没有原因，按“其他”导入，请以后补上。")
    if "place" not in keys:
        found.append("表里没有地点，以单位或网格的名称代替。")
    if "people" not in keys:
        found.append("表里没有涉及人数，按 2 人导入。")
    if "due_on" not in keys:
        found.append("表里没有化解期限，按导入之日起 15 日。")
    return found


def read_row(
    cells: Mapping[str, str], labels: Mapping[str, str], units: Mapping[str, int], *, today: date
) -> tuple[LedgerDispute | None, list[Problem]]:
    """What the row says, None when something is wrong, and every problem of it.

    cells: key → marked text; labels: key → heading; units: names of units and grids the person may report for → id.
    """
    reader = _Reader(cells, labels, units, today)
    row = reader.read()
    return (None if reader.is_blocked else row), reader.problems


class _Reader(RowReader):
    """Reads one row and collects what is wrong with it."""

    def __init__(self, cells, labels, units: Mapping[str, int], today):
        super().__init__(cells, labels, today)
        self.units = units
        self.long_title = ""

    def read(self) -> LedgerDispute | None:
        unit_name = one_line(self.text("unit"))
        found_on, due_on = self.day("found_on"), self.limit("due_on")
        values = {
            "title": self.title(),
            "place": self.place(unit_name),
            "situation": self.situation(),
            "parties": self.words("parties"),
            "risk": one_line(self.text("risk")),
            "measures": self.words("measures"),
            "person_name": one_line(self.text("person_name")),
            "cause": self.cause(),
            "people": self.people(),
            "found_on": found_on,
            "due_on": due_on,
            "unit_id": self.unit(unit_name),
        }
        data = self.checked(DisputeData(**values))
        if data and due_on and due_on < self.today:
            self.warn("due_on", "期限已过，导入后显示为超期。")
        return LedgerDispute(data, unit_name, self.result()) if data else None

    def checked(self, data: DisputeData) -> DisputeData | None:
        """Every check of the page, one after another, so that a row shows all its faults at once."""
        while True:
            try:
                return check_data(data, self.today, is_history=True)
            except Refused as refused:
                field = refused.field if refused.field in ENTRY_FIELDS else "title"
                if not any(p.blocking and p.column == self.labels.get(field, field) for p in self.problems):
                    self.block(field, refused.message)
                if field != refused.field:
                    return None
                data = DisputeData(**{**vars(data), field: SOUND[field]})

    def title(self) -> str:
        """What it is about, without the parties' names; without a name of its own the beginning of the situation."""
        text = one_line(self.text("title")) or _SENTENCE.split(one_line(self.text("situation")))[0]
        names = people_in(self.text("parties")).names
        title = without_who(text, names)
        if title != text and self.text("title"):
            self.warn("title", "名称里的姓名、号码已隐去：写事不写人。")
        if len(title) > TITLE_MOST:
            self.warn("title", f"名称超过 {TITLE_MOST} 个字，只留开头，全文记入基本情况。")
            self.long_title = text
            title = title[: TITLE_MOST - 1] + "…"
        return title

    def place(self, unit_name: str) -> str:
        return one_line(self.text("place")) or unit_name

    def situation(self) -> str:
        labels = {"holder_text": "原台账责任单位", "leader_text": "原台账责任领导", "note_text": "原台账备注"}
        kept = [f"{label}：{text}" for key, label in labels.items() if (text := self.words(key))]
        kept += [f"原台账{heading}：{text}" for heading, text in self.kept.items()]
        if self.text("cause") and one_line(self.text("cause")) not in CAUSE_BY_LABEL:
            kept.append(f"原台账类型：{one_line(self.text('cause'))}")
        return "\n".join(filter(None, (self.long_title, self.words("situation"), *kept)))

    def result(self) -> str:
        result = self.words("result_text")
        if any(word in result for word in SETTLED) and "未" not in result:
            self.warn("result_text", "表里写明已经化解：导入后请申请销号，由另一位同志核查。")
        return result

    def cause(self) -> str:
        text = one_line(self.text("cause"))
        if text in CAUSE_BY_LABEL:
            return CAUSE_BY_LABEL[text]
        if not text and not self.has("cause"):
            return "other"
        if not text:
            self.block("cause", f"没有填写，请填：{'、'.join(CAUSES.values())}。")
            return "other"
        found = next((key for word, key in CAUSE_WORDS if word in text), None)
        if found is None:
            self.warn("cause", "分类表里没有这种原因，按“其他”导入，原文记入基本情况。")
        return found or "other"

    def people(self) -> int | None:
        return read_whole(self.text("people")) if self.text("people") else TWO

    def unit(self, name: str) -> int | None:
        found = self.place_of("unit", name, self.units)
        if found is None:
            self.block("unit", "没有填写。" if not name else "不是您可以登记的单位或网格，请填全称。")
        return found


# What stands in for a faulty cell while the rest of its row is read.
SOUND = {
    "title": "待填写的纠纷", "place": "待填写", "cause": "other", "people": 1, "found_on": None, "situation": "",
    "parties": "", "risk": "", "measures": "", "person_name": "", "due_on": None, "unit_id": None,
}  # fmt: skip
