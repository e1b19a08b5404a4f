"""Rule profiles (H2): the rules of one source document as data, each line with the clause it comes from.

A file of data/profiles is parsed by `parse_profile` into frozen values or refused with a sentence; nothing unknown passes.
text is the sentence of the source, verbatim (for a duty of the law itself: its gist, marked 摘要). What a source leaves open
is marked is_office_rule with the reason. What may never be adopted is in profile_bounds and can stand in not_adopted only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from township.profiles.rules.clause_keys import CLAUSE_KEYS, FORMS, MARK_KINDS, ORGAN_FORMS, ROLES, SESSION_KINDS
from township.profiles.rules.fields import Entry, checked, one_of
from township.profiles.rules.periods import Cadence, Owed, check_due
from township.refusals import Refused

PROFILE_KEYS = ("wulingshan", "hantai", "hengyang", "xincheng", "xiji")
UNIT_KINDS = {"member": "成员单位", "village": "村（社区）"}
GROUNDS = {"boundary": "不得采用", "other_level": "不是乡镇的应办"}
TRIGGER_ARTICLES = {"40_1": "第四十条第一项", "40_2": "第四十条第二项", "40_3": "第四十条第三项"}
TRIGGER_TO = {"unit": "责任单位", "first": "责任单位，首办单位协办", "head": "责任单位，由主要负责人签发办结报告"}
DEFAULT_UNITS = ["member", "village"]
REMIND = {
    Cadence.DAILY: ({"before": [], "on": True, "after": []}, 1),
    Cadence.WEEKLY: ({"before": [1], "on": True, "after": [1]}, 2),
    Cadence.HALF_MONTHLY: ({"before": [3, 1], "on": True, "after": [1, 3]}, 3),
}
REMIND_ELSE = ({"before": [3, 1], "on": True, "after": [1, 3, 7]}, 3)

_ENTRY = {"cite": str, "text": str, "law": bool, "is_office_rule": bool, "office_reason": str}
_SECTIONS = {
    "titles": {"role": str, "label": str, "held_by": str},
    "sessions": {
        "kind": str, "label": str, "chaired_by": list, "attended_by": str, "invitees": str, "notice_days": int,
    },
    "clauses": {
        "key": str, "label": str, "cadence": str, "owed_by": str, "unit_kinds": list, "due": dict, "remind": dict,
        "escalate_after": int,
    },
    "standing": {"institution": str, "label": str},
    "accountability": {
        "key": str, "label": str, "level": int, "decided_by": str, "proposal_only": bool, "organ": str,
    },
    "triggers": {"key": str, "label": str, "limit": int, "to": str, "article": str},
    "marks": {"kind": str, "label": str, "pattern": str, "example": str},
    "kpi": {
        "key": str, "label": str, "numerator": str, "denominator": str, "date_basis": str, "statistic_only": bool,
        "weight": int,
    },
    "not_adopted": {"ground": str, "reason": str},
}  # fmt: skip
SECTIONS = {
    "titles": "职务称谓", "sessions": "会议种类", "clauses": "应办事项", "standing": "常设要求",
    "accountability": "问责方式", "triggers": "督办事由", "marks": "文号编号", "kpi": "指标口径", "not_adopted": "不采用",
}  # fmt: skip
_NEEDED = {
    "titles": ("role", "label"),
    "sessions": ("kind", "label", "chaired_by"),
    "clauses": ("key", "label", "cadence", "owed_by", "due"),
    "standing": ("institution", "label"),
    "accountability": ("key", "label", "level", "decided_by"),
    "triggers": ("key", "label", "limit", "to", "article"),
    "marks": ("kind", "label", "pattern"),
    "kpi": ("key", "label", "numerator", "denominator", "date_basis"),
    "not_adopted": ("ground", "reason"),
}
_HEAD = {
    "key": str, "letter": str, "name": str, "document": str, "number": str, "issued_on": date, "date_note": str, "seed": str,
    "about": str,
}  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """One parsed profile. Each section is a tuple of entries, in the order of the file."""

    key: str
    letter: str
    name: str
    document: str
    about: str
    number: str = ""
    issued_on: date | None = None
    date_note: str = ""
    seed: str = ""
    sections: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The document with its number, as a row of the history prints it."""
        return f"{self.document}{self.number}"

    @property
    def clauses(self) -> tuple[Entry, ...]:
        return self.sections["clauses"]

    @property
    def values(self) -> dict[str, list[dict]]:
        """What a township keeps of it besides the clauses: titles, sessions, accountability, triggers, marks, kpi and standing."""
        kept = ("titles", "sessions", "standing", "accountability", "triggers", "marks", "kpi")
        return {section: [dict(entry) for entry in self.sections[section]] for section in kept}

    def clause(self, key: str) -> Entry | None:
        return next((entry for entry in self.clauses if entry["key"] == key), None)


