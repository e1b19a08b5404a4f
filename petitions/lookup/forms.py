"""What the petitioner types: number and code, and later the grades."""

from django import forms

from petitions.cases.models.deliveries import Evaluation
from township.frame.forms.fields import WordsField


class LookupForm(forms.Form):
    """Number and code as printed on the slip. The code never stands in an address, so it is typed and posted."""

    number = forms.CharField(label="编号", max_length=60, error_messages={"required": "请填写凭条上的编号。"})
    code = forms.CharField(label="查询码", max_length=40, error_messages={"required": "请填写凭条上的查询码。"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs |= {
            "class": "form-control form-control-lg",
            "autocomplete": "off",
            "placeholder": "如 清信〔2026〕121号",
        }
        self.fields["code"].widget.attrs |= {
            "class": "form-control form-control-lg code",
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


class EvaluationForm(forms.Form):
    """Grade and comment for each object that is still open; objects: (about, label)."""

    def __init__(self, *args, objects: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.objects = objects
        for about, label in objects:
            self.fields[f"grade_{about}"] = forms.ChoiceField(
                label=label, required=False, choices=Evaluation.Grade.choices, widget=forms.RadioSelect
            )
            self.fields[f"comment_{about}"] = forms.CharField(
                label="意见（可以不填）",
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
                error_messages={"max_length": "评价意见最多 300 个字，请缩短。"},
            )

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(f"grade_{about}") for about, _ in self.objects) and not self.errors:
            raise forms.ValidationError("请先选择满意、基本满意或者不满意。")
        return cleaned

    @property
    def rows(self):
        """(about, label, grade field, comment field) for the page."""
        return [(about, label, self[f"grade_{about}"], self[f"comment_{about}"]) for about, label in self.objects]

    @property
    def given(self) -> list[tuple[str, str, str]]:
        """(about, grade, comment) of every object that got a grade."""
        data = self.cleaned_data
        return [
            (about, data[f"grade_{about}"], data[f"comment_{about}"])
            for about, _ in self.objects
            if data[f"grade_{about}"]
        ]


class AlarmForm(forms.Form):
    """What was done about guessed codes."""

    note = WordsField(
        "处置情况",
        rows=3,
        most=300,
        error_messages={"required": "请写明怎样处置的。"},
    )
