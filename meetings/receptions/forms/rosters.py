"""Forms about a roster: the table of slots in place, leave, swaps, emergency period."""

from datetime import date, timedelta

from django import forms

from meetings.receptions.actions.rosters import SlotEdit
from meetings.receptions.forms.receptions import places
from meetings.receptions.queries.rosters import leaders_on, slots_between, slots_of
from meetings.receptions.rules.receptions import FORM_CHOICES
from meetings.receptions.rules.roster_states import LEAVE_KINDS
from records.acts.forms import ActForm
from township.dates import short_date
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import PersonField, RowField, UnitField

BACK_AHEAD = timedelta(days=27)


class SlotsForm(ActForm):
    """The whole table: A, B, form and place of every slot that is still open."""

    def prepare(self) -> None:
        self.slots = [s for s in slots_of(self.row) if s.signed_in_at is None and s.day >= self.today]
        leaders = leaders_on(self.row.township_id, max(self.row.monday, self.today))
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
            if name == "revision":
                continue
            field.widget.attrs["class"] = "form-control" if name.startswith("place") else "form-select"
            field.widget.attrs["aria-label"] = field.label

    def rows(self) -> list[tuple]:
        """(slot, A, B, form, place) as bound fields."""
        return [(slot, *(self[f"{name}-{slot.pk}"] for name in ("a", "b", "form", "place"))) for slot in self.slots]

    def values(self) -> dict:
        data, names = self.cleaned_data, ("a", "b", "form", "place")
        return {"edits": [SlotEdit(slot.pk, *(data[f"{name}-{slot.pk}"] for name in names)) for slot in self.slots]}


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


class SwapForm(ActForm):
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

    def prepare(self) -> None:
        slot = self.row.slots.filter(pk=self.part).first()
        day, giver = (slot.day, slot.a_id) if slot else (self.today, None)
        township = self.row.township_id
        self.fields["taker"].offer(leaders_on(township, day).exclude(pk=giver), day)
        rows = slots_between(township, self.today, day + BACK_AHEAD).filter(signed_in_at__isnull=True, a__isnull=False)
        self.fields["back"].offer(rows.exclude(a_id=giver))

    def values(self) -> dict:
        data = self.cleaned_data
        return {"taker_id": data["taker"].pk, "back_id": data["back"].pk if data["back"] else None}


class AnswerForm(ActForm):
    """The answer; how the leader gave it, when the office notes it for them."""

    note = WordsField("代办说明", required=False, most=60, hint="如：本人电话同意", help_text="代领导答复的填写。")

    def prepare(self) -> None:
        if self.row.slots.filter(swaps__pk=self.part, swaps__taker_id=self.actor.person_id).exists():
            del self.fields["note"]


class AbsenceForm(ActForm):
    """Why nobody was there."""

    reason = WordsField("缺岗说明", most=100, hint="如：临时赴县开会，由值班人员接待")


class TurnForm(ActForm):
    """The record of a turn: leader and day are known."""

    form = PickField("形式", FORM_CHOICES)
    place = WordsField("地点", most=120)
    unit = UnitField("所到村（社区）、单位", required=False, empty="（下访时选择）")
    case_number = WordsField("所带事项编号", required=False, most=40, help_text="带案下访时填写，按事项页面上的编号。")
    is_joint = forms.BooleanField(label="联合接访（通知有关单位到场）", required=False)

    def starting(self) -> dict:
        slot = self.row.slots.filter(pk=self.part).first()
        return {"form": slot.form, "place": slot.place} if slot else {}

    def prepare(self) -> None:
        self.fields["unit"].offer(places(self.row.township_id))

    def values(self) -> dict:
        data = super().values()
        unit = data.pop("unit")
        return data | {"unit_id": unit.pk if unit else None}


class EmergencyForm(forms.Form):
    """A special protection period."""

    name = WordsField("名称", most=40, hint="如：国庆节特护期")
    first = DayField("开始日期")
    last = DayField("结束日期")
    basis = WordsField("依据", required=False, most=100, hint="如：县委通知")
