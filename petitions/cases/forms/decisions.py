"""Forms of who looks at identity and of who adds files."""

from django import forms

from township.frame.forms.fields import WordsField
from township.frame.forms.files import FilesField


class WhyForm(forms.Form):
    """Why somebody wants to see what is masked or sealed; kept in the journal."""

    reason = WordsField("查看理由", most=200, hint="如“电话告知办理进展”", help_text="理由和时间记入流转与查阅记录")


class FilesForm(forms.Form):
    """Files added to a case later on."""

    attachments = FilesField("附件", required=True, help_text="每个不超过 20 MB；图片去掉拍摄信息后保存")
