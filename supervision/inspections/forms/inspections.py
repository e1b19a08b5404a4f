"""Forms of inspections: proposal, team, outsiders, checklist, sharing out, what was seen on site."""

from collections.abc import Sequence
from datetime import date

from django import forms

from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from supervision.inspections.actions.inspections import InspectionData
from supervision.inspections.actions.site import FindingData
from supervision.inspections.actions.teams import Guest
from supervision.inspections.models.checklists import Checklist, EntryPhoto
from supervision.inspections.queries import checklists, inspections
from supervision.inspections.queries.checklists import ChecklistFilter
from supervision.inspections.queries.inspections import InspectionFilter
from supervision.inspections.rules import inspections as rules
from supervision.inspections.rules.checklists import RATING_CHOICES, ItemText, as_lines, split_items
from supervision.inspections.rules.findings import NATURE_CHOICES
from township.actors import Actor
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import PeopleField, PersonField, RowField, RowsField, UnitField, UnitsField
from township.refusals import Refused

MOST_GUESTS = 20
SPARE = 3  # empty lines for outsiders
ITEMS_HINT = "一行一项，写成“检查内容｜看什么｜怎么评”，后两栏可以不写；可以从表格粘贴。"


class InspectionFields(forms.Form):
    """What the 督查方案 is made of."""

    title = WordsField("名称", most=60, hint="如：第四季度信访事项办理专项督查")
    kind = PickField("类别", rules.KIND_CHOICES, radio=True)
    form = PickField("方式", rules.FORM_CHOICES, radio=True)
    first_on = DayField("开始日期")
    last_on = DayField("结束日期")
    units = UnitsField("被督查单位", required=True)
    purpose = WordsField("督查目的", rows=2, most=1000)
    focus = WordsField("督查重点", rows=4, most=2400, help_text="一行一条。")
    instruction = WordsField(
        "领导交办意见", rows=2, most=500, required=False, help_text="交办督查要写：谁、哪一天、怎么说。"
    )
    contact = WordsField("联系人", personal=True, most=60, hint="姓名和办公电话")

    def offer(self, actor: Actor) -> None:
        self.fields["units"].offer(member_units(actor.township_id).filter(is_office=False))

    def given_data(self) -> InspectionData:
        names = ("title", "kind", "form", "first_on", "last_on", "units", "purpose", "focus", "instruction", "contact")
        return InspectionData(**{name: self.cleaned_data[name] for name in names})


class NewInspectionForm(InspectionFields):
    """A new proposal."""

    def __init__(self, *args, actor: Actor, units: Sequence[str] = (), days: tuple[date, date] | None = None, **kwargs):
        """units: numbers of units that are ticked, as an address holds them; days: between which it is to lie."""
        dates = dict(zip(("first_on", "last_on"), days or (), strict=False))
        super().__init__(*args, initial={"kind": rules.SPECIAL, "form": "on_site"} | dates, **kwargs)
        self.offer(actor)
        self.initial["units"] = [unit for key, unit in self.fields["units"].rows.items() if key in units]


class InspectionTextForm(InspectionFields, TextForm):
    """The draft: the text is written from the fields."""

    body = None

    def starting(self) -> dict:
        row = self.row
        names = ("title", "kind", "form", "first_on", "last_on", "purpose", "focus", "instruction", "contact")
        units = [one.unit for one in row.inspected.select_related("unit")]
        return {"version": row.document.version, "units": units} | {name: getattr(row, name) for name in names}

    def prepare(self) -> None:
        self.offer(self.actor)

    def values(self) -> dict:
        return {"body": "", "version": self.cleaned_data["version"], "data": self.given_data()}


class TeamForm(ActForm):
    leader = PersonField("组长")
    members = PeopleField("组员", required=True)

    def starting(self) -> dict:
        team = list(inspections.members_of(self.row))
        return {
            "leader": next((one.person_id for one in team if one.is_leader), None),
            "members": [one.person for one in team if not one.is_leader],
        }

    def prepare(self) -> None:
        people = inspections.eligible(self.row.township_id, self.today)
        for name in ("leader", "members"):
            self.fields[name].offer(people, self.today)
        self.fields["members"].help_text = "在被督查单位任职、分管被督查单位的，系统会提示回避。"


class InviteForm(ActForm):
    """Lines for outsiders; an empty name leaves a line out."""

    def prepare(self) -> None:
        known = list(self.row.outsiders.all())
        self.count = min(len(known) + SPARE, MOST_GUESTS)
        for n in range(self.count):
            one = known[n] if n < len(known) else None
            self.fields[f"name_{n}"] = WordsField(f"第{n + 1}人姓名", most=30, required=False)
            self.fields[f"kind_{n}"] = PickField("身份", rules.OUTSIDER_CHOICES, required=False, empty="（身份）")
            self.fields[f"organ_{n}"] = WordsField("单位", most=60, required=False)
            self.fields[f"sight_{n}"] = PickField("可以看", rules.SIGHT_CHOICES, required=False, empty="（范围）")
            if one and not self.is_bound:
                self.initial |= {f"{name}_{n}": getattr(one, name) for name in ("name", "kind", "organ", "sight")}

    @property
    def lines(self) -> list[list]:
        """The fields of one outsider each."""
        return [[self[f"{name}_{n}"] for name in ("name", "kind", "organ", "sight")] for n in range(self.count)]

    def clean(self) -> dict:
        data = super().clean()
        for n in range(self.count):
            if data.get(f"name_{n}") and not (data.get(f"kind_{n}") and data.get(f"sight_{n}")):
                self.add_error(f"kind_{n}", "写了姓名的，要选身份和可以看的范围。")
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        guests = [
            Guest(data[f"kind_{n}"], data[f"name_{n}"], data[f"organ_{n}"], data[f"sight_{n}"])
            for n in range(self.count)
            if data[f"name_{n}"]
        ]
        return {"guests": guests}


