"""Forms of receptions: the record, a visit and its outcome, called units; and of liaison points."""

from datetime import date

from django import forms
from django.utils.timezone import localtime

from meetings.receptions.actions.receptions import ReceptionData
from meetings.receptions.actions.visitors import VisitorData
from meetings.receptions.models.receptions import Visitor
from meetings.receptions.queries.rosters import leaders_on
from meetings.receptions.rules.receptions import FORM_CHOICES, PENDING
from records.acts.forms import ActForm
from township.dates import moment_on
from township.directory.queries.units import invitable_units, member_units
from township.frame.forms.fields import DayField, NumberField, PersonalWords, PickField, TimeField, WordsField
from township.frame.forms.pickers import PersonField, UnitField


def places(township_id: int):
    """Villages, communities and member units that a leader may go to."""
    return member_units(township_id).exclude(is_office=True).order_by("-kind", "order", "pk")


class ReceptionForm(forms.Form):
    """A reception begins."""

    leader = PersonField("接访领导", empty="（请选择领导）")
    form = PickField("形式", FORM_CHOICES)
    held_on = DayField("接访日期")
    place = WordsField("地点", most=120)
    unit = UnitField("所到村（社区）、单位", required=False, empty="（下访时选择）")
    case_number = WordsField("所带事项编号", required=False, most=40, help_text="带案下访时填写，按事项页面上的编号。")
    is_joint = forms.BooleanField(label="联合接访（通知有关单位到场）", required=False)

    def __init__(self, *args, township_id: int, today: date, own: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].offer(leaders_on(township_id, today), today)
        self.fields["unit"].offer(places(township_id))
        if own:
            del self.fields["leader"]
        self.own = own

    def data_for_action(self, slot_id: int | None) -> ReceptionData:
        data = self.cleaned_data
        return ReceptionData(
            self.own or data["leader"].pk,
            data["form"],
            data["held_on"],
            data["place"],
            data["unit"].pk if data["unit"] else None,
            data["is_joint"],
            data["case_number"],
            slot_id,
        )


KEPT = "（不变）"  # in place of what a form does not show in clear


