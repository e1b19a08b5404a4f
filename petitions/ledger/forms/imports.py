"""The upload of a ledger."""

from django import forms
from django.conf import settings


class LedgerUploadForm(forms.Form):
    """One workbook. What is inside is judged by the action."""

    file = forms.FileField(
        label="台账（.xlsx）",
        error_messages={"required": "请选择要导入的工作簿。", "empty": "这个文件是空的，请重新选择。"},
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        limit = settings.ATTACHMENT_MAX_BYTES
        if upload.size > limit:
            raise forms.ValidationError(f"文件超过 {limit // (1024 * 1024)} MB，请分成几个文件导入。")
        return upload
