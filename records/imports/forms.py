"""The upload of a table, and what each of its columns means."""

import json

from django import forms
from django.conf import settings

from records.imports.kinds import ImportKind
from records.imports.models import ImportBatch
from records.imports.rules.rows import PLACE, WHAT
from township.workbooks.rules.cells import FIRST_YEAR


class UploadForm(forms.Form):
    """One workbook. What is inside is judged by the action."""

    file = forms.FileField(
        label="表格（.xlsx）",
        error_messages={"required": "请选择要导入的工作簿。", "empty": "这个文件是空的，请重新选择。"},
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        limit = settings.ATTACHMENT_MAX_BYTES
        if upload.size > limit:
            raise forms.ValidationError(f"文件超过 {limit // (1024 * 1024)} MB，请分成几个文件导入。")
        return upload


class MatchForm(forms.Form):
    """A select for each column of the file, with its first values beside it."""

    def __init__(self, *args, batch: ImportBatch, kind: ImportKind, **kwargs):
        super().__init__(*args, **kwargs)
        samples = json.loads(batch.samples) if batch.samples else []
        choices = [("", "不导入"), *((column.key, column.heading) for column in kind.columns)]
        self.lines = []
        for at, heading in enumerate(batch.headings):
            name = f"column-{at}"
            self.fields[name] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=batch.mapping.get(heading, ""),
                widget=forms.Select(attrs={"class": "form-select form-select-sm", "aria-label": f"“{heading}”对应"}),
            )
            values = [sample.get(heading, "")[:60] for sample in samples]
            self.lines.append(
                {"heading": heading, "field": self[name], "values": values, "is_ours": heading in (PLACE, WHAT)}
            )

        self.asked = [sheet for sheet, found in batch.years.items() if found["asked"]]
        for at, sheet in enumerate(self.asked):
            self.fields[f"year-{at}"] = forms.IntegerField(
                label=f"“{sheet}”里没有写年份的日期，按哪一年读"
                if len(batch.years) > 1
                else "没有写年份的日期，按哪一年读",
                help_text="取自标题、表名或文件名，请核对。"
                if batch.years[sheet]["year"]
                else "标题、表名和文件名里看不出年份；空着的，这些行不导入。",
                required=False,
                initial=batch.years[sheet]["year"],
                min_value=FIRST_YEAR,
                max_value=batch.at.year,
                widget=forms.NumberInput(attrs={"class": "form-control form-control-sm year"}),
            )

    def years(self) -> dict[str, int | None]:
        """Sheet -> the year the person gave, for the sheets that were asked about."""
        return {sheet: self.cleaned_data[f"year-{at}"] for at, sheet in enumerate(self.asked)}

    def year_fields(self) -> list[forms.BoundField]:
        """The years that are asked for."""
        return [self[f"year-{at}"] for at in range(len(self.asked))]

    def mapping(self) -> dict[str, str]:
        """Heading -> chosen key."""
        return {line["heading"]: self.cleaned_data[f"column-{at}"] for at, line in enumerate(self.lines)}
