"""Forms of a dispute: the one-page report, the filters of the ledger, and one small form for each act."""

from datetime import date

from django import forms

from petitions.permissions import REPORT_DISPUTE
from petitions.screening.actions.mediations import MediationData
from petitions.screening.queries.disputes import DisputeFilter
from petitions.screening.queries.places import places_to_report, units_to_assign
from petitions.screening.queries.rounds import rounds_visible_to
from petitions.screening.rules.disputes import (
    CAUSE_CHOICES,
    GRID,
    HELPER_CHOICES,
    LEVEL_CHOICES,
    ORGAN_CHOICES,
    RESULT_CHOICES,
    STATE_CHOICES,
    TITLE_NAMES_NOBODY,
    WAY_CHOICES,
)
from petitions.screening.rules.entries import DisputeData
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from township.actors import Actor
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import RowField, UnitField
from township.permissions import Reach

NO_NAMES = "写事不写人，不写姓名、电话。"


class DisputeForm(forms.Form):
    """Report a dispute in one page; what a grid member need not know stands below and may stay empty."""

    title = WordsField(
        "什么纠纷",
        most=60,
        hint="如“三组宅基地边界纠纷”",
        help_text=NO_NAMES,
        error_messages={"personal": TITLE_NAMES_NOBODY},
    )
    unit = UnitField("在哪里发现", empty="（选择单位或网格）")
    place = WordsField("具体地点", most=80, hint="如“三组村道东侧”")
    cause = PickField("原因", CAUSE_CHOICES)
    people = NumberField("涉及人数")
    situation = WordsField(
        "基本情况", personal=True, rows=4, required=False, most=2000, help_text="加密保存，只有承办单位和联席办看得到。"
    )
    attachments = FilesField("照片、材料", help_text="可以用手机拍照；每个不超过 20 MB")
    found_on = DayField("发现日期")
    measures = WordsField("化解措施", rows=2, required=False, most=300)
    person_name = WordsField("责任人", required=False, most=40, help_text="负责化解的工作人员")
    due_on = DayField("化解期限", required=False, help_text="不填为 15 天")
    risk = WordsField("风险提示", required=False, most=80, help_text=f"事态可能怎样发展。{NO_NAMES}")
    parties = WordsField(
        "当事人",
        personal=True,
        rows=2,
        required=False,
        most=500,
        help_text="可以不填；每行一人：姓名、电话。加密保存，查看要写理由。",
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


class DisputeFilterForm(FilterForm):
    asks = DisputeFilter
    text = WordsField("名称、地点或编号", most=60)
    unit = UnitField("单位", empty="全部")
    level = PickField("层级", LEVEL_CHOICES, empty="全部")
    cause = PickField("原因", CAUSE_CHOICES, empty="全部")
    state = PickField("状态", [("open", "未销号"), ("overdue", "超期"), *STATE_CHOICES], empty="全部")
    found_from = DayField("发现 从")
    found_to = DayField("到")
    round = RowField("排查轮次", empty="全部", words=lambda row: row.title)
    main = ("text", "unit", "state", "level")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))
        self.fields["round"].offer(rounds_visible_to(self.actor).order_by("-first", "-pk"))


class ProgressForm(ActForm):
    refusals = {"attachments": "files"}
    text = WordsField("本期进展", rows=3, most=1000)
    measures = WordsField("化解措施", rows=2, required=False, most=300)
    person_name = WordsField("责任人", required=False, most=40)
    files = FilesField("材料")

    def starting(self) -> dict:
        return {"measures": self.row.measures, "person_name": self.row.person_name}


class ReasonForm(ActForm):
    reason = WordsField("理由", rows=2, most=300)


class CheckForm(ActForm):
    text = WordsField("核查情况", rows=2, most=200, hint="如“已到现场核实，双方无异议”")


class ReturnStrikeForm(ActForm):
    text = WordsField("退回理由", rows=2, most=200)


class StrikeForm(ActForm):
    refusals = {"attachments": "files"}
    way = PickField("怎样化解的", WAY_CHOICES)
    text = WordsField("销号依据", rows=3, most=1000, hint="做了什么，什么材料能证明")
    early_reason = WordsField(
        "提前销号的理由", required=False, most=200, help_text="协议的履行期限还没有到就销号的填写，如：已经提前履行完。"
    )
    files = FilesField("证明材料")


class ReopenForm(ActForm):
    reason = WordsField("理由", rows=2, most=300)
    due_on = DayField("新的化解期限", required=False, help_text="不填为 15 天")


class GiveForm(ActForm):
    """Whom it goes to; for the office and for a village."""

    unit = UnitField("交给", required=False, empty="（选择单位）")
    due_on = DayField("化解期限", required=False, help_text="不填为原来的期限")
    remark = WordsField("意见", rows=2, required=False, most=300)

    def prepare(self) -> None:
        self.fields["unit"].offer(units_to_assign(self.actor))

    def values(self) -> dict:
        given = super().values()
        unit = given.pop("unit")
        return given | {"unit_id": unit.pk if unit else None}


class AssignForm(GiveForm):
    unit = UnitField("交给", empty="（选择单位）")


class TakeUpForm(GiveForm):
    """The upper level settles it itself unless it names a unit."""

    def prepare(self) -> None:
        upper = self.row.holder.parent.label if self.row.level == GRID else "联席办"
        self.fields["unit"].empty = f"（由{upper}化解）"
        super().prepare()


class RevealForm(forms.Form):
    """Why the parties are looked at."""

    reason = WordsField("查看理由", most=200, hint="如“通知双方到场调解”")


class MediationForm(ActForm):
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
    facts = WordsField("纠纷事实和争议", personal=True, rows=4, required=False, most=2000)
    result = PickField("结果", RESULT_CHOICES, radio=True)
    terms = WordsField(
        "协议内容",
        personal=True,
        rows=5,
        required=False,
        most=2000,
        help_text="达成协议的写明内容、履行方式；每行一项。",
    )
    perform_by = DayField("履行期限", required=False)
    makes_paper = forms.BooleanField(label="制作调解协议书（编号、打印后由双方签字）", required=False)
    parties = WordsField(
        "当事人",
        personal=True,
        rows=3,
        required=False,
        most=500,
        help_text="制作协议书时填写，每行一人：姓名、性别、住址、电话。已登记过的可以不填。",
    )

    def values(self) -> dict:
        given = super().values()
        return {"data": MediationData(**given | {"helpers": tuple(given["helpers"])})}
