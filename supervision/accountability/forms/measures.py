"""Forms of accountability measures."""

from django import forms
from django.utils.html import format_html

from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from supervision.accountability.actions.decisions import DecisionData
from supervision.accountability.actions.filling import MeasureData
from supervision.accountability.queries.failures import failures_of
from supervision.accountability.queries.measures import MeasureFilter, people_of_unit, rungs_of
from supervision.accountability.rules.grounds import Failure
from supervision.accountability.rules.measures import (
    ANSWER_CHOICES,
    LEAST_HEARING,
    MONTH_CHOICES,
    MOST_HEARING,
    SERVED_CHOICES,
    STATE_CHOICES,
    USUAL_HEARING,
)
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, TimeField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import PersonField, UnitField

SCAN = "PDF 或图片，可以选多个。"


def ground_words(failure: Failure) -> str:
    """A failure as a line to tick, with the way to its rows."""
    return format_html('{} <a href="{}" target="_blank" rel="noopener">查看</a>', failure.text, failure.url)


class UnitForm(forms.Form):
    """Whose failures: asked first, because the failures to choose from are that unit's."""

    unit = UnitField("责任单位")

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(member_units(actor.township_id))


class MeasureFields(forms.Form):
    """What is proposed, about a unit that stands."""

    person = PersonField("责任人", required=False, empty="（不选就是对单位）")
    form = PickField("问责方式")
    grounds = forms.MultipleChoiceField(
        label="依据的办理失误",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一条记录已经不在了，请重新勾选。"},
        help_text="只列系统记录在案的办理失误；群众信访、评价不满意本身不是依据。",
    )
    facts = WordsField(
        "事实", rows=4, most=2000, help_text="写明哪件事、应在什么时候办到哪一步、实际怎样；不写信访人姓名、电话。"
    )
    proportion = WordsField(
        "为什么选这种方式", rows=3, most=500, help_text="写明此前提醒、督办、问责的情况，以及较轻的方式为什么不够。"
    )
    days = NumberField("陈述期限（工作日）", min_value=LEAST_HEARING, max_value=MOST_HEARING, initial=USUAL_HEARING)
    contact = WordsField("联系人", personal=True, most=60, hint="姓名和办公电话")

    def offer(self, actor: Actor, unit: Unit, on) -> None:
        self.fields["person"].offer(people_of_unit(unit, on), on)
        self.fields["form"].choices = [
            ("", "（请选择）"),
            *((rung.key, rung.words) for rung in rungs_of(unit.township_id, on)),
        ]
        found = failures_of(actor, unit, on)
        self.fields["grounds"].choices = [(failure.key, ground_words(failure)) for failure in found]
        if not found:
            self.fields["grounds"].help_text = "系统里没有这个单位的办理失误记录，不能提出问责。"

    def given_data(self, unit: Unit) -> MeasureData:
        data = self.cleaned_data
        person: Person | None = data["person"]
        return MeasureData(
            unit_id=unit.pk,
            person_id=person.pk if person else None,
            form=data["form"],
            grounds=tuple(data["grounds"]),
            facts=data["facts"],
            proportion=data["proportion"],
            contact=data["contact"],
            days=data["days"],
        )


class NewMeasureForm(MeasureFields):
    """A new proposal about a unit."""

    def __init__(self, *args, actor: Actor, unit: Unit, on, ground: str = "", **kwargs):
        super().__init__(*args, initial={"days": USUAL_HEARING, "grounds": [ground] if ground else []}, **kwargs)
        self.unit = unit
        self.offer(actor, unit, on)

    def values(self) -> dict:
        return {"data": self.given_data(self.unit)}


class MeasureForm(MeasureFields, ActForm):
    """The proposal while the subject was not told."""

    def starting(self) -> dict:
        row = self.row
        kinds = ("candidate", "order", "cause")
        keys = [
            f"{kind}:{number}"
            for ground in row.grounds.all()
            for kind in kinds
            if (number := getattr(ground, f"{kind}_id")) is not None
        ]
        words = {name: getattr(row, name) for name in ("form", "facts", "proportion", "contact", "days")}
        return {"person": row.person_id, "grounds": keys, **words}

    def prepare(self) -> None:
        self.offer(self.actor, self.row.unit, self.today)

    def values(self) -> dict:
        return {"data": self.given_data(self.row.unit)}