def parse_profile(data: Mapping) -> Profile:
    """The profile in a parsed TOML file; Refused with the place and a sentence for anything that is not allowed."""
    unknown = set(data) - {"profile", *_SECTIONS}
    if unknown:
        raise Refused(f"制度方案里有不认识的部分：{'、'.join(sorted(unknown))}。")
    head = checked("profile", data.get("profile", {}), _HEAD, ("key", "letter", "name", "document", "about"))
    if head["key"] not in PROFILE_KEYS:
        raise Refused(f"没有叫“{head['key']}”的制度方案。")
    sections = {name: tuple(_entries(name, data.get(name, ()))) for name in _SECTIONS}
    _no_twins(sections["clauses"])
    return Profile(**head, sections=sections)


def check_entry(section: str, row: Mapping, where: str = "") -> Entry:
    """A copy of one entry, completed; Refused when it is not allowed. where: its place, for the sentence."""
    where = where or SECTIONS[section]
    entry = checked(where, row, _SECTIONS[section] | _ENTRY, (*_NEEDED[section], "cite", "text"), bounds=section)
    _cited(where, entry)
    _CHECKS.get(section, _nothing)(where, entry)
    return entry


def _entries(section: str, rows):
    for number, row in enumerate(rows, start=1):
        yield check_entry(section, row, f"{SECTIONS[section]}第{number}项")


def _cited(where: str, entry: Entry) -> None:
    if entry.get("law") != (entry["cite"].startswith("《信访工作条例》") or None):
        raise Refused(f"{where}：出自条例的写明 law = true，依据写《信访工作条例》；其他的不写。", field="law")
    if entry.get("is_office_rule") and len(entry.get("office_reason", "")) < 6:
        raise Refused(f"{where}：本办规定的，要写明原文缺什么、为什么这样定。", field="office_reason")


def _clause(where: str, entry: Entry) -> None:
    known = CLAUSE_KEYS.get(entry["key"])
    if known is None:
        raise Refused(f"{where}：没有叫“{entry['key']}”的应办事项。", field="key")
    one_of(where, "cadence", entry["cadence"], Cadence)
    one_of(where, "owed_by", entry["owed_by"], Owed)
    if entry["owed_by"] != known.owed_by:
        raise Refused(f"{where}：“{known.label}”由{known.owed_by.label}办。", field="owed_by")
    try:
        check_due(entry["cadence"], entry["due"])
    except Refused as refused:
        raise Refused(f"{where}：{refused.message}", field="due") from None
    remind, escalate = REMIND.get(Cadence(entry["cadence"]), REMIND_ELSE)
    entry.setdefault("remind", dict(remind))
    entry.setdefault("escalate_after", escalate)
    entry.setdefault("unit_kinds", list(DEFAULT_UNITS) if entry["owed_by"] == Owed.UNITS else [])
    for kind in entry["unit_kinds"]:
        one_of(where, "unit_kinds", kind, UNIT_KINDS)
    check_remind(entry["remind"], entry["escalate_after"])
    entry["institution"] = known.institution


