"""Forms of the minutes: one item with its decided tasks, a co-signature, other words for a part."""

from django import forms

from meetings.sessions.actions.minutes import ItemWords, TaskData
from meetings.sessions.models.minutes import MinutesItem
from meetings.sessions.rules.edits import PART_CHOICES
from records.acts.forms import ActForm
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.pickers import UnitField
from township.refusals import Refused

FREE_ROWS = 3  # empty rows for decided tasks under those that are there; saving gives three more
TASK_PARTS = ("text", "unit", "person_name", "due_on", "done_when")


class ItemPartForm(ActForm):
    """A form about one item; item_revision: of the item, as the page showed it."""

    item_revision = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)

    def starting(self) -> dict:
        return {"item_revision": self.item.revision} if self.item else {}

    @property
    def item(self) -> MinutesItem | None:
        """The item; None for a number that is no item of these minutes."""
        if not hasattr(self, "_item"):
            self._item = self.row.items.filter(pk=self.part).first()
        return self._item


class ItemForm(ItemPartForm):
    """What was heard, held and decided, in whole sentences, and the decided tasks, one a row, by their order.

    One form: what is typed anywhere on the page is saved together. A row without words is no task.
    """

    heard = WordsField("会议听取", rows=3, required=False, most=5000, hint="会议听取了……的汇报。")
    held = WordsField("会议认为", rows=4, required=False, most=5000, hint="会议认为，……。")
    decided = WordsField("会议议定", rows=4, required=False, most=5000, hint="会议议定，……。")

    def starting(self) -> dict:
        item = self.item
        if item is None:
            return {}
        known = {"heard": item.heard, "held": item.held, "decided": item.decided}
        for at, task in enumerate(self.tasks):
            values = {"text": task.text, "unit": task.unit_id, "person_name": task.person_name}
            values |= {"due_on": task.due_on, "done_when": task.done_when, "order": at + 1}
            known |= {f"task-{at}-{name}": value for name, value in values.items()}
        return super().starting() | known

    @property
    def tasks(self) -> list:
        if not hasattr(self, "_tasks"):
            self._tasks = list(self.item.tasks.order_by("seq")) if self.item else []
        return self._tasks

    def prepare(self) -> None:
        units = list(member_units(self.row.township_id))
        typed = sum(name.endswith("-text") for name in self.data) if self.is_bound else 0
        for at in range(max(typed, len(self.tasks) + FREE_ROWS)):
            self.fields[f"task-{at}-order"] = NumberField("次序", required=False)
            self.fields[f"task-{at}-text"] = WordsField("议定事项", required=False, most=300)
            self.fields[f"task-{at}-unit"] = UnitField("责任单位", required=False)
            self.fields[f"task-{at}-unit"].offer(units)
            self.fields[f"task-{at}-person_name"] = WordsField("责任人", required=False, most=40)
            self.fields[f"task-{at}-due_on"] = DayField("完成时限", required=False)
            self.fields[f"task-{at}-done_when"] = WordsField("落实标准", required=False, most=200)
        self.n_rows = max(typed, len(self.tasks) + FREE_ROWS)

    @property
    def paragraphs(self) -> list[forms.BoundField]:
        return [self[name] for name in ("heard", "held", "decided")]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each task, its order first."""
        return [[self[f"task-{at}-{name}"] for name in ("order", *TASK_PARTS)] for at in range(self.n_rows)]

    def clean(self):
        data = super().clean()
        self.used = [at for at in range(self.n_rows) if data.get(f"task-{at}-text")]
        for at in self.used:
            for name in ("unit", "due_on", "done_when"):
                key = f"task-{at}-{name}"
                if not data.get(key) and key not in self.errors:
                    self.add_error(key, f"请填写{self.fields[key].label}。")
        self.used.sort(key=lambda at: (data.get(f"task-{at}-order") or self.n_rows + at + 1, at))
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        return {
            "revision": data["item_revision"],
            "words": ItemWords(data["heard"], data["held"], data["decided"]),
            "tasks": [self._task(at) for at in self.used],
        }

    def _task(self, at: int) -> TaskData:
        text, unit, person_name, due_on, done_when = (self.cleaned_data[f"task-{at}-{name}"] for name in TASK_PARTS)
        return TaskData(text, unit.pk, due_on, done_when, person_name)

    def place_refusal(self, refusal: Refused) -> None:
        """Beside the row of the task the refusal names by its place in the order."""
        kind, _, rest = (refusal.field or "").partition(":")
        if kind != "tasks":
            return super().place_refusal(refusal)
        place, _, name = rest.partition(":")
        return self.add_error(f"task-{self.used[int(place)]}-{name}", str(refusal))

    def meet(self, item: MinutesItem) -> None:
        """Somebody else saved meanwhile: saving again after merging is deliberate."""
        self.data = self.data.copy()
        self.data["item_revision"] = str(item.revision)


class EditForm(ItemPartForm):
    """Other words for one part, and why."""

    part = PickField("改哪一部分", PART_CHOICES, radio=True)
    wording = WordsField("建议写法", rows=4, most=5000)
    reason = WordsField("理由", most=300, hint="如：时限与上级要求不一致")
    field_order = ("part", "wording", "reason")

    def values(self) -> dict:
        data = super().values()
        return data | {"revision": data.pop("item_revision")}


class CoSignForm(ActForm):
    """Agreement or dissent; the reason belongs to dissent."""

    reason = WordsField(
        "理由或说明", rows=2, required=False, most=300, help_text="不同意要写明理由；写明后纪要不能送审。"
    )
