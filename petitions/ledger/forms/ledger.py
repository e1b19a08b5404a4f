"""The filters of the ledger as a form, and the exact search for a person."""

from datetime import date

from django import forms

from petitions.cases.queries.categories import categories_in_use
from petitions.cases.queries.identities import id_hash, name_hash, phone_hash
from petitions.cases.rules.cases import STATE_CHOICES
from petitions.cases.rules.channels import CHANNELS, CLASSES
from petitions.ledger.rules.ledger import (
    HASH_KINDS,
    LACKS,
    LIGHTS,
    REPEATS,
    SORTS,
    STAGES,
    TASKS,
    WAITING,
    LedgerFilters,
)
from records.ledgers.forms import FilterForm
from township.directory.models.units import Unit, UnitKind
from township.directory.rules.documents import is_document
from township.directory.rules.telephones import is_phone
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import UnitField

HOLDERS = (UnitKind.TOWNSHIP, UnitKind.MEMBER, UnitKind.VILLAGE)
PLACES = (UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.GRID)
ALL = "全部"


class LedgerForm(FilterForm):
    """Every field is optional. `who` is the keyed hash of a person searched for (WhoForm), never the name or number."""

    asks = LedgerFilters
    main = ("text", "stage", "channel", "unit", "light")

    text = WordsField("事由", most=60, hint="两个字起")
    stage = PickField("阶段", [(key, label) for key, (label, _) in STAGES.items()], empty=ALL)
    channel = PickField("形式", [(key, channel.label) for key, channel in CHANNELS.items()], empty=ALL)
    unit = UnitField("责任单位", empty=ALL)
    light = PickField("期限", LIGHTS.items(), empty=ALL)
    number = WordsField("编号", most=60, hint="如 121")
    case_class = PickField("类别", CLASSES.items(), empty=ALL)
    category = forms.TypedChoiceField(
        label="内容分类", coerce=int, empty_value=None, error_messages={"invalid_choice": "没有这个分类，请重新选择。"}
    )
    place = UnitField("问题属地", empty=ALL)
    repeat = PickField("初重", REPEATS.items(), empty=ALL)
    lacks = PickField("未定", LACKS.items(), empty=ALL)
    task = PickField("本单位任务", TASKS.items(), empty=ALL)
    waiting = PickField("等待", WAITING.items(), empty=ALL)
    sort = PickField("排序", [(key, label) for key, label in SORTS.items() if key != "new"], empty=SORTS["new"])
    received_from = DayField("收到日期 从")
    received_to = DayField("到")
    registered_from = DayField("登记日期 从")
    registered_to = DayField("到")
    due_from = DayField("到期日 从")
    due_to = DayField("到")
    due_within = forms.IntegerField(
        label="几天内到期",
        min_value=0,
        max_value=365,
        error_messages={"min_value": "请填 0 到 365。", "max_value": "请填 0 到 365。", "invalid": "请填整数。"},
    )
    group = forms.BooleanField(label="只看集体访")
    ordinary = forms.BooleanField(label="不含检举控告")
    mine = forms.BooleanField(label="只看我经办的")
    states = forms.MultipleChoiceField(label="状态", choices=STATE_CHOICES, widget=forms.CheckboxSelectMultiple)
    who = forms.RegexField(
        rf"^(?:{'|'.join(HASH_KINDS)})-[0-9a-f]{{32}}$",
        widget=forms.HiddenInput,
        error_messages={"invalid": "按姓名、电话、证件查找的条件已失效，请重新填写。"},
    )

    def prepare(self) -> None:
        units = list(Unit.objects.filter(township_id=self.actor.township_id).exclude(kind=UnitKind.OUTSIDE))
        self.fields["unit"].offer(unit for unit in units if unit.kind in HOLDERS)
        self.fields["place"].offer(unit for unit in units if unit.kind in PLACES)
        self.fields["category"].choices = [("", ALL), *_category_groups(self.today)]

    def label_of(self, name: str, value) -> str:
        return "按" + HASH_KINDS[value.partition("-")[0]] if name == "who" else super().label_of(name, value)

    def words_of(self, name: str, value) -> str:
        return "已填（不在地址中显示）" if name == "who" else super().words_of(name, value)


def _category_groups(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """First and second levels, grouped; the third level is found by choosing what lies above it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for entry in categories_in_use(today):
        if len(entry.path) == 1:
            groups.setdefault(entry.path[0], []).insert(0, (str(entry.id), f"{entry.path[0]}（全部）"))
        elif len(entry.path) == 2:
            groups.setdefault(entry.path[0], []).append((str(entry.id), entry.path[1]))
    return list(groups.items())


class WhoForm(forms.Form):
    """Exact search for a person. It is posted, so that no name or number stands in an address or a log."""

    who = forms.CharField(
        max_length=40,
        strip=True,
        error_messages={"required": "请填写完整的姓名、电话或证件号码。", "max_length": "不超过 40 字。"},
    )

    def hashed(self, today: date) -> str:
        """ "phone-<hash>" for what is a telephone number, "id-<hash>" for a document number, else "name-<hash>"."""
        typed = self.cleaned_data["who"]
        if is_document(typed, today=today):
            return f"id-{id_hash(typed)}"
        if is_phone(typed):
            return f"phone-{phone_hash(typed)}"
        if any(sign.isdecimal() for sign in typed):
            return f"id-{id_hash(typed)}"
        return f"name-{name_hash(typed)}"
