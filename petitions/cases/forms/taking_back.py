"""Forms of taking a case back: ended or voided, corrected, and sent back to the organ it came from."""

from django import forms

from petitions.cases.forms.acts import BodyField, CaseForm
from petitions.cases.models.cases import Case
from petitions.cases.rules.channels import CHANNELS, CLASSES, PURPOSES
from petitions.cases.rules.endings import ENDINGS
from petitions.permissions import VIEW_CASE
from records.matters.queries.scope import visible_to
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.files import FilesField


class EndingForm(CaseForm):
    """作废、终止办理."""

    refusals = {"attachments": "evidence"}
    ground = PickField("原因", [(one.key, one.label) for one in ENDINGS.values()], radio=True)
    same_as = WordsField("并入哪一件（编号）", required=False, most=40, help_text="重复登记的填写，如 清信〔2026〕12号")
    reason = WordsField("理由", rows=3, most=300)
    evidence = FilesField("凭据", help_text="撤回申请、和解协议：信访人撤回或者和解的必须上传")

    def clean_same_as(self) -> int | None:
        """The case behind the number, among those in sight."""
        number = self.cleaned_data["same_as"]
        if not number:
            return None
        found = visible_to(self.actor, Case.objects.all(), VIEW_CASE).filter(number=number).first()
        if found is None:
            raise forms.ValidationError("没有找到这个编号的事项，请核对后再填。")
        return found.pk


class CorrectionForm(CaseForm):
    """更正登记: the entries that start clocks."""

    channel = PickField("信访形式", [(key, channel.label) for key, channel in CHANNELS.items()])
    source_organ = WordsField("来源机关", required=False, most=60, help_text="上级转送、交办的填写")
    source_number = WordsField("来文文号", required=False, most=60)
    source_due_on = DayField("交办期限", required=False)
    purpose = PickField("信访目的", PURPOSES.items())
    case_class = PickField("事项类别", CLASSES.items(), required=False, empty="按信访目的确定")
    raised_on = DayField("信访日期")
    received_on = DayField("收到日期", help_text="改动以后各项期限重新计算")
    reason = WordsField("理由", rows=3, most=300, help_text="写明原来登错的原因和凭据")

    def starting(self):
        case = self.case
        kept = {name: getattr(case, name) for name in ("channel", "purpose", "raised_on", "received_on")}
        kept |= {name: getattr(case, name) for name in ("source_organ", "source_number", "source_due_on")}
        return kept | {"case_class": case.case_class if case.purpose == "other" else ""}

    def values(self):
        found = super().values()
        due_on = found.pop("source_due_on")
        source = {name: found.pop(name) or "" for name in ("source_organ", "source_number")}
        return found | {"source": source | {"source_due_on": due_on.isoformat() if due_on else ""}}


class SenderForm(CaseForm):
    """向来文机关提出异议."""

    paper = "sender_objection"
    settles = True
    reason = WordsField("理由", rows=5, most=2000, help_text="逐条写明为什么不属于本机关职权范围，会写进异议函")
    basis = WordsField("职责依据", most=300, hint="如“三定”规定、权责清单第几项")
    suggested = WordsField("建议承办的机关、单位", most=60)
    body = BodyField()

    def facts(self):
        named = {name: self.typed(name) or "" for name in ("reason", "basis", "suggested")}
        return {"addressee": self.case.source_organ, **named}


class SenderAnswerForm(CaseForm):
    """登记来文机关的答复."""

    agreed = PickField("答复", [("yes", "同意退回"), ("no", "不同意，由本机关办理")], radio=True)
    on = DayField("答复日期")
    number = WordsField("答复文号", required=False, most=60)
    remark = WordsField("说明", rows=2, required=False, most=300, help_text="没有文号的，写明谁在什么时候怎样答复的")

    def values(self):
        found = super().values()
        return found | {"agreed": found["agreed"] == "yes"}
