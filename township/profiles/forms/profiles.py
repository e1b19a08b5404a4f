"""The rule profile: adopt one, change a clause, take one over or give it up, decide."""

import re

from django import forms

from township.dates import WEEKDAY_CHOICES
from township.directory.rules.identity import half_width
from township.frame.forms.fields import DayField, WordsField
from township.profiles.rules.clauses import ClauseValues
from township.profiles.rules.periods import Cadence, Owed, Shift
from township.profiles.rules.profiles import UNIT_KINDS
from township.profiles.rules.values import CHOICES, EDITABLE, MOST_WORDS, USUAL_WORDS

BASES = [("end", "期末"), ("start", "期初"), ("day", "当月几日（填在右边）"), ("weekday", "星期几（按周的制度）")]
REASON = "写明为什么改，4 到 200 字；改了周期、到期日或由谁办的，这句话会作为“本办规定”写在这一条下面。"


ENTRY_HELP = {
    "organ": "写机关全称，印在文书的抬头，如“中共清河镇纪律检查委员会”。",
    "cite": "写本地印发的制度名称和条款，印在文书上；没有改过的，文书上写“本地信访工作联席会议制度”。",
}


class StartForm(forms.Form):
    """From which day, and why: to take a clause over, to give one up, or to adopt a profile."""

    valid_from = DayField("实行日期", help_text="从这一天起的周期按新的办法；以前的周期不变。")
    reason = WordsField("理由", most=200, rows=2)


class AdoptForm(StartForm):
    reason = WordsField(
        "说明",
        most=200,
        required=False,
        rows=2,
        help_text="如“经党政联席会议研究采用”。",
    )


class DecideForm(forms.Form):
    remark = WordsField("意见", most=200, required=False, help_text="退回时必须写明原因。")


