"""Forms of incoming documents: the register line, opinion, decision, result, closing."""

from django import forms

from meetings.documents.actions.incoming import IncomingData
from meetings.documents.rules.incoming import URGENCY_CHOICES
from records.acts.forms import ActForm
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import UnitField


class IncomingForm(forms.Form):
    """The register line of an incoming document."""

    sender = WordsField("来文单位", most=60, hint="如：清川县信访联席办")
    their_number = WordsField("来文字号", most=60, required=False, hint="如：川信联办〔2026〕18号")
    is_other = forms.BooleanField(label="仍然登记：是字号相同的另一份", required=False, widget=forms.HiddenInput)
    title = WordsField("标题", most=100, help_text="承办单位都能看到，不写信访人姓名。")
    received_on = DayField("收文日期")
    urgency = PickField("紧急程度", URGENCY_CHOICES, empty="（请选择）")
    demand = WordsField("办理要求", rows=3, most=1000, required=False)
    due_on = DayField("办理时限", required=False, help_text="来文没有写明时限的不填；填了就开始计时。")
    attachments = FilesField("扫描件", help_text="PDF 或图片，可以选多个。")

    def ask_again(self) -> None:
        """Show the box that says it is another paper; nobody needs it before the number was met a second time."""
        self.fields["is_other"].widget = forms.CheckboxInput(attrs={"class": "form-check-input"})

    def data_for_action(self) -> IncomingData:
        return IncomingData(**{key: value for key, value in self.cleaned_data.items() if key != "attachments"})


class OpinionForm(ActForm):
    opinion = WordsField("拟办意见", rows=3, hint="建议由××单位承办，××日前报结果。")


class OrderForm(ActForm):
    """批示: to a unit, to file, or back."""

    unit = UnitField("承办单位", required=False, help_text="存阅和退回不用选。")
    order = WordsField("批示意见", rows=3, hint="同意拟办意见。")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.row.township_id))

    def values(self) -> dict:
        unit = self.cleaned_data["unit"]
        return {"order": self.cleaned_data["order"], "unit_id": unit.pk if unit else None}


class ResultForm(ActForm):
    result = WordsField("办理结果", rows=4, most=1000)
    attachments = FilesField("办理材料")

    def values(self) -> dict:
        return {"result": self.cleaned_data["result"], "files": self.cleaned_data["attachments"]}


class ScansForm(ActForm):
    refusals = {"attachments": "files"}
    files = FilesField("扫描件", help_text="PDF 或图片，可以选多个。")


class CloseForm(ActForm):
    remark = WordsField("意见", rows=2, required=False, most=300, help_text="退回要写明理由；核结可以不写。")