class VisitorForm(PersonalWords, ActForm):
    """One visit: who, how many, what about."""

    name = WordsField("姓名", required=False, most=60, help_text="多人来访的填代表；不愿留姓名的可以不填。")
    phone = WordsField("电话", required=False, most=40)
    headcount = NumberField("人数", initial=1)
    words = WordsField("反映情况", rows=3, most=500)

    def prepare(self) -> None:
        for name in ("name", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def values(self) -> dict:
        data = self.cleaned_data
        return {"data": VisitorData(data["words"], data["name"], data["phone"], data["headcount"])}


class CorrectVisitorForm(VisitorForm):
    """The visit as it was written down, to be put right. It names the visit's words only to who may read them."""

    result = WordsField("答复或原因", rows=3, required=False, most=1000)
    reason = WordsField("更正理由", most=200, hint="如：当时听错了地点")

    def starting(self) -> dict:
        visitor = self._visitor()
        if visitor is None:
            return {}
        return {name: getattr(visitor, name) for name in ("headcount", "words", "result")} | {
            name: KEPT for name in ("name", "phone") if getattr(visitor, name)
        }

    def prepare(self) -> None:
        super().prepare()
        for name in ("name", "phone"):
            self.fields[name].help_text = f"不更正的，保留“{KEPT}”。"
        visitor = self._visitor()
        if visitor is None or visitor.outcome == PENDING:
            del self.fields["result"]

    def values(self) -> dict:
        data, visitor = self.cleaned_data, self._visitor()
        name, phone = (getattr(visitor, key) if data[key] == KEPT else data[key] for key in ("name", "phone"))
        return {
            "data": VisitorData(data["words"], name, phone, data["headcount"]),
            "result": data.get("result", ""),
            "reason": data["reason"],
        }

    def _visitor(self) -> Visitor | None:
        return self.row.visitors.filter(pk=self.part).first()


class CaseToldForm(PersonalWords, ActForm):
    """What became of the case that was taken along."""

    text = WordsField(
        "所带事项的情况", rows=4, most=1000, hint="到了哪里，见了谁的单位，当场定了什么，下一步谁在什么时候前做什么"
    )

    def starting(self) -> dict:
        return {"text": self.row.case_told}


class AnswerForm(PersonalWords, ActForm):
    """Answered on the spot, perhaps with a promise."""

    answer = WordsField("答复内容", rows=3, most=1000)
    promise = WordsField("承诺事项", required=False, most=300, hint="没有承诺的不填")
    promise_due_on = DayField("承诺期限", required=False)


class RecordForm(PersonalWords, ActForm):
    """Neither a case nor an answer."""

    reason = WordsField("原因", rows=2, most=1000, hint="如：属于诉讼请求，已释明应向法院提出")


class PromiseForm(PersonalWords, ActForm):
    """What was done about the promise."""

    result = WordsField("兑现情况", rows=2, most=500)


class RevealForm(forms.Form):
    """Why name and telephone are looked at."""

    reason = WordsField("查看理由", most=100, hint="如：电话告知处理进展")


class CallUnitForm(ActForm):
    """A unit is called to the reception."""

    refusals = {"called_at": "clock"}
    unit = UnitField("通知单位")
    day = DayField("通知日期")
    clock = TimeField("通知时间")

    def starting(self) -> dict:
        return {"day": self.today, "clock": self.request.at.time().replace(second=0, microsecond=0)}

    def prepare(self) -> None:
        self.fields["unit"].offer(invitable_units(self.row.township_id).exclude(is_office=True))

    def values(self) -> dict:
        data = self.cleaned_data
        return {"unit_id": data["unit"].pk, "called_at": moment_on(data["day"], data["clock"])}


class NoteUnitForm(PersonalWords, ActForm):
    """Who came, or why nobody did."""

    refusals = {"came_at": "clock"}
    day = DayField("到场日期", required=False)
    clock = TimeField("到场时间", required=False)
    who = WordsField("到场人员", required=False, most=60)
    absence = WordsField("未到原因", required=False, most=100, help_text="没有到场的填写；到场的不填。")
    result = WordsField("处理意见", rows=3, required=False, most=1000)

    def starting(self) -> dict:
        called = self.row.called_units.filter(pk=self.part).first()
        if called is None:
            return {}
        came = localtime(called.came_at) if called.came_at else None
        kept = {name: getattr(called, name) for name in ("who", "absence", "result")}
        return kept | ({"day": came.date(), "clock": came.time()} if came else {})

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("day")) != bool(data.get("clock")):
            self.add_error("clock", "到场日期和时间要一起填。")
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        came_at = (
            moment_on(data["day"], data["clock"]) if data["day"] and data["clock"] and not data["absence"] else None
        )
        return {"came_at": came_at, "who": data["who"], "absence": data["absence"], "result": data["result"]}


class PointForm(forms.Form):
    """A liaison point for a leader."""

    person = PersonField("领导", empty="（请选择领导）")
    unit = UnitField("联系点")
    since = DayField("联系自")

    def __init__(self, *args, township_id: int, today: date, **kwargs):
        super().__init__(*args, initial={"since": today}, **kwargs)
        self.fields["person"].offer(leaders_on(township_id, today), today)
        self.fields["unit"].offer(places(township_id))

    def values(self) -> dict:
        data = self.cleaned_data
        return {"person_id": data["person"].pk, "unit_id": data["unit"].pk, "since": data["since"]}


class VisitForm(forms.Form):
    """A visit to a liaison point."""

    on = DayField("走访日期")
    text = WordsField("督导情况", rows=4, most=1000, hint="了解了哪些情况，督促解决了什么；不写信访人姓名")
