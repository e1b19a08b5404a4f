"""Forms of a dispute: the one-page report, the filters of the ledger, and one small form for each act."""

from datetime import date

from django import forms
from django.conf import settings

from petitions.permissions import REPORT_DISPUTE
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries.disputes import DisputeFilter
from petitions.screening.queries.places import places_to_report, units_to_assign
from petitions.screening.rules.disputes import (
    CAUSE_CHOICES,
    GRID,
    HELPER_CHOICES,
    LEVEL_CHOICES,
    ORGAN_CHOICES,
    RESULT_CHOICES,
    STATE_CHOICES,
    WAY_CHOICES,
)
from petitions.screening.rules.entries import DisputeData
from township.actors import Actor
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import UnitField
from township.permissions import Reach

NO_NAMES = "写事不写人，不写姓名、电话。"


class DisputeForm(forms.Form):
    """Report a dispute in one page; what a grid member need not know stands below and may stay empty."""

    title = WordsField("什么纠纷", most=60, hint="如“三组宅基地边界纠纷”", help_text=NO_NAMES)
    unit = UnitField("在哪里发现", empty="（选择单位或网格）")
    place = WordsField("具体地点", most=80, hint="如“三组村道东侧”")
    cause = PickField("原因", CAUSE_CHOICES)
    people = NumberField("涉及人数")
    situation = WordsField(
        "基本情况", rows=4, required=False, most=2000, help_text="加密保存，只有承办单位和联席办看得到。"
    )
    attachments = FilesField("照片、材料", help_text="可以用手机拍照；每个不超过 20 MB")
    found_on = DayField("发现日期")
    measures = WordsField("化解措施", rows=2, required=False, most=300)
    person_name = WordsField("责任人", required=False, most=40, help_text="负责化解的工作人员")
    due_on = DayField("化解期限", required=False, help_text="不填为 15 天")
    risk = WordsField("风险提示", required=False, most=80, help_text=f"事态可能怎样发展。{NO_NAMES}")
    parties = WordsField(
        "当事人", rows=2, required=False, most=500, help_text="可以不填；每行一人：姓名、电话。加密保存，查看要写理由。"
    )

    def __init__(self, *args, actor: Actor, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        places = list(places_to_report(actor))
        self.fields["unit"].offer(places)
        self.initial = {"found_on": today, "unit": _only(places, actor)} | self.initial
        self.is_alone = len(places) == 1
        for name in ("person_name", "parties"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def data_for_action(self) -> DisputeData:
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("unit", "attachments")}
        return DisputeData(**given, unit_id=self.cleaned_data["unit"].pk)


def _only(places: list, actor: Actor):
    """The one place the reporter can mean; nobody is chosen for the clerk, who writes down what others found."""
    if actor.reach(REPORT_DISPUTE) == Reach.TOWNSHIP:
        return None
    own = [unit.pk for unit in places if unit.pk in actor.unit_ids]
    return own[0] if len(own) == 1 else places[0].pk if len(places) == 1 else None


class DisputeFilterForm(forms.Form):
    """The filters, all optional, over the address line; what cannot be read is left out."""

    text = WordsField("名称、地点或编号", required=False, most=60)
    unit = UnitField("单位", required=False, empty="全部")
    level = PickField("层级", LEVEL_CHOICES, required=False, empty="全部")
    cause = PickField("原因", CAUSE_CHOICES, required=False, empty="全部")
    state = PickField("状态", [("open", "未销号"), ("overdue", "超期"), *STATE_CHOICES], required=False, empty="全部")
    found_from = DayField("发现 从", required=False)
    found_to = DayField("到", required=False)
    round = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, township_id: int):
        super().__init__(data, auto_id="f-%s")
        self.fields["unit"].offer(member_units(township_id))
        for name, field in self.fields.items():
            if name != "round":
                is_select = isinstance(field, forms.ChoiceField)
                field.widget.attrs["class"] = "form-select" if is_select else "form-control"
        self.is_valid()

    def wanted(self) -> DisputeFilter:
        data = self.cleaned_data
        unit, number = data.get("unit"), data.get("round")
        return DisputeFilter(
            text=(data.get("text") or "").strip(),
            unit=unit.pk if unit else None,
            level=data.get("level") or "",
            cause=data.get("cause") or "",
            state=data.get("state") or "",
            round=number if number and 0 < number < 2**31 else None,
            found_from=data.get("found_from"),
            found_to=data.get("found_to"),
        )


