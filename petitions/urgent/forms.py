"""Forms of urgent information: one page to report, then one small form for each act."""

from datetime import datetime

from django import forms

from petitions.urgent.actions.urgent import ReportData
from petitions.urgent.queries import UrgentFilter, units_to_tell
from petitions.urgent.rules import LEVELS, STATE_CHOICES
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from township.actors import Actor
from township.dates import moment_on
from township.frame.forms.fields import DayField, NumberField, PersonalWords, PickField, TimeField, WordsField
from township.frame.forms.pickers import UnitField, UnitsField
from township.permissions import Reach


class UrgentForm(PersonalWords, forms.Form):
    """What, where, when, how many, which demand, what was done. No names are asked for."""

    story = WordsField("发生了什么", rows=4, most=2000, hint="谁来了不用写姓名，写清经过和现在的情况")
    demand = WordsField("主要诉求", rows=2, most=500, hint="如：要求结清工程款")
    place = WordsField("地点", most=60, hint="如：镇政府大门口")
    headcount = NumberField("大约多少人", min_value=1, max_value=9999)
    happened_on = DayField("发生日期")
    happened = TimeField("发生时间")
    done = WordsField("已经做了什么", rows=2, required=False, most=1000, hint="如：村干部已到场劝解，正在接谈")
    by_phone = forms.BooleanField(label="这是电话接报（由联席办代为登记）", required=False)
    unit = UnitField("来电单位", required=False)
    told_by = WordsField("来电人", required=False, most=60, hint="单位、姓名、职务")
    told_on = DayField("接电话日期", required=False)
    told = TimeField("接电话时间", required=False)

    def __init__(self, *args, actor: Actor, reach: Reach, now: datetime, **kwargs):
        initial = {"happened_on": now.date(), "happened": f"{now:%H:%M}", "told_on": now.date(), "told": f"{now:%H:%M}"}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["headcount"].error_messages |= {
            "min_value": "人数至少 1 人。",
            "max_value": "人数不超过 9999。",
            "invalid": "人数请填整数。",
        }
        if reach == Reach.TOWNSHIP:
            self.fields["unit"].offer(units_to_tell(actor.township_id))
        else:
            for name in ("by_phone", "unit", "told_by", "told_on", "told"):
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if data.get("by_phone"):
            for name in ("unit", "told_by", "told_on", "told"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}。")
        return data

    def data_for_action(self, key: str) -> ReportData:
        data = self.cleaned_data
        is_phone = bool(data.get("by_phone"))
        return ReportData(
            happened_at=moment_on(data["happened_on"], data["happened"]),
            place=data["place"],
            headcount=data["headcount"],
            demand=data["demand"],
            story=data["story"],
            done=data["done"],
            told_by=data["told_by"] if is_phone else "",
            told_at=moment_on(data["told_on"], data["told"]) if is_phone else None,
            unit_id=data["unit"].pk if is_phone else None,
            submission_key=key,
        )


class _UnitsForm(PersonalWords, ActForm):
    """Units to be told; they see the whole file from then on."""

    units = UnitsField("通报单位")

    def prepare(self) -> None:
        self.fields["units"].offer(units_to_tell(self.row.township_id))

    def values(self) -> dict:
        given = super().values()
        return given | {"unit_ids": [unit.pk for unit in given.pop("units")]}


class JudgeForm(_UnitsForm):
    """Level, words, and the units it goes to."""

    level = PickField("级别", list(LEVELS.items()), radio=True)
    opinion = WordsField("研判意见和要求", rows=3, most=1000, hint="性质、风险、要求哪些单位做什么")
    field_order = ("level", "opinion", "units")


class LevelForm(PersonalWords, ActForm):
    """Another level, with the reason."""

    level = PickField("新级别", list(LEVELS.items()), radio=True)
    opinion = WordsField("理由", rows=2, most=500)


class PassOnForm(_UnitsForm):
    """Further units, with what they are to do."""

    text = WordsField("要求", rows=2, most=1000)


class EntryForm(PersonalWords, ActForm):
    """A further line of the log."""

    text = WordsField("内容", rows=3, most=2000, help_text="记入以后不能改；写错了再记一条更正。")


class PhoneForm(PersonalWords, ActForm):
    """Who was told upward by telephone."""

    organ = WordsField("报告给", most=60, hint="如：清川县信访联席办")
    person = WordsField("接话人", most=40, hint="姓名、职务")
    text = WordsField("报告内容", rows=2, most=1000)


class CloseForm(PersonalWords, ActForm):
    """How it ended."""

    text = WordsField("办结情况", rows=2, most=1000)


class UrgentFilterForm(FilterForm):
    asks = UrgentFilter
    state = PickField("状态", [("open", "未办结"), *STATE_CHOICES], empty="全部")
    level = PickField("级别", list(LEVELS.items()), empty="全部")
