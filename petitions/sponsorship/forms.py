"""Forms of a sponsored case: plan, team, step, what a unit says of its step, one of the five duties, the end."""

from petitions.sponsorship import queries
from petitions.sponsorship.actions.plans import StepData
from petitions.sponsorship.queries import SponsorFilter
from petitions.sponsorship.rules import DUTIES, STATE_CHOICES
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.matters.models.events import Event
from township.dates import short_date
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import PeopleField, RowField, UnitField

FILES = "照片、扫描件，可以选多个；看得到包案的都看得到。"


class PlanForm(ActForm):
    """What is to be reached, by what means, until when."""

    aim = WordsField("化解目标和措施", rows=4, most=500, hint="分类处理意见、具体措施；不写姓名、电话")
    due_on = DayField("包案期限")

    def starting(self) -> dict:
        return {"aim": self.row.aim, "due_on": self.row.due_on}


class TeamForm(ActForm):
    """Who works on it beside the leader."""

    people = PeopleField("工作班子", required=True)

    def starting(self) -> dict:
        return {"people": [person.pk for person in queries.team_of(self.row)]}

    def prepare(self) -> None:
        self.fields["people"].offer(queries.team_people(self.row.township_id, self.today), self.today)


class StepForm(ActForm):
    """One step of the roadmap."""

    text = WordsField("做什么", rows=2, most=200, hint="如：现场核实，召开协调会明确办证时间")
    unit = UnitField("责任单位")
    person_name = WordsField("责任人", most=20, hint="责任单位的同志")
    due_on = DayField("完成时限")

    def prepare(self) -> None:
        self.fields["unit"].offer(queries.step_units(self.row.township_id))

    def values(self) -> dict:
        given = super().values()
        return {"data": StepData(unit_id=given.pop("unit").pk, **given)}


class ObjectForm(ActForm):
    """What the unit would have otherwise."""

    text = WordsField("意见", rows=2, most=300, hint="写明哪里做不到、建议怎样改")


class ReportForm(ActForm):
    """How far the step is."""

    text = WordsField("进展", rows=2, most=500)
    files = FilesField("材料", help_text=FILES)


class FinishForm(ActForm):
    """When it was done, and what shows it."""

    on = DayField("完成日期")
    evidence = WordsField("完成凭据", rows=2, most=500, hint="如：协调会纪要文号、送达回证、付款凭证号")
    files = FilesField("凭据文件", help_text=FILES)


def event_words(event: Event) -> str:
    """Day and text of an event."""
    return f"{short_date(event.on)} {event.text}"


class DutyForm(ActForm):
    """What was done for one of the five duties."""

    on = DayField("日期")
    text = WordsField("做了什么", rows=3, most=500)
    event = RowField("事项里的凭据", required=False, empty="（没有）", words=event_words)

    def prepare(self) -> None:
        label, means = DUTIES.get(self.part, ("", ""))
        self.fields["text"].help_text = f"{label}：{means}"
        self.fields["event"].offer(queries.events_of_case(self.actor, self.row))

    def values(self) -> dict:
        given = super().values()
        event = given.pop("event")
        return given | {"event_id": event.pk if event else None}


class EndForm(ActForm):
    """How it ended."""

    reason = WordsField("说明", rows=3, most=500, required=False, help_text="五包和步骤没有全部完成的，写明理由。")


class ReasonForm(ActForm):
    """Why."""

    reason = WordsField("理由", rows=2, most=200)


class SponsorFilterForm(FilterForm):
    asks = SponsorFilter
    state = PickField("状态", [("open", "没有结束的"), *STATE_CHOICES], empty="全部")
    unit = UnitField("责任单位", empty="全部")

    def prepare(self) -> None:
        self.fields["unit"].offer(queries.step_units(self.actor.township_id))
