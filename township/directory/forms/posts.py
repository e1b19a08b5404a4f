"""Posts: propose, end, ask who held which."""

from django import forms

from township.actors import Actor
from township.directory.forms.units import indented
from township.directory.models.people import Post, Role
from township.directory.models.units import UnitKind
from township.directory.queries.people import people_in_office, posts_to_stand_in_for
from township.directory.queries.units import active_units, inside_units
from township.frame.forms.fields import DayField, WordsField
from township.frame.forms.pickers import PersonField, RowField, UnitField, UnitsField


def _post_words(post: Post) -> str:
    return f"{post.get_role_display()} {post.person.name}（{post.unit.label}）"


class PostForm(forms.Form):
    """A proposed post. For a deputy only the person, the post stood in for and the dates count."""

    field_order = (
        "person",
        "role",
        "unit",
        "stands_in_for",
        "starts_on",
        "ends_on",
        "portfolio",
        "basis",
        "order",
        "portfolio_units",
    )

    role = forms.ChoiceField(label="岗位", choices=[("", "—")] + Role.choices, required=False)
    person = PersonField("人员")
    unit = UnitField("单位", required=False, empty="—", words=indented)
    stands_in_for = RowField(
        "代行谁的岗位",
        required=False,
        empty="（不是代行）",
        words=_post_words,
        help_text="代行人用自己的名字办理；选了这一项，岗位和单位按被代行人的算。",
    )
    portfolio_units = UnitsField("分管单位", words=lambda unit: unit.label)
    portfolio = WordsField("分管领域", most=120, required=False, help_text="召集人、班子成员填写，如“城乡建设”。")
    starts_on = DayField("任职日期")
    ends_on = DayField("离任日期", required=False, help_text="还在任的留空；代行必须填。")
    basis = WordsField("任职依据", most=120, required=False, help_text="如“清委〔2026〕3号”。")
    order = forms.IntegerField(label="排序", min_value=0, max_value=9999, initial=0, required=False)

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        township_id = actor.township_id
        self.fields["person"].offer(people_in_office(township_id), actor.on)
        self.fields["unit"].offer(inside_units(township_id))
        self.fields["stands_in_for"].offer(posts_to_stand_in_for(township_id, actor.on))
        below = active_units(township_id).exclude(kind__in=(UnitKind.OUTSIDE, UnitKind.TOWNSHIP))
        self.fields["portfolio_units"].offer(below)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("stands_in_for"):
            for field in ("role", "unit"):
                if field not in self.errors and not cleaned.get(field):
                    self.add_error(field, "请选择；如果是代行，请改选“代行谁的岗位”。")
        return cleaned

    def clean_order(self):
        return self.cleaned_data["order"] or 0


class EndPostForm(forms.Form):
    ends_on = DayField("最后一天", help_text="含这一天；第二天起不再有这个岗位的权限。")
    reason = WordsField("原因", most=200, required=False)


class WithdrawForm(forms.Form):
    reason = WordsField("原因", most=200, required=False)


class OnDayForm(forms.Form):
    """Who held which post on that day."""

    on = DayField("日期", required=False)
    role = forms.ChoiceField(label="岗位", choices=[("", "全部")] + Role.choices, required=False)
