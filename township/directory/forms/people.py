"""People: add, edit, find."""

from django import forms

from township.directory.models.people import Role


class PersonForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=40)
    title = forms.CharField(label="职务", max_length=60, required=False, help_text="如“党委副书记”。")
    phone = forms.CharField(label="工作电话", max_length=40, required=False)


class PeopleFilterForm(forms.Form):
    """The filter of the list, in the address line."""

    name = forms.CharField(label="姓名", max_length=40, required=False)
    role = forms.ChoiceField(label="岗位", choices=[("", "全部")] + Role.choices, required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "在岗"), ("away", "离岗"), ("all", "全部")], required=False)


class AccountForm(forms.Form):
    """A login for a person."""

    username = forms.CharField(
        label="账号",
        max_length=40,
        help_text="3 到 40 位小写字母、数字、点或短横线，如 linxiao。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
