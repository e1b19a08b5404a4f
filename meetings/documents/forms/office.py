"""Forms of working groups, responsibility letters and annual work points."""

import re
from datetime import date

from django import forms

from meetings.documents.actions.groups import GroupData
from meetings.documents.actions.letters import LettersData
from meetings.documents.actions.plans import PointData
from meetings.documents.queries.groups import GroupFilter
from meetings.documents.queries.letters import LettersFilter
from meetings.documents.queries.plans import PlanFilter
from meetings.documents.rules.groups import GROUND_CHOICES, RHYTHM_CHOICES
from meetings.documents.rules.groups import STATE_CHOICES as GROUP_STATES
from meetings.documents.rules.letters import STATE_CHOICES as LETTER_STATES
from meetings.documents.rules.papers import MOST_WORDS
from meetings.documents.rules.plans import STATE_CHOICES as PLAN_STATES
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from township.directory.queries.recipients import leaders
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.pickers import PeopleField, PersonField, UnitField, UnitsField

PLACES_HINT = "{单位}、{年度}、{乡镇}、{甲方} 打印时自动换成各单位的内容。"


def offer_members(form: forms.Form, township_id: int, today: date) -> None:
    """The units and leaders that may belong to a group."""
    form.fields["units"].offer(member_units(township_id).order_by("order", "pk"))
    form.fields["people"].offer(leaders(township_id, today), today)


def members_chosen(data: dict) -> dict:
    """The ticked members as the actions take them."""
    return {
        "unit_ids": tuple(unit.pk for unit in data["units"]),
        "person_ids": tuple(person.pk for person in data["people"]),
    }


class MembersForm(ActForm):
    """Who belongs to the group besides the lead unit and the head."""

    units = UnitsField("成员单位")
    people = PeopleField("成员（领导）")

    def starting(self) -> dict:
        members = self.row.members.filter(left_on__isnull=True)
        return {
            "units": [one.unit_id for one in members if one.unit_id],
            "people": [one.person_id for one in members if one.person_id],
        }

    def prepare(self) -> None:
        offer_members(self, self.row.township_id, self.today)

    def values(self) -> dict:
        return members_chosen(self.cleaned_data)


class GroupFilterForm(FilterForm):
    asks = GroupFilter
    state = PickField("状态", GROUP_STATES, empty="全部")


class GroupForm(forms.Form):
    """A proposal."""

    name = WordsField("小组名称", most=60, hint="××问题专项工作小组", help_text="不写信访人姓名。")
    ground = PickField("成立依据", GROUND_CHOICES)
    lead = UnitField("牵头单位")
    head = PersonField("组长", required=False, empty="（不设）")
    mandate = WordsField("工作任务", rows=4, most=1000, help_text="要解决什么问题，做到什么程度撤销。")
    rhythm = PickField("报告周期", RHYTHM_CHOICES)
    units = UnitsField("成员单位")
    people = PeopleField("成员（领导）")
    linked = WordsField(
        "关联事项编号", rows=2, most=600, required=False, help_text="一行一个；涉及对象和回避人看不到本小组。"
    )
    field_order = ["name", "ground", "lead", "head", "mandate", "rhythm", "units", "people", "linked"]

    def __init__(self, *args, township_id: int, today, **kwargs):
        super().__init__(*args, **kwargs)
        offer_members(self, township_id, today)
        self.fields["lead"].offer(member_units(township_id))
        self.fields["head"].offer(leaders(township_id, today), today)

    def data_for_action(self) -> GroupData:
        data = self.cleaned_data
        return GroupData(
            name=data["name"],
            ground=data["ground"],
            lead_id=data["lead"].pk,
            mandate=data["mandate"],
            rhythm=data["rhythm"],
            head_id=data["head"].pk if data["head"] else None,
            linked=tuple(re.split(r"[\s,，、;；]+", data["linked"])),
            **members_chosen(data),
        )


class DecisionForm(ActForm):
    remark = WordsField("召集人意见", rows=2, required=False, most=300, help_text="不同意要写明意见；同意可以不写。")


class LinkForm(ActForm):
    refusals = {"linked": "number"}
    number = WordsField("事项编号", most=60)


class ReportForm(ActForm):
    text = WordsField("工作情况", rows=4, most=2000)


class DisbandForm(ActForm):
    result = WordsField("工作结果", rows=3, most=1000, help_text="撤销以后不能恢复。")


class LettersForm(forms.Form):
    """Text of a year's letters."""

    year = NumberField("年度")
    title = WordsField("名称", most=60)
    sign_by = DayField("签订期限")
    body = WordsField("文本", rows=18, most=MOST_WORDS, help_text=PLACES_HINT)

    def data_for_action(self) -> LettersData:
        data = self.cleaned_data
        return LettersData(data["year"], data["title"], data["sign_by"], data["body"].replace("\r\n", "\n"))


class LettersTextForm(TextForm):
    """The text of a year while it is a draft; the year stays."""

    title = WordsField("名称", most=60)
    sign_by = DayField("签订期限")
    field_order = ("title", "sign_by", "body")

    def starting(self) -> dict:
        return super().starting() | {"title": self.row.title, "sign_by": self.row.sign_by}

    def prepare(self) -> None:
        super().prepare()
        self.fields["body"].help_text = PLACES_HINT


class LettersFilterForm(FilterForm):
    asks = LettersFilter
    state = PickField("状态", LETTER_STATES, empty="全部")


class SignatureForm(ActForm):
    """Both parties signed."""

    signed_on = DayField("签订日期")
    party_a = WordsField("甲方签字人", most=40)
    party_b = WordsField("乙方签字人", most=40)
    scan = forms.FileField(label="扫描件", required=False, help_text="PDF 或图片，可以不传。")

    def starting(self) -> dict:
        return {"signed_on": self.today}


class YearForm(forms.Form):
    year = NumberField("年度")


class PlanFilterForm(FilterForm):
    asks = PlanFilter
    state = PickField("状态", PLAN_STATES, empty="全部")


class PrefaceForm(ActForm):
    preface = WordsField("总体要求", rows=4, most=2000, required=False)

    def starting(self) -> dict:
        return {"preface": self.row.preface}


class PointForm(ActForm):
    """One point."""

    text = WordsField("要点", rows=2, most=200)
    unit = UnitField("责任单位")
    due_on = DayField("完成时限")
    done_when = WordsField("完成标准", most=200, help_text="做到什么程度算完成。")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.row.township_id))

    def values(self) -> dict:
        data = self.cleaned_data
        return {"data": PointData(data["text"], data["unit"].pk, data["due_on"], data["done_when"])}


class ProgressForm(ActForm):
    percent = NumberField("进度（%）", help_text="填 100 即为完成。")
    text = WordsField("进展情况", rows=2, most=300)

    def starting(self) -> dict:
        return {"percent": self.row.points.filter(pk=self.part).values_list("percent", flat=True).first()}