def check_remind(remind: Mapping, escalate_after: int) -> None:
    """Refused for a reminder plan with senseless numbers: working days, 0 to 30, at most five on each side."""
    if set(remind) - {"before", "on", "after"} or not isinstance(remind.get("on", False), bool):
        raise Refused("提醒写提前几个工作日、当天提不提醒、逾期几个工作日。", field="remind")
    for side in ("before", "after"):
        days = remind.get(side, [])
        if len(days) > 5 or any(type(day) is not int or not 0 < day <= 30 for day in days):
            raise Refused("提醒的工作日数填 1 到 30，前后各不超过五次。", field=side)
    if type(escalate_after) is not int or not 0 <= escalate_after <= 30:
        raise Refused("逾期上报填 0 到 30 个工作日，0 表示不上报。", field="escalate_after")


def _title(where: str, entry: Entry) -> None:
    one_of(where, "role", entry["role"], ROLES)


def _session(where: str, entry: Entry) -> None:
    one_of(where, "kind", entry["kind"], SESSION_KINDS)
    for role in entry["chaired_by"]:
        one_of(where, "chaired_by", role, ROLES)
    if not 0 <= entry.get("notice_days", 0) <= 30:
        raise Refused(f"{where}：会议通知提前 0 到 30 日。", field="notice_days")


def _form(where: str, entry: Entry) -> None:
    one_of(where, "key", entry["key"], FORMS)
    one_of(where, "decided_by", entry["decided_by"], ("convenor", "director", "organ"))
    needs_organ = entry["key"] in ORGAN_FORMS
    if needs_organ != entry.get("proposal_only", False) or needs_organ != (entry["decided_by"] == "organ"):
        raise Refused(
            f"{where}：“{entry['label']}”只能由有权机关作出的，写 proposal_only = true；本办能定的不写。",
            field="proposal_only",
        )
    if needs_organ and not entry.get("organ"):
        raise Refused(f"{where}：要写明向哪个机关提出建议。", field="organ")


def _trigger(where: str, entry: Entry) -> None:
    one_of(where, "article", entry["article"], TRIGGER_ARTICLES)
    one_of(where, "to", entry["to"], TRIGGER_TO)
    if not 1 <= entry["limit"] <= 30:
        raise Refused(f"{where}：建议办理时限填 1 到 30 个工作日。", field="limit")


def _mark(where: str, entry: Entry) -> None:
    one_of(where, "kind", entry["kind"], MARK_KINDS)
    if "{n}" not in entry["pattern"] or "{year}" not in entry["pattern"]:
        raise Refused(f"{where}：编号式样要有年份 {{year}} 和序号 {{n}}。", field="pattern")


def _kpi(where: str, entry: Entry) -> None:
    if entry.get("statistic_only", False) != ("weight" in entry) or entry.get("weight", 0) != 0:
        raise Refused(
            f"{where}：只作统计的写 statistic_only = true 和 weight = 0；其他指标不在这里写权重。", field="weight"
        )
    if any(word in entry["label"] for word in ("上访", "越级", "集体访", "三无")) and not entry.get("statistic_only"):
        raise Refused(f"{where}：来访数量只作统计，权重为 0。", "条例第39条", "statistic_only")


def _not_adopted(where: str, entry: Entry) -> None:
    one_of(where, "ground", entry["ground"], GROUNDS)


def _nothing(where: str, entry: Entry) -> None:
    return None


def _no_twins(clauses: tuple[Entry, ...]) -> None:
    keys = [entry["key"] for entry in clauses]
    twins = sorted({key for key in keys if keys.count(key) > 1})
    if twins:
        raise Refused(f"应办事项写了两次：{'、'.join(CLAUSE_KEYS[key].label for key in twins)}。", field="key")


_CHECKS = {
    "titles": _title,
    "sessions": _session,
    "clauses": _clause,
    "accountability": _form,
    "triggers": _trigger,
    "marks": _mark,
    "kpi": _kpi,
    "not_adopted": _not_adopted,
}