class ClauseForm(StartForm):
    """The values of one clause. `values()` gives the columns of the table."""

    label = WordsField("应办事项", min_length=2, most=80)
    cadence = forms.ChoiceField(label="周期", choices=Cadence.pairs())
    unit_kinds = forms.MultipleChoiceField(
        label="由哪类单位办", choices=list(UNIT_KINDS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    basis = forms.ChoiceField(label="到期从哪里算", choices=BASES)
    day = forms.IntegerField(label="几日", min_value=1, max_value=31, required=False, help_text="31 表示当月最后一天。")
    weekday = forms.ChoiceField(label="星期几", choices=[("", "—"), *WEEKDAY_CHOICES], required=False)
    offset = forms.IntegerField(
        label="再推后几日", min_value=-366, max_value=366, required=False, help_text="自然日；负数表示提前。"
    )
    shift = forms.ChoiceField(label="遇休息日", choices=Shift.pairs())
    before = forms.CharField(
        label="提前几个工作日提醒", max_length=20, required=False, help_text="如“3、1”；不提醒就空着。"
    )
    on = forms.BooleanField(label="到期当天提醒", required=False)
    after = forms.CharField(label="逾期几个工作日提醒", max_length=20, required=False, help_text="如“1、3、7”。")
    escalate_after = forms.IntegerField(
        label="逾期几个工作日报主任和召集人", min_value=0, max_value=30, help_text="0 表示不上报。"
    )
    field_order = [
        "label",
        "cadence",
        "unit_kinds",
        "basis",
        "day",
        "weekday",
        "offset",
        "shift",
        "before",
        "on",
        "after",
        "escalate_after",
        "valid_from",
        "reason",
    ]

    def __init__(self, *args, clause: ClauseValues, **kwargs):
        kwargs["initial"] = initial_of(clause) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = REASON
        if clause.owed_by != Owed.UNITS:
            del self.fields["unit_kinds"]

    def clean_before(self) -> list[int]:
        return _days(self.cleaned_data["before"])

    def clean_after(self) -> list[int]:
        return _days(self.cleaned_data["after"])

    def clean(self) -> dict:
        data = super().clean()
        if data.get("basis") == "day" and not data.get("day"):
            self.add_error("day", "请填几日，1 到 31。")
        if data.get("basis") == "weekday" and not data.get("weekday"):
            self.add_error("weekday", "请选星期几。")
        if data.get("basis") == "weekday" and data.get("cadence") != Cadence.WEEKLY:
            self.add_error("basis", "只有按周的制度能选星期几。")
        if data.get("basis") == "day" and data.get("cadence") in (Cadence.DAILY, Cadence.WEEKLY, Cadence.HALF_MONTHLY):
            self.add_error("basis", "按日、按周、按半月的制度不能指定每月几日。")
        return data

    def values(self) -> dict:
        """Columns of the clause from the typed values; call it after is_valid()."""
        data = self.cleaned_data
        due: dict = {"shift": data["shift"]}
        if data["basis"] == "day":
            due["day"] = data["day"]
        elif data["basis"] == "weekday":
            due["weekday"] = int(data["weekday"])
        else:
            due["at"] = data["basis"]
        if data["offset"]:
            due["offset"] = data["offset"]
        if due["shift"] == Shift.NONE:
            del due["shift"]
        remind = {"before": data["before"], "on": data["on"], "after": data["after"]}
        found = {
            "label": data["label"].strip(),
            "cadence": data["cadence"],
            "due": due,
            "remind": remind,
            "escalate_after": data["escalate_after"],
        }
        return found | ({"unit_kinds": data["unit_kinds"]} if "unit_kinds" in data else {})


class EntryForm(StartForm):
    """The editable fields of one entry of the values. `values()` gives them by name."""

    base = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)

    def __init__(self, *args, section: str, entry: dict, **kwargs):
        offered = [field for field in EDITABLE[section] if field[0] != "organ" or entry.get("proposal_only")]
        self.names = [name for name, _, _ in offered]
        kwargs["initial"] = {name: entry.get(name) for name in self.names} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for name, label, is_number in offered:
            self.fields[name] = _entry_field(name, label, is_number)
        if "pattern" in self.fields:
            self.fields["pattern"].help_text = "{mark} 是代字，{year} 是年份，{n} 是序号，如“{mark}〔{year}〕{n}号”。"
            self.fields["pattern"].required = True
        self.fields["valid_from"].help_text = "从这一天起按新的规定。"
        self.fields["reason"].help_text = "4 到 200 字，会作为“本办规定”写在这一条下面。"
        self.order_fields([*self.names, "valid_from", "reason"])

    def values(self) -> dict:
        """Call it after is_valid()."""
        return {name: self.cleaned_data[name] for name in self.names}


def _entry_field(name: str, label: str, is_number: bool) -> forms.Field:
    if name in CHOICES:
        return forms.ChoiceField(label=label, choices=list(CHOICES[name].items()))
    if is_number:
        return forms.IntegerField(label=label, min_value=0, max_value=30, required=False)
    most = MOST_WORDS.get(name, USUAL_WORDS)
    return forms.CharField(
        label=label, max_length=most, required=name in ("label", "cite"), help_text=ENTRY_HELP.get(name, "")
    )


def initial_of(clause: ClauseValues) -> dict:
    """What the form shows of a clause."""
    due, remind = clause.due, clause.remind
    basis = "weekday" if due.get("weekday") else "day" if due.get("day") else due.get("at", "end")
    return {
        "label": clause.label,
        "cadence": clause.cadence,
        "unit_kinds": clause.unit_kinds,
        "basis": basis,
        "day": due.get("day"),
        "weekday": str(due.get("weekday", "")),
        "offset": due.get("offset"),
        "shift": due.get("shift", Shift.NONE),
        "on": remind.get("on", False),
        "escalate_after": clause.escalate_after,
        "before": "、".join(str(day) for day in remind.get("before", ())),
        "after": "、".join(str(day) for day in remind.get("after", ())),
    }


def _days(typed: str) -> list[int]:
    parts = [part for part in re.split(r"[、，,;；\s]+", half_width(typed)) if part]
    if any(not (part.isascii() and part.isdigit()) or not 1 <= int(part[:4]) <= 30 for part in parts) or len(parts) > 5:
        raise forms.ValidationError("填 1 到 30 的数字，用顿号隔开，不超过五个，如“3、1”。")
    return [int(part) for part in parts]
