"""Forms of who decides: approve or give back, always bound to the text that was read; and of who looks at identity."""

from django import forms

from township.frame.forms.fields import PickField, WordsField
from township.frame.forms.files import FilesField


class DecideForm(forms.Form):
    """version, sha: of the text the page showed; the action refuses when it changed since."""

    approved = PickField("决定", [("yes", "同意"), ("no", "退回")], radio=True)
    remark = WordsField("意见", rows=3, required=False, most=500, help_text="退回时必须写明")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sha = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def values(self) -> dict:
        given = self.cleaned_data
        found = {"approved": given["approved"] == "yes", "remark": given["remark"]}
        if given["version"]:
            found |= {"version": given["version"], "text_sha256": given["sha"]}
        return found


class ObjectionDecisionForm(forms.Form):
    """核实异议: agreed sends the task back, otherwise the unit carries on."""

    agreed = PickField("核实结果", [("yes", "同意退回"), ("no", "不同意，由该单位继续办理")], radio=True)
    remark = WordsField("理由", rows=3, required=False, most=300, help_text="不同意时必须写明")

    def values(self) -> dict:
        given = self.cleaned_data
        return {"agreed": given["agreed"] == "yes", "remark": given["remark"]}


class WhyForm(forms.Form):
    """Why somebody wants to see what is masked or sealed; kept in the journal."""

    reason = WordsField("查看理由", most=200, hint="如“电话告知办理进展”", help_text="理由和时间记入流转与查阅记录")


class FilesForm(forms.Form):
    """Files added to a case later on."""

    attachments = FilesField("附件", required=True, help_text="每个不超过 20 MB；图片去掉拍摄信息后保存")
