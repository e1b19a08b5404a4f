"""Forms of commendations."""

from django import forms

from assessment.commendation.actions.commendations import Choice
from assessment.commendation.queries import CommendFilter, people_to_name, results_to_honour, standing_nominees
from assessment.commendation.rules import CHOICES, GRADES
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from township.frame.forms.fields import NumberField, PickField, WordsField
from township.frame.forms.pickers import PersonField, RowField


class CommendFilterForm(FilterForm):
    asks = CommendFilter
    year = NumberField("年度", required=False, min_value=2000, max_value=2100)
    state = PickField("状态", CHOICES, empty="全部")


class NewForm(forms.Form):
    run = RowField("依据的考核结果", words=lambda row: f"{row.title}（{row.number}）")
    grades = PickField("提名范围", GRADES.items())

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["run"].offer(results_to_honour(actor))

    def data_for_action(self) -> dict:
        return {"run_id": self.cleaned_data["run"].pk, "grades": int(self.cleaned_data["grades"])}


class ChooseForm(ActForm):
    """A line for each candidate: what it did; an empty line is not proposed."""

    refusals = {"units": None}

    def prepare(self) -> None:
        for one in self.row.nominees.filter(person__isnull=True).select_related("unit"):
            if not one.excludes:
                self.fields[f"reason_{one.unit_id}"] = WordsField(
                    f"{one.unit.label}（{one.total}分，{one.grade}）的主要事迹",
                    required=False,
                    rows=2,
                    most=200,
                    help_text="写明办成了什么，会印入公示和决定；不提名的留空。",
                )
                self.initial[f"reason_{one.unit_id}"] = one.reason

    def values(self) -> dict:
        given = {
            int(name.removeprefix("reason_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("reason_") and value
        }
        return {"choices": tuple(Choice(unit, reason) for unit, reason in given.items())}


class NameForm(ActForm):
    """A person of an assessed unit, and what for."""

    refusals = {"person_id": "person"}
    person = PersonField("提名的同志", help_text="考核单位在任的同志；有生效问责决定的、参与提名或者审批的不能提名。")
    reason = WordsField("主要事迹", rows=3, most=200, help_text="写明本人办成了什么，会印入公示和决定。")

    def prepare(self) -> None:
        self.fields["person"].offer(people_to_name(self.row, self.today), self.today)

    def values(self) -> dict:
        return {"person_id": self.cleaned_data["person"].pk, "reason": self.cleaned_data["reason"]}


class ObjectForm(ActForm):
    refusals = {"unit_id": "unit", "person_id": "unit"}
    unit = PickField("对哪个单位或者个人", ())
    text = WordsField(
        "异议内容",
        rows=4,
        most=1000,
        help_text="写明事实和依据。只有处理的人看得到；外来反映由联席办代为登记，写明怎样收到的。",
    )

    def prepare(self) -> None:
        self.fields["unit"].choices = [
            (f"{one.unit_id}-{one.person_id}" if one.person_id else str(one.unit_id), one.label)
            for one in standing_nominees(self.row)
        ]

    def values(self) -> dict:
        unit, _, person = self.cleaned_data["unit"].partition("-")
        return {
            "unit_id": int(unit),
            "person_id": int(person) if person else None,
            "text": self.cleaned_data["text"],
        }


class AnswerForm(ActForm):
    reason = WordsField("处理意见", rows=3, most=500)
