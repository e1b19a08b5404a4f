"""Forms of supervision orders."""

from django import forms

from records.acts.forms import ActForm
from records.duties.queries.candidates import candidates_visible_to
from records.ledgers.forms import FilterForm
from records.matters.queries.access import first_holder
from records.papers.forms import TextForm
from records.papers.models.recipients import Recipient
from supervision.orders.actions.findings import RAISED
from supervision.orders.actions.handling import REPORT_FIELDS
from supervision.orders.actions.orders import OrderData
from supervision.orders.models.orders import OrderReport
from supervision.orders.queries.orders import OrderFilter
from supervision.orders.rules.orders import (
    ARTICLE_CHOICES,
    KIND_CHOICES,
    LEAST_DAYS,
    MOST_DAYS,
    NEW_KINDS,
    STATE_CHOICES,
    USUAL_DAYS,
    WAY_CHOICES,
    FinalReport,
)
from supervision.orders.rules.triggers import trigger_of
from township.dates import full_date
from township.directory.models.units import Unit
from township.directory.queries.recipients import leaders
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, PersonalWords, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import PersonField, UnitField, UnitsField
from township.profiles.queries.profiles import profile_values


class OrderFields(forms.Form):
    """What the letter is made of."""

    unit = UnitField("责任单位")
    assisting = UnitsField("协办单位", required=False)
    article = PickField("督办依据", ARTICLE_CHOICES, empty="（请选择）")
    facts = WordsField(
        "督办事由", rows=4, most=1000, help_text="写明什么事项、何时到期、未办到哪一步；不写信访人姓名、电话。"
    )
    points = WordsField("督办要求", rows=5, most=4000, help_text="一行一条，责任单位逐条报告进展。")
    done_when = WordsField("办结标准", rows=2, most=300, hint="出具书面答复并送达，附送达证明")
    days = forms.IntegerField(label="办理时限（工作日）", min_value=LEAST_DAYS, max_value=MOST_DAYS, initial=USUAL_DAYS)
    contact = WordsField("联系人", personal=True, most=60, hint="姓名和办公电话")
    must_report = forms.BooleanField(
        label="要求报送办结报告", required=False, help_text="由责任单位负责人签发、盖章，随办理结果一起报。"
    )

    def data_for_action(self) -> OrderData:
        data = self.cleaned_data
        words = {
            name: data[name] for name in ("article", "facts", "points", "done_when", "days", "contact", "must_report")
        }
        return OrderData(unit_id=data["unit"].pk, assisting=tuple(data["assisting"] or ()), **words)

    def offer(self, township_id: int) -> None:
        for name in ("unit", "assisting"):
            self.fields[name].offer(member_units(township_id))


class NewOrderForm(OrderFields):
    """The findings that become one order, and its letter."""

    kind = PickField("督办类别", NEW_KINDS)
    candidates = forms.MultipleChoiceField(
        label="督办所依据的事项",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "所选事项已经处理或不在您能查看的范围内，请重新选择。"},
    )
    field_order = (
        "kind",
        "candidates",
        "unit",
        "assisting",
        "article",
        "facts",
        "points",
        "done_when",
        "days",
        "contact",
        "must_report",
    )

    def __init__(self, *args, actor, first: int | None, **kwargs):
        rows = candidates_visible_to(actor, state="live")
        chosen = rows.filter(pk=first).first() if first else None
        entries = profile_values(actor.township_id, actor.on, "triggers") if chosen else []
        super().__init__(*args, initial=self.starting(chosen, entries), **kwargs)
        self.offer(actor.township_id)
        if chosen and chosen.unit_id:
            rows = rows.filter(unit_id=chosen.unit_id)
        self.fields["candidates"].choices = [(row.pk, f"{row.get_ground_display()}：{row.text}") for row in rows[:60]]

    @staticmethod
    def starting(chosen, entries: list[dict]) -> dict:
        if chosen is None:
            return {"kind": "leader", "days": USUAL_DAYS}
        trigger = trigger_of(chosen.ground, entries)
        first = first_holder(chosen.matter) if trigger.asks_first and chosen.matter_id else None
        return {
            "kind": "leader" if chosen.ground == "instruction" else "plain",
            "candidates": [chosen.pk],
            "unit": chosen.unit_id,
            "assisting": [first.pk] if first and first.pk != chosen.unit_id else [],
            "must_report": trigger.asks_head,
            "article": trigger.article,
            "facts": chosen.text,
            "days": trigger.limit,
        }

    def values(self) -> dict:
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "candidate_ids": [int(pk) for pk in data["candidates"]],
            "data": self.data_for_action(),
        }


