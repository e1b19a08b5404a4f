"""The working calendar: a yearly table as file or text, and one local day."""

from django import forms

from township.calendar.rules.days import DayKind
from township.frame.forms.fields import DayField, WordsField

MAX_BYTES = 1024 * 1024


class ImportYearForm(forms.Form):
    """Either a file or pasted rows; the view reads the file (township.journal.sheets)."""

    file = forms.FileField(
        label="文件", required=False, help_text="CSV 或 xlsx，列为 日期、类型（放假或补班）、名称、文号。"
    )
    text = forms.CharField(
        label="或者直接粘贴",
        required=False,
        max_length=60000,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "placeholder": "日期,类型,名称,文号\n2027-01-01,放假,元旦,国办发明电〔2026〕×号"}
        ),
    )

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if upload:
            if upload.size > MAX_BYTES:
                self.add_error("file", "文件超过 1 MB，放假安排不会这么大，请核对是不是选错了文件。")
        elif not (cleaned.get("text", "").strip() or self.errors):
            self.add_error("text", "请选择文件，或粘贴放假安排。")
        return cleaned


class LocalDayForm(forms.Form):
    day = DayField("日期")
    kind = forms.ChoiceField(label="类型", choices=DayKind.pairs())
    name = WordsField("名称", most=40, help_text="如“彝族火把节”。")
    source = WordsField("依据", most=80, help_text="如“清川府办〔2026〕12号”。")
