"""Forms of one resolution."""

from records.acts.forms import ActForm
from township.frame.forms.fields import DayField, NumberField, WordsField
from township.frame.forms.files import FilesField


class ProgressForm(ActForm):
    """How far it is."""

    percent = NumberField("进度（%）")
    text = WordsField("进展情况", rows=3)
    attachments = FilesField("附件")

    def values(self) -> dict:
        return _with_uploads(super().values())


class DoneForm(ActForm):
    """The unit says it is carried out."""

    on = DayField("落实日期")
    text = WordsField("落实情况", rows=3)
    attachments = FilesField("附件", help_text="照片、文件等，证明达到落实标准。")

    def values(self) -> dict:
        return _with_uploads(super().values())


class ExtensionForm(ActForm):
    """More time."""

    days = NumberField("延期天数", help_text="自然日，最多 30 天，只能延期一次。")
    reason = WordsField("理由", rows=2, most=300)


class RemarkForm(ActForm):
    """A decision with remarks."""

    remark = WordsField("意见", rows=2, required=False, most=300, help_text="不同意要写明意见。")


class VerifyForm(ActForm):
    """What the office found."""

    text = WordsField("核实情况", rows=2)


def _with_uploads(data: dict) -> dict:
    return data | {"uploads": data.pop("attachments")}
