"""Forms of the minutes: one item, one task, co-signature, the convenor's decision."""

from django import forms

from meetings.sessions.actions.minutes import ItemWords, TaskData
from meetings.sessions.models.minutes import MinutesItem
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, WordsField
from township.frame.forms.pickers import UnitField


class ItemForm(forms.Form):
    """What was heard, held and decided, in whole sentences."""

    revision = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    heard = WordsField("会议听取", rows=3, required=False, most=5000, hint="会议听取了……的汇报。")
    held = WordsField("会议认为", rows=4, required=False, most=5000, hint="会议认为，……。")
    decided = WordsField("会议议定", rows=4, required=False, most=5000, hint="会议议定，……。")

    def words(self) -> ItemWords:
        data = self.cleaned_data
        return ItemWords(data["heard"], data["held"], data["decided"])

    @staticmethod
    def initial_of(item: MinutesItem) -> dict:
        return {"revision": item.revision, "heard": item.heard, "held": item.held, "decided": item.decided}


class TaskForm(forms.Form):
    """A decided task: what, who, until when, and what counts as done."""

    text = WordsField("议定事项", most=300)
    unit = UnitField("责任单位")
    person_name = WordsField("责任人", required=False, most=40)
    due_on = DayField("完成时限")
    done_when = WordsField("落实标准", most=200, help_text="做到什么程度算落实。")

    def __init__(self, *args, township_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(member_units(township_id))

    def data_for_action(self) -> TaskData:
        data = self.cleaned_data
        return TaskData(data["text"], data["unit"].pk, data["due_on"], data["done_when"], data["person_name"])


class CoSignForm(forms.Form):
    """Agreement or dissent; the reason belongs to dissent."""

    reason = WordsField(
        "理由或说明", rows=2, required=False, most=300, help_text="不同意要写明理由；写明后纪要不能送审。"
    )


class ApprovalForm(forms.Form):
    """The decision on the text that was read; the password only when the page lay idle for five minutes."""

    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    remark = WordsField("意见", rows=2, required=False, most=500, help_text="退回要写明意见；同意可以不写。")
    password = forms.CharField(
        label="登录密码",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="您有五分钟以上没有操作，请再输一次登录密码。",
    )

    def __init__(self, *args, asks_password: tuple[str, str] | None, **kwargs):
        """asks_password: label and help of the field (township.frame.pauses.asking); None = nothing is asked."""
        super().__init__(*args, **kwargs)
        if asks_password:
            self.fields["password"].label, self.fields["password"].help_text = asks_password
        else:
            del self.fields["password"]


class ReceiptForm(forms.Form):
    """How the copy reached the district office, or a unit without an account."""

    note = WordsField("送达方式", most=60, hint="如：机要交换，9月30日")
