"""Forms about a roster: the table of slots in place, leave, swaps, emergency period."""

from datetime import date

from django import forms

from meetings.receptions.actions.rosters import SlotEdit
from meetings.receptions.models.rosters import DutySlot
from meetings.receptions.queries.rosters import leaders_on, slots_between
from meetings.receptions.rules.receptions import FORM_CHOICES
from meetings.receptions.rules.roster_states import LEAVE_KINDS
from township.dates import short_date
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import PersonField, RowField


class SlotsForm(forms.Form):
    """The whole table: A, B, form and place of every slot that is still open."""

    def __init__(self, data=None, *, slots: list[DutySlot], leaders: list, today: date):
        super().__init__(data)
        self.slots = [slot for slot in slots if slot.signed_in_at is None and slot.day >= today]
        people = [(person.pk, person.name) for person in leaders]
        for slot in self.slots:
            known = dict(people) | {p.pk: p.name for p in (slot.a, slot.b) if p}
            for part in ("a", "b"):
                chosen = getattr(slot, f"{part}_id")
                self.fields[f"{part}-{slot.pk}"] = forms.TypedChoiceField(
                    choices=[("", "（空缺）"), *known.items()],
                    required=False,
                    initial=chosen,
                    coerce=int,
                    empty_value=None,
                    label=f"{short_date(slot.day)}{part.upper()}角",
                    error_messages={"invalid_choice": "没有这个人员，请重新选择。"},
                )
            self.fields[f"form-{slot.pk}"] = forms.ChoiceField(
                choices=FORM_CHOICES,
                initial=slot.form,
                label="形式",
                error_messages={"required": "请选择形式。", "invalid_choice": "没有这个形式。"},
            )
            self.fields[f"place-{slot.pk}"] = WordsField("地点", most=120, initial=slot.place)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name.startswith("place") else "form-select"
            field.widget.attrs["aria-label"] = field.label

    def rows(self) -> list[tuple]:
        """(slot, A, B, form, place) as bound fields."""
        return [(slot, *(self[f"{name}-{slot.pk}"] for name in ("a", "b", "form", "place"))) for slot in self.slots]

    def edits(self) -> list[SlotEdit]:
        data = self.cleaned_data
        return [
            SlotEdit(slot.pk, *(data[f"{name}-{slot.pk}"] for name in ("a", "b", "form", "place")))
            for slot in self.slots
        ]


class LeaveForm(forms.Form):
    """Leave of a leader; leaders enter only their own."""

    person = PersonField("领导", empty="（请选择领导）")
    kind = PickField("类别", LEAVE_KINDS.items())
    first = DayField("开始日期")
    last = DayField("结束日期")

    def __init__(self, *args, township_id: int, today: date, own: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(leaders_on(township_id, today), today)
        if own:
            del self.fields["person"]
        self.own = own

    def values(self) -> dict:
        data = self.cleaned_data
        person_id = self.own or data["person"].pk
        return {"person_id": person_id, "kind": data["kind"], "first": data["first"], "last": data["last"]}


class SwapForm(forms.Form):
    """Who is to take the turn over, and which of the other leader's turns is taken in exchange."""

    taker = PersonField("请谁接替", empty="（请选择领导）")
    back = RowField(
        "换回对方的班次",
        required=False,
        empty="（不换回，只请对方接替）",
        words=lambda slot: f"{short_date(slot.day)} {slot.a.name}",
        error_messages={"invalid_choice": "没有这个班次，请刷新页面。"},
        help_text="只能选所请领导担任A角的班次。",
    )

    def __init__(self, *args, slot: DutySlot, last: date, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        township = slot.roster.township_id
        self.fields["taker"].offer(leaders_on(township, slot.day).exclude(pk=slot.a_id), slot.day)
        rows = slots_between(township, today, last).filter(signed_in_at__isnull=True, a__isnull=False)
        self.fields["back"].offer(rows.exclude(a_id=slot.a_id))


class AnswerNoteForm(forms.Form):
    """How the leader answered, when the office notes the answer."""

    note = WordsField("代办说明", required=False, most=60, hint="如：本人电话同意")


class EmergencyForm(forms.Form):
    """A special protection period."""

    name = WordsField("名称", most=40, hint="如：国庆节特护期")
    first = DayField("开始日期")
    last = DayField("结束日期")
    basis = WordsField("依据", required=False, most=100, hint="如：县委通知")


class ReturnForm(forms.Form):
    """Why the roster goes back."""

    remark = WordsField("退回意见", rows=2, required=False, most=200, help_text="退回要写明意见；公布可以不写。")
