"""Add and edit a unit."""

from django import forms

from township.actors import Actor
from township.directory.models.units import OutsideKind, Unit, UnitKind
from township.directory.queries.units import parents_for
from township.frame.forms.pickers import UnitField


def indented(unit: Unit) -> str:
    """The name, moved right by its depth in the tree."""
    return "　" * (len(unit.ancestor_ids) - 1) + unit.name


class UnitForm(forms.Form):
    """The particulars of a unit. Which of them belong to which kind is decided by the rules, beside the field."""

    name = forms.CharField(label="名称", max_length=60)
    short_name = forms.CharField(label="简称", max_length=20, required=False, help_text="台账里用，如“村建办”。")
    outside_kind = forms.ChoiceField(
        label="外部机关类别",
        choices=[("", "—")] + OutsideKind.choices,
        required=False,
        help_text="只有外部机关才选；转送、移送时按类别选机关。",
    )
    households = forms.IntegerField(
        label="户数", min_value=0, max_value=99999, required=False, help_text="只在网格填写。"
    )
    phone = forms.CharField(label="办公电话", max_length=40, required=False)
    order = forms.IntegerField(
        label="排序", min_value=0, max_value=9999, initial=0, required=False, help_text="数字小的排在前面。"
    )

    def clean_order(self):
        return self.cleaned_data["order"] or 0


class NewUnitForm(UnitForm):
    """A new unit also says what it is and where it stands."""

    field_order = ["kind", "parent", "name"]

    kind = forms.ChoiceField(label="类别", choices=[pair for pair in UnitKind.choices if pair[0] != UnitKind.TOWNSHIP])
    parent = UnitField(
        "上级单位",
        required=False,
        empty="（无，外部机关）",
        words=indented,
        help_text="网格选所属的村（社区），其他选乡镇本级；外部机关留空。",
    )

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(parents_for(actor.township_id))
