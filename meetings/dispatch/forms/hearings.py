"""Forms of the hearing and of the work report."""

from meetings.dispatch.actions.hearings import HearingRecord
from meetings.dispatch.queries.hearings import PeriodFilter
from meetings.dispatch.rules.hearings import HEARING_CHOICES, HEARING_KIND, REPORT_CHOICES
from meetings.sessions.queries.chairs import possible_chairs
from meetings.sessions.rules.sessions import KINDS
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from township.dates import moment_on
from township.directory.queries.actors import posts_in_effect
from township.frame.forms.fields import DayField, NumberField, PickField, TimeField, WordsField
from township.frame.forms.pickers import PersonField


class HearingFilterForm(FilterForm):
    asks = PeriodFilter
    year = NumberField("年度", min_value=2000, max_value=2100)
    state = PickField("状态", HEARING_CHOICES, empty="全部")


class ReportFilterForm(FilterForm):
    asks = PeriodFilter
    year = NumberField("年度", min_value=2000, max_value=2100)
    state = PickField("状态", REPORT_CHOICES, empty="全部")


class HearingSessionForm(ActForm):
    """When and where the leadership hears the report."""

    chair = PersonField("主持人", empty="（请选择主持人）")
    day = DayField("会议日期")
    starts = TimeField("开始时间")
    place = WordsField("地点", most=60)

    def prepare(self) -> None:
        township_id = self.row.township_id
        may_chair = posts_in_effect(self.today, township_id=township_id, role__in=KINDS[HEARING_KIND].chairs)
        rows = possible_chairs(township_id, self.today)
        self.fields["chair"].offer(rows.filter(pk__in=may_chair.values("person_id")), self.today)

    def values(self) -> dict:
        data = self.cleaned_data
        return {
            "chair_id": data["chair"].pk,
            "place": data["place"],
            "starts_at": moment_on(data["day"], data["starts"]),
        }


class HearingRecordForm(ActForm):
    """What was heard by the party committee and government."""

    organ = WordsField("听取的会议", most=60, hint="如：镇党政联席会议（第23次）")
    held_on = DayField("会议日期")
    chair_name = WordsField("主持人", most=40)
    opinions = WordsField("会议意见", rows=5, most=2000, help_text="不写信访人姓名，事项用编号。")
    decisions = WordsField(
        "会议决定",
        rows=4,
        required=False,
        most=2000,
        help_text="要逐项落实、逐项核实的，请返回改用“安排会议”，在纪要里形成议定事项。",
    )

    def values(self) -> dict:
        return {"record": HearingRecord(**super().values())}


class ReportTextForm(TextForm):
    """The text of a report, a paragraph a line, and whom it goes to."""

    addressee = WordsField("主送", most=60)
    field_order = ("addressee", "body")

    def starting(self) -> dict:
        return super().starting() | {"addressee": self.row.addressee}

    def prepare(self) -> None:
        super().prepare()
        self.fields["body"].help_text = "一行一段；“一、”“（一）”开头的行排成标题。不写信访人姓名。"
