"""A township: opened by the platform administrator, its data kept by the office."""

from django import forms

from township.directory.models.townships import Township
from township.frame.forms.fields import DayField

OWN_FIELDS = [
    "name",
    "mark",
    "office_name",
    "office_phone",
    "office_address",
    "reception_hours",
    "reception_place",
    "review_organ",
    "final_review_organ",
]


class OwnDataForm(forms.ModelForm):
    """What documents and slips print. The form only checks; the action writes."""

    class Meta:
        model = Township
        fields = OWN_FIELDS


class OpenTownshipForm(forms.ModelForm):
    """A new township with the two people who set it up."""

    starts_on = DayField("启用日期", help_text="两人的任职从这一天起。")
    sysadmin_name = forms.CharField(label="系统管理员姓名", max_length=40)
    sysadmin_title = forms.CharField(label="系统管理员职务", max_length=60, required=False)
    sysadmin_username = forms.CharField(label="系统管理员账号", max_length=40)
    director_name = forms.CharField(label="办公室主任姓名", max_length=40)
    director_title = forms.CharField(label="办公室主任职务", max_length=60, required=False)
    director_username = forms.CharField(label="办公室主任账号", max_length=40)

    class Meta:
        model = Township
        fields = ["code", "short_name", *OWN_FIELDS]
        error_messages = {"code": {"unique": "这个区划代码的乡镇已经开设。"}}