class ActForm(forms.Form):
    """What every act shares: made from the dispute in hand."""

    def __init__(self, *args, dispute: Dispute, actor: Actor, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.prepare(dispute, actor, today)

    def prepare(self, dispute: Dispute, actor: Actor, today: date) -> None:
        """Choices and first values."""

    def values(self) -> dict:
        return dict(self.cleaned_data)


class ProgressForm(ActForm):
    text = WordsField("本期进展", rows=3, most=1000)
    measures = WordsField("化解措施", rows=2, required=False, most=300)
    person_name = WordsField("责任人", required=False, most=40)
    files = FilesField("材料")

    def prepare(self, dispute, actor, today):
        self.initial = {"measures": dispute.measures, "person_name": dispute.person_name}


class ReasonForm(ActForm):
    reason = WordsField("理由", rows=2, most=300)


class CheckForm(ActForm):
    text = WordsField("核查情况", rows=2, most=200, hint="如“已到现场核实，双方无异议”")


class ReturnStrikeForm(ActForm):
    text = WordsField("退回理由", rows=2, most=200)


class StrikeForm(ActForm):
    way = PickField("怎样化解的", WAY_CHOICES)
    text = WordsField("销号依据", rows=3, most=1000, hint="做了什么，什么材料能证明")
    files = FilesField("证明材料")


class ReopenForm(ActForm):
    reason = WordsField("理由", rows=2, most=300)
    due_on = DayField("新的化解期限", required=False, help_text="不填为 15 天")


class GiveForm(ActForm):
    """Whom it goes to; for the office and for a village."""

    unit = UnitField("交给", required=False, empty="（选择单位）")
    due_on = DayField("化解期限", required=False, help_text="不填为原来的期限")
    remark = WordsField("意见", rows=2, required=False, most=300)

    def prepare(self, dispute, actor, today):
        self.fields["unit"].offer(units_to_assign(actor))

    def values(self) -> dict:
        given = dict(self.cleaned_data)
        unit = given.pop("unit")
        return given | {"unit_id": unit.pk if unit else None}


def upper_label(dispute: Dispute) -> str:
    """Who takes it up where nobody is named: the village of a grid, else the office."""
    return dispute.holder.parent.label if dispute.level == GRID else "联席办"


class AssignForm(GiveForm):
    unit = UnitField("交给", empty="（选择单位）")


class TakeUpForm(GiveForm):
    """The upper level settles it itself unless it names a unit."""

    def prepare(self, dispute, actor, today):
        self.fields["unit"].empty = f"（由{upper_label(dispute)}化解）"
        super().prepare(dispute, actor, today)


class RevealForm(forms.Form):
    """Why the parties are looked at."""

    reason = WordsField("查看理由", most=200, hint="如“通知双方到场调解”")


class MediationForm(forms.Form):
    """One mediation, and whether the agreement is printed."""

    on = DayField("调解日期")
    organ = PickField("由谁主持", ORGAN_CHOICES)
    mediators = WordsField("调解员", most=80, help_text="工作人员、人民调解员的姓名，不写当事人")
    helpers = forms.MultipleChoiceField(
        label="参加的单位和专业力量",
        choices=HELPER_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "没有这一项，请重新选择。"},
    )
    present = NumberField("参加人数")
    facts = WordsField("纠纷事实和争议", rows=4, required=False, most=2000)
    result = PickField("结果", RESULT_CHOICES, radio=True)
    terms = WordsField(
        "协议内容", rows=5, required=False, most=2000, help_text="达成协议的写明内容、履行方式；每行一项。"
    )
    perform_by = DayField("履行期限", required=False)
    makes_paper = forms.BooleanField(label="制作调解协议书（编号、打印后由双方签字）", required=False)
    parties = WordsField(
        "当事人",
        rows=3,
        required=False,
        most=500,
        help_text="制作协议书时填写，每行一人：姓名、性别、住址、电话。已登记过的可以不填。",
    )

    def values(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"helpers": tuple(given["helpers"])}


class DisputeUploadForm(forms.Form):
    """One workbook. What is inside is judged by the action."""

    file = forms.FileField(
        label="填好的模板（.xlsx）",
        error_messages={"required": "请选择要导入的工作簿。", "empty": "这个文件是空的，请重新选择。"},
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        limit = settings.ATTACHMENT_MAX_BYTES
        if upload.size > limit:
            raise forms.ValidationError(f"文件超过 {limit // (1024 * 1024)} MB，请分成几个文件导入。")
        return upload
