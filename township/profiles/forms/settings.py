"""One value of the township."""

from django import forms

from township.profiles.rules.settings import Setting, ValueType


class SettingForm(forms.Form):
    """The text typed is judged by the registry's own rule, so that page and action cannot disagree."""

    def __init__(self, *args, setting: Setting, **kwargs):
        super().__init__(*args, **kwargs)
        if setting.type == ValueType.BOOLEAN:
            self.fields["value"] = forms.ChoiceField(label=setting.label, choices=[("是", "是"), ("否", "否")])
        else:
            self.fields["value"] = forms.CharField(
                label=f"{setting.label}（{setting.unit}）" if setting.unit else setting.label,
                max_length=20,
                help_text=f"{setting.minimum} 到 {setting.maximum}，默认值 {setting.default}。",
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