class RecuseForm(ActForm):
    reason = WordsField(
        "回避的理由", rows=2, most=200, help_text="写明与哪个被督查单位有什么关系；申明后看不到这次督查。"
    )


class ReasonForm(ActForm):
    reason = WordsField("理由", rows=2, most=300)


def checklist_label(row: Checklist) -> str:
    return f"{row.label}，{row.item_count}项" if hasattr(row, "item_count") else row.label


class ChecklistForm(ActForm):
    """Templates, clauses of the rule profile with what the compliance ledger knows, and own lines."""

    refusals = {"items": "own"}
    templates = RowsField("模板", words=checklist_label, help_text="选中的模板按现行版本取用。")
    clauses = forms.MultipleChoiceField(
        label="制度条款",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一条制度已经不在执行，请重新勾选。"},
    )
    own = WordsField("自拟内容", rows=5, most=12_000, required=False, help_text=ITEMS_HINT)

    def prepare(self) -> None:
        self.fields["templates"].offer(checklists.current_checklists(self.row.township_id))
        self.items = checklists.clause_items(self.actor, self.row, self.today)
        self.fields["clauses"].choices = [
            (key, f"{item.text}（{item.source}）——{item.known}") for key, item in self.items.items()
        ]

    def starting(self) -> dict:
        """What stands in the checklist now: what came from no template and no clause as own lines."""
        rows = list(self.row.items.all())
        labels = {one.label: one for one in checklists.current_checklists(self.row.township_id)}
        own = [
            ItemText(one.text, one.look, one.criterion) for one in rows if not one.clause and one.source not in labels
        ]
        return {
            "templates": [labels[label] for label in {one.source for one in rows} & set(labels)],
            "clauses": [one.clause for one in rows if one.clause],
            "own": as_lines(own),
        }

    def clean_own(self) -> str:
        try:
            split_items(self.cleaned_data["own"], field="own", source="自拟")
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return self.cleaned_data["own"]

    def values(self) -> dict:
        data = self.cleaned_data
        items = [line for one in data["templates"] for line in checklists.template_items(one)]
        items += [self.items[key] for key in data["clauses"]]
        items += split_items(data["own"], field="own", source="自拟")
        return {"items": items}


class AssignForm(ActForm):
    """A member for each item."""

    def prepare(self) -> None:
        team = list(inspections.members_of(self.row))
        for item in self.row.items.all():
            field = RowField(f"{item.seq}．{item.text}"[:80], words=lambda one: one.person.name)
            field.offer(team)
            self.fields[f"item_{item.pk}"] = field
            if not self.is_bound:
                self.initial[f"item_{item.pk}"] = item.member_id

    def values(self) -> dict:
        owners = {int(name[5:]): value for name, value in self.cleaned_data.items() if name.startswith("item_")}
        return {"owners": owners}


class RateForm(ActForm):
    """One entry: rating, words, photos."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    rating = PickField("评价", RATING_CHOICES, radio=True, required=False)
    words = WordsField("情况", rows=4, most=1000, required=False, hint="看到什么，在哪里看到")
    files = FilesField("照片", help_text="可以直接拍照，可以选多张；照片会去掉拍摄地点等信息。")

    def starting(self) -> dict:
        self.entry = inspections.get_entry(self.row, self.part)
        names = ("version", "rating", "words")
        return {name: getattr(self.entry, name) for name in names}


class PhotoForm(ActForm):
    """Why a photo is taken back."""

    reason = WordsField(
        "撤下的理由", rows=2, most=200, help_text="如：拍错了单位、拍到了与督查无关的人；不写姓名、电话。"
    )


class FindForm(ActForm):
    """A finding with its evidence."""

    nature = PickField("性质", NATURE_CHOICES, radio=True)
    text = WordsField(
        "问题（做法）", rows=3, most=500, help_text="写事实：什么事、哪一步、差在哪里；不写信访人姓名、电话。"
    )
    evidence = WordsField(
        "依据",
        rows=3,
        most=3600,
        help_text="一行一条：看到的材料（名称、文号）、现场、谈话（谁、何时）。听说的不是依据。",
    )
    photos = RowsField("作为依据的照片", words=lambda one: one.name)

    def starting(self) -> dict:
        self.entry = inspections.get_entry(self.row, self.part)
        return {"nature": "problem", "text": self.entry.words}

    def prepare(self) -> None:
        photos = [one.file for one in EntryPhoto.objects.filter(entry_id=self.part).select_related("file")]
        self.fields["photos"].offer(photos)

    def values(self) -> dict:
        data = self.cleaned_data
        return {"data": FindingData(data["nature"], data["text"], data["evidence"], tuple(data["photos"]))}


class InspectionFilterForm(FilterForm):
    asks = InspectionFilter
    text = WordsField("名称或编号", most=60)
    kind = PickField("类别", rules.KIND_CHOICES, empty="全部")
    state = PickField("状态", [("running", "未办结"), *rules.STATE_CHOICES], empty="全部")
    unit = UnitField("被督查单位", empty="全部")
    first = DayField("现场 从")
    last = DayField("到")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))


class TemplateForm(forms.Form):
    """A template of a checklist."""

    topic = WordsField("主题", most=40, hint="如：初信初访办理")
    items = WordsField("检查内容", rows=12, most=30_000, help_text=ITEMS_HINT)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=9999)


class ChecklistFilterForm(FilterForm):
    asks = ChecklistFilter
    text = WordsField("主题", most=40)
    state = PickField("版本", [("current", "现行")], empty="全部")
