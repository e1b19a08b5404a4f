"""Forms of cause analyses."""

from django import forms

from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.matters.models.matters import Matter
from records.papers.forms import TextForm
from supervision.accountability.actions.causes import CauseData, FindingData, SideData
from supervision.accountability.queries.causes import CauseFilter, evidence_lines
from supervision.accountability.rules.causes import (
    ACT_CHOICES,
    CAUSING,
    FAILURE_CHOICES,
    HANDLING,
    LEAST_DAYS,
    MOST_DAYS,
    STATE_CHOICES,
    USUAL_DAYS,
)
from township.actors import Actor
from township.directory.models.units import UnitKind
from township.directory.queries.units import ATTENDING, member_units, units_of
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import UnitField

GONE = "有一条记录已经不在了，请重新勾选。"


def _lines(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
        help_text="从这个事项的流转记录和督办建议里勾选。",
    )


class CauseFields(forms.Form):
    """Both sides and the days to speak."""

    causing_unit = UnitField("引发单位")
    causing_kind = PickField("引发原因", ACT_CHOICES)
    causing_words = WordsField(
        "引发情况", rows=3, most=1500, help_text="写明哪件事、什么时候、怎样引发；不写信访人姓名、电话。"
    )
    causing_evidence = _lines("引发环节的依据")
    handling_unit = UnitField("办理单位")
    handling_kind = PickField("办理环节的问题", FAILURE_CHOICES)
    handling_words = WordsField("办理情况", rows=3, most=1500)
    handling_evidence = _lines("办理环节的依据")
    days = NumberField(
        "征求意见期限（工作日）",
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
    )

    def offer(self, actor: Actor, about: Matter) -> None:
        units = units_of(actor.township_id, *ATTENDING, UnitKind.OUTSIDE)
        lines = evidence_lines(actor, about)
        for side in (CAUSING, HANDLING):
            self.fields[f"{side}_unit"].offer(units)
            self.fields[f"{side}_evidence"].choices = lines

    def data_for_action(self) -> CauseData:
        return CauseData(self._side(CAUSING), self._side(HANDLING), self.cleaned_data["days"])

    def _side(self, side: str) -> SideData:
        data = self.cleaned_data
        unit, kind = data[f"{side}_unit"], data[f"{side}_kind"]
        return SideData(unit.pk, kind, data[f"{side}_words"], tuple(data[f"{side}_evidence"]))


class NewCauseForm(CauseFields):
    """A new analysis on a matter in sight."""

    def __init__(self, *args, actor: Actor, about: Matter, **kwargs):
        super().__init__(*args, initial={"handling_unit": about.holder_unit_id, "days": USUAL_DAYS}, **kwargs)
        self.offer(actor, about)


class CauseForm(CauseFields, ActForm):
    """The sides while the units were not asked."""

    def starting(self) -> dict:
        given: dict = {"days": self.row.days}
        for side in self.row.sides.prefetch_related("evidence"):
            keys = [
                f"event:{one.event_id}" if one.event_id else f"candidate:{one.candidate_id}"
                for one in side.evidence.all()
            ]
            given |= {
                f"{side.side}_unit": side.unit_id,
                f"{side.side}_kind": side.kind,
                f"{side.side}_words": side.words,
                f"{side.side}_evidence": keys,
            }
        return given

    def prepare(self) -> None:
        self.offer(self.actor, self.row.about)

    def values(self) -> dict:
        return {"data": self.data_for_action()}


class FindingForm(TextForm):
    """The conclusion; the report is written from it and from the sides."""

    body = None
    conclusion = WordsField("结论", rows=4, most=1500)
    advice = WordsField("建议", rows=3, most=1500, help_text="如何纠正、如何防止再次发生。")

    def starting(self) -> dict:
        row = self.row
        return {"version": row.document.version, "conclusion": row.conclusion, "advice": row.advice}

    def prepare(self) -> None:
        """No text of its own."""

    def values(self) -> dict:
        data = self.cleaned_data
        return {"body": "", "version": data["version"], "data": FindingData(data["conclusion"], data["advice"])}


class TellForm(ActForm):
    words = WordsField("说明", rows=6, most=2000, help_text="对引发或者办理情况有不同意见的，写明理由。")
    files = FilesField("证明材料", help_text="PDF 或图片，可以选多个。")


class ReasonForm(ActForm):
    reason = WordsField("理由", rows=3, most=300)


class CauseFilterForm(FilterForm):
    asks = CauseFilter
    text = WordsField("编号", most=60)
    state = PickField("状态", STATE_CHOICES, empty="全部")
    unit = UnitField("单位", empty="全部")
    first = DayField("审定 从")
    last = DayField("到")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))