class StateForm(ActForm):
    words = WordsField("陈述申辩", rows=8, most=3000, help_text="可以说明事实、理由，也可以请求办理人员回避。")
    files = FilesField("证明材料", help_text=SCAN)


class NoteStatementForm(ActForm):
    words = WordsField("书面陈述的内容", rows=8, most=3000)
    files = FilesField("签字的书面陈述", required=True, help_text=SCAN)


class ExtendForm(ActForm):
    until = DayField("延长到")
    reason = WordsField("理由", rows=2, most=300)


class ReasonForm(ActForm):
    reason = WordsField("理由", rows=4, most=500)


class LongReasonForm(ActForm):
    reason = WordsField("理由", rows=5, most=1500, help_text="逐条回应复核申请。")


class DecisionTextForm(TextForm):
    """The decision: its paper is written from the fields."""

    body = None
    findings = WordsField("认定的事实", rows=4, most=2000)
    answer = WordsField(
        "对陈述的意见", rows=3, most=1500, required=False, help_text="采纳了什么；没有采纳的写明理由。没有陈述的不填。"
    )
    demand = WordsField("整改要求", rows=3, most=1000)
    months = PickField("有效期", MONTH_CHOICES, radio=True)
    talk_on = DayField("约谈日期", required=False)
    talk_time = TimeField("约谈时间", required=False)
    talk_place = WordsField("约谈地点", required=False, most=60)

    def starting(self) -> dict:
        row = self.row
        names = ("answer", "demand", "months", "talk_on", "talk_time", "talk_place")
        given = {name: getattr(row, name) for name in names}
        return {"version": row.document.version, "findings": row.findings or row.facts, **given}

    def prepare(self) -> None:
        gone = [] if self.row.rung.is_talk else ["talk_on", "talk_time", "talk_place"]
        gone += ["months"] if self.row.organ else []
        gone += [] if self.row.stated_on else ["answer"]
        for name in gone:
            del self.fields[name]
        if self.row.organ:
            self.fields["demand"].label = "随函说明"

    def values(self) -> dict:
        data = self.cleaned_data
        given = DecisionData(
            findings=data["findings"],
            answer=data.get("answer", ""),
            demand=data["demand"],
            months=int(data.get("months") or 0),
            talk_on=data.get("talk_on"),
            talk_time=data.get("talk_time"),
            talk_place=data.get("talk_place", ""),
        )
        return {"body": "", "version": data["version"], "data": given}


class NoteReceiptForm(ActForm):
    how = PickField("送达方式", SERVED_CHOICES, radio=True)
    note = WordsField("送达情况", rows=2, most=300, hint="时间、地点、在场人")


class TalkForm(ActForm):
    held_on = DayField("约谈日期")
    present = WordsField("在场人", most=100, hint="职务和姓名")
    words = WordsField("约谈内容", rows=5, most=3000)
    said = WordsField("被约谈人陈述", rows=4, most=2000)
    promise = WordsField("整改承诺", rows=3, most=1000)

    def starting(self) -> dict:
        return {"held_on": self.row.talk_on}


class SignForm(ActForm):
    files = FilesField("签字后的约谈记录", required=True, help_text=SCAN)
    note = WordsField("签字情况", required=False, most=300, hint="有人拒绝签字的，写明情况")


class AnswerForm(ActForm):
    result = PickField("答复结果", ANSWER_CHOICES, radio=True)
    answered_on = DayField("答复日期")
    number = WordsField("答复文号", required=False, most=60)
    words = WordsField("答复内容", rows=4, most=2000, help_text="未采纳、部分采纳的写明理由。")
    files = FilesField("答复文件", help_text=SCAN)


class ObjectForm(ActForm):
    words = WordsField("复核申请", rows=6, most=3000, help_text="写明对哪一点不服、理由和请求。")
    files = FilesField("证明材料", help_text=SCAN)


class MeasureFilterForm(FilterForm):
    asks = MeasureFilter
    text = WordsField("编号", most=60)
    state = PickField("状态", [("open", "未了结"), ("standing", "现行有效"), *STATE_CHOICES], empty="全部")
    unit = UnitField("责任单位", empty="全部")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))
