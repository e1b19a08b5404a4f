"""The forms from handling to the end: progress, extension, delivery, execution, conclusion, the code anew, who reads and who sponsors."""

from datetime import date, timedelta

from django import forms

from petitions.cases.forms.acts import BodyField, CaseForm, DatedForm
from petitions.cases.forms.intake import OwnTaskForm
from petitions.cases.queries.assignments import live_assignments
from petitions.cases.rules.deliveries import MANNERS
from petitions.cases.rules.sponsors import is_long_pending
from petitions.cases.rules.terms import CONCLUDE
from records.clocks.models import Clock
from township.directory.models.people import Role
from township.directory.queries.people import people_in_office
from township.directory.queries.recipients import holders_of, leaders
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import PersonField


class ProgressForm(DatedForm, OwnTaskForm):
    text = WordsField("进展", rows=5, most=4000)
    on = DayField("日期")
    is_result = forms.BooleanField(label="这是本单位的办理结果（报送后停止本单位期限）", required=False)
    attachments = FilesField("附件")

    def prepare(self):
        super().prepare()
        if self.task is None:
            del self.fields["is_result"]

    def values(self):
        found = super().values()
        return found | {"files": found.pop("attachments")}


class ExtensionForm(CaseForm):
    paper = "extension"
    days = NumberField("延长天数", help_text="1 到 30 日，从原期限接着数，只能延长一次", initial=30)
    reason = WordsField("理由", rows=3, most=300, help_text="会写进延期告知书，告知信访人")
    moves_units = forms.BooleanField(
        label="承办单位的期限同时顺延", required=False, initial=True, help_text="不超过延长后的期限和上级交办的期限"
    )
    body = BodyField()

    def prepare(self):
        if not live_assignments(self.case):
            del self.fields["moves_units"]

    def _due_on(self) -> date | None:
        clocks = Clock.objects.filter(matter_id=self.case.pk, code=CONCLUDE.code, stopped_on__isnull=True)
        return clocks.values_list("due_on", flat=True).first()

    def facts(self):
        due_on, days = self._due_on(), self.typed("days")
        new = {"extension_new_due_on": due_on + timedelta(days=days)} if due_on and days else {}
        return {"reason": self.typed("reason") or "", "raw_due_on": due_on, **new}


class NewCodeForm(CaseForm):
    reason = WordsField(
        "身份怎样核对", personal=False, rows=2, most=200, hint="如“本人持身份证到场”", help_text="不写证件号码和电话"
    )


class FollowUpForm(CaseForm):
    """What the petitioner said on the telephone about one object."""

    about = PickField("评价对象", [("office", "联席办"), ("unit", "责任单位")], radio=True)
    grade = PickField("评价", [("good", "满意"), ("fair", "基本满意"), ("bad", "不满意")], radio=True)
    comment = WordsField("信访人的原话", rows=3, most=300)


class DeliverForm(DatedForm):
    day = "delivered_on"
    refusals = {"attachments": "evidence"}
    document = forms.ChoiceField(
        label="送达的文书",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择送达的文书。", "invalid_choice": "没有这份文书。"},
    )
    manner = PickField("送达方式", MANNERS.items(), radio=True)
    delivered_on = DayField("送达日期", help_text="签收当天；邮寄的填回执上的日期")
    place = WordsField("送达地点、邮寄地址或接收号码", required=False, most=120)
    receiver = WordsField("签收人（代收的注明关系）", required=False, most=40)
    refusal_reason = WordsField("拒收情况", required=False, most=200)
    witnesses = WordsField("见证人", required=False, most=80)
    evidence = FilesField("送达证明", help_text="回证、回执、照片或截图")

    def prepare(self):
        papers = self.case.matter.documents.filter(state="issued", is_for_petitioner=True, deliveries__isnull=True)
        self.fields["document"].choices = [(str(row.pk), f"{row.title} {row.number}".strip()) for row in papers]
        self.fields["document"].initial = (
            self.fields["document"].choices[-1][0] if self.fields["document"].choices else ""
        )

    def values(self):
        found = super().values()
        files = found.pop("evidence")
        document_id = int(found.pop("document"))
        return {**found, "document_id": document_id, "evidence_upload": files[0] if files else None}


class ExecutionForm(CaseForm):
    claim = forms.ChoiceField(
        label="诉求",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择诉求。", "invalid_choice": "没有这项诉求。"},
    )
    text = WordsField("落实情况", rows=4, most=2000)
    on = DayField("落实日期")

    def prepare(self):
        rows = self.case.claims.filter(conclusion="support", executed_on__isnull=True)
        self.fields["claim"].choices = [(str(row.pk), f"{row.seq}. {row.text}") for row in rows]

    def values(self):
        found = super().values()
        return {"claim_id": int(found.pop("claim")), **found}


class ConcludeForm(DatedForm):
    on = DayField("办结日期")
    note = WordsField("说明", rows=3, required=False, most=500)


class ReaderForm(CaseForm):
    """One more person on the access list of an accusation."""

    refusals = {"person": "person_id"}
    person_id = PersonField("人员")

    def prepare(self):
        self.fields["person_id"].offer(people_in_office(self.case.township_id), self.today)

    def values(self):
        return {"person_id": self.cleaned_data["person_id"].pk}


class SponsorForm(CaseForm):
    """The leader who follows the case to its end."""

    refusals = {"person": "person_id"}
    person_id = PersonField("包案领导", help_text="再指定一位，就换成这一位；涉及对象和已经回避的不能指定。")

    def starting(self):
        """A long-pending case goes to the first-in-command first (先正职后副职)."""
        if not is_long_pending(self.case.is_backlog, self.case.registered_on, self.today):
            return {}
        first = holders_of({Role.CHIEF_CONVENOR}, self.case.township_id, self.today).first()
        return {"person_id": first.pk} if first else {}

    def prepare(self):
        field = self.fields["person_id"]
        field.offer(leaders(self.case.township_id, self.today), self.today)
        if is_long_pending(self.case.is_backlog, self.case.registered_on, self.today):
            field.help_text = f"这是信访积案，先由主要领导包案（先党委后政府、先正职后副职）。{field.help_text}"

    def values(self):
        return {"person_id": self.cleaned_data["person_id"].pk}