def written(row) -> dict:
    """The fields of an order as they stand."""
    copies = Recipient.objects.filter(document_id=row.document_id, part=Recipient.Part.COPY)
    return {
        "unit": row.unit_id,
        "assisting": list(Unit.objects.filter(pk__in=copies.values("unit_id"))),
        "points": "\n".join(point.text for point in row.points.all()),
        **{name: getattr(row, name) for name in ("article", "facts", "done_when", "days", "contact", "must_report")},
    }


class OrderTextForm(OrderFields, TextForm):
    """The draft: the letter is written from the fields."""

    body = None

    def starting(self) -> dict:
        return {"version": self.row.document.version} | written(self.row)

    def prepare(self) -> None:
        self.offer(self.row.township_id)

    def values(self) -> dict:
        return {"body": "", "version": self.cleaned_data["version"], "data": self.data_for_action()}


class AgainForm(OrderFields, ActForm):
    """A second order, starting from the words of the first."""

    def starting(self) -> dict:
        return written(self.row)

    def prepare(self) -> None:
        self.offer(self.row.township_id)

    def values(self) -> dict:
        return {"data": self.data_for_action()}


class ProgressForm(ActForm):
    text = WordsField("进展", rows=3, most=500)
    is_done = forms.BooleanField(label="这一条已经办完", required=False)


class ReportForm(PersonalWords, ActForm):
    number = WordsField("文号", most=60, hint="本单位的发文字号或者登记号")
    signed_by = WordsField("签发人", most=30)
    basics = WordsField("交办情况", rows=3, most=600, help_text="交办文号、交办日期和事项的基本情况。")
    petitioner = WordsField("信访人情况", rows=2, most=600, help_text="只有联席办和本单位看得到；不写证件号码。")
    claims = WordsField("信访诉求", rows=3, most=1000)
    findings = WordsField("调查处理情况", rows=8, most=3000)
    opinion = WordsField("处理意见及落实", rows=4, most=2000, help_text="意见、依据、送达日期和落实情况。")
    handler = WordsField("经办人", most=30)
    phone = WordsField("经办人电话", most=30)

    def starting(self) -> dict:
        report = OrderReport.objects.filter(order_id=self.row.pk).first()
        if report is None:
            issued = full_date(self.row.issued_on) if self.row.issued_on else ""
            return {"basics": f"{self.row.number}（{issued}印发）交办。{self.row.facts}"[:600]}
        return {name: getattr(report, name) for name in REPORT_FIELDS}

    def values(self) -> dict:
        return {"data": FinalReport(**{name: self.cleaned_data[name] for name in REPORT_FIELDS})}


class ReplyForm(ActForm):
    result = WordsField("办理结果", rows=6, most=2000, help_text="对照督办要求写明办理过程、结果和依据。")
    files = FilesField("证明材料", help_text="PDF 或图片，可以选多个。")


class VerifyForm(ActForm):
    way = PickField("核实方式", WAY_CHOICES, empty="（请选择）")
    verdict = WordsField("核实意见", rows=3, most=500, help_text="退回的要写明还缺什么。")


class ExtendForm(ActForm):
    until = DayField("延至")
    reason = WordsField("延期理由", rows=2, most=300)


class OrderFilterForm(FilterForm):
    asks = OrderFilter
    text = WordsField("编号", most=60)
    kind = PickField("类别", KIND_CHOICES, empty="全部")
    state = PickField("状态", [("running", "未销号"), ("overdue", "超期"), *STATE_CHOICES], empty="全部")
    unit = UnitField("责任单位", empty="全部")
    first = DayField("印发 从")
    last = DayField("到")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))


class FindingForm(forms.Form):
    """What a person brings in: a leader's instruction, or what a dispatch asked for and did not get."""

    ground = PickField("事由", list(RAISED.items()), radio=True)
    unit = UnitField("责任单位")
    number = WordsField(
        "事项编号", required=False, most=60, help_text="信访事项、视频调度等的编号；不针对某个事项的可以不填。"
    )
    leader = PersonField(
        "批示领导",
        required=False,
        empty="（上级领导，或者不是批示）",
        help_text="本乡镇领导批示的选上，办理结果记入本人的实绩档案。",
    )
    on = DayField("批示或者调度日期")
    text = WordsField("情况", rows=3, most=150, help_text="谁批示、要求什么；不写信访人姓名、电话。")

    def __init__(self, *args, actor, today, **kwargs):
        super().__init__(*args, initial={"on": today, "leader": actor.person_id}, **kwargs)
        self.fields["unit"].offer(member_units(actor.township_id))
        self.fields["leader"].offer(leaders(actor.township_id, today), today)

    def values(self) -> dict:
        data = self.cleaned_data
        given = {name: data[name] for name in ("ground", "number", "on", "text")}
        return given | {"unit_id": data["unit"].pk, "leader_id": data["leader"].pk if data["leader"] else None}
