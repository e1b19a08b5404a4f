"""The filters of the ledger as a form over the address line. What cannot be read is named beside its field and left out."""

from datetime import date

from django import forms

from petitions.cases.queries.categories import categories_in_use
from petitions.cases.queries.identities import id_hash, name_hash, phone_hash
from petitions.cases.rules.cases import STATE_CHOICES
from petitions.cases.rules.channels import CHANNELS, CLASSES
from petitions.ledger.rules.ledger import (
    HASH_KINDS,
    LIGHTS,
    REPEATS,
    SORTS,
    STAGES,
    TASKS,
    WAITING,
    LedgerFilters,
    is_blank,
)
from township.directory.models.units import Unit, UnitKind
from township.directory.rules.identity import check_id_number, check_phone
from township.frame.forms.fields import DayField
from township.refusals import Refused

HOLDERS = (UnitKind.TOWNSHIP, UnitKind.MEMBER, UnitKind.VILLAGE)
PLACES = (UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.GRID)


def _pick(label: str, choices, empty: str = "全部") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", empty), *choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": f"没有这个{label}，请重新选择。"},
    )


def _day(label: str) -> DayField:
    field = DayField(label, required=False)
    field.widget.attrs["class"] = "form-control"
    return field


def _text(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": hint, "autocomplete": "off"}),
        error_messages={"max_length": "不超过 60 字。"},
    )


class LedgerForm(forms.Form):
    """Every field is optional; `filters` gives what could be read."""

    text = _text("事由", "两个字起")
    stage = _pick("阶段", [(key, label) for key, (label, _) in STAGES.items()])
    channel = _pick("形式", [(key, channel.label) for key, channel in CHANNELS.items()])
    unit = _pick("责任单位", [])
    light = _pick("期限", LIGHTS.items())
    states = forms.MultipleChoiceField(
        label="状态", choices=STATE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    number = _text("编号", "如 121")
    case_class = _pick("类别", CLASSES.items())
    category = _pick("内容分类", [])
    place = _pick("问题属地", [])
    received_from = _day("收到日期 从")
    received_to = _day("到")
    registered_from = _day("登记日期 从")
    registered_to = _day("到")
    due_from = _day("到期日 从")
    due_to = _day("到")
    due_within = forms.IntegerField(
        label="几天内到期",
        required=False,
        min_value=0,
        max_value=365,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        error_messages={"min_value": "请填 0 到 365。", "max_value": "请填 0 到 365。", "invalid": "请填整数。"},
    )
    repeat = _pick("初重", REPEATS.items())
    group = forms.BooleanField(label="只看集体访", required=False)
    ordinary = forms.BooleanField(label="不含检举控告", required=False)
    mine = forms.BooleanField(label="只看我经办的", required=False)
    task = _pick("本单位任务", TASKS.items())
    waiting = _pick("等待", WAITING.items())
    who = forms.RegexField(
        rf"^(?:{'|'.join(HASH_KINDS)})-[0-9a-f]{{32}}$",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "按姓名、电话、证件查找的条件已失效，请重新填写。"},
    )
    sort = _pick("排序", [(key, label) for key, label in SORTS.items() if key != "new"], SORTS["new"])

    def __init__(self, data, *, township_id: int, today: date):
        super().__init__(data, auto_id="f-%s")
        units = list(Unit.objects.filter(township_id=township_id).exclude(kind=UnitKind.OUTSIDE))
        self.fields["unit"].choices += [(str(unit.pk), unit.label) for unit in units if unit.kind in HOLDERS]
        self.fields["place"].choices += [(str(unit.pk), unit.label) for unit in units if unit.kind in PLACES]
        self.fields["category"].choices += _category_groups(today)
        self.fields["states"].widget.attrs["class"] = "form-check-input"
        self.is_valid()

    def filters(self) -> LedgerFilters:
        """What was read; a field with an error counts as not filled."""
        values = {}
        for name in LedgerFilters.__dataclass_fields__:
            value = self.cleaned_data.get(name)
            if is_blank(value):
                continue
            if name in ("unit", "place", "category"):
                value = int(value)
            values[name] = tuple(value) if name == "states" else value
        return LedgerFilters(**values)

    def in_words(self) -> list[tuple[str, str, str]]:
        """(field, label, value) of everything that narrows the list, as shown above it."""
        words = []
        for name, value in self.cleaned_data.items():
            if is_blank(value) or name == "sort":
                continue
            field = self.fields[name]
            if name == "who":
                label, shown = "按" + HASH_KINDS[value.partition("-")[0]], "已填（不在地址中显示）"
            elif name == "states":
                label, shown = "状态", "、".join(dict(field.choices)[key] for key in value)
            elif isinstance(field, forms.ChoiceField):
                label, shown = field.label, _chosen_label(field.choices, value)
            else:
                label, shown = field.label, "" if value is True else str(value)
            words.append((name, label, shown))
        return words


def _chosen_label(choices, value: str) -> str:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            found = dict(label).get(value)
            if found:
                return found
        elif str(key) == value:
            return str(label)
    return ""


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
        label="姓名、电话或证件号码",
        max_length=40,
        strip=True,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": "请填写完整的姓名、电话或证件号码。", "max_length": "不超过 40 字。"},
    )

    def hashed(self, today: date) -> str:
        """ "phone-<hash>" for what is a telephone number, "id-<hash>" for a document number, else "name-<hash>"."""
        typed = self.cleaned_data["who"]
        if _can_be(check_id_number, typed, today=today):
            return f"id-{id_hash(typed)}"
        if _can_be(check_phone, typed):
            return f"phone-{phone_hash(typed)}"
        if any(sign.isdecimal() for sign in typed):
            return f"id-{id_hash(typed)}"
        return f"name-{name_hash(typed)}"


def _can_be(check, typed: str, **more) -> bool:
    try:
        check(typed, **more)
    except Refused:
        return False
    return True
