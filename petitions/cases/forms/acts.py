"""One small form for each act on a case. `values` gives the action's arguments, `facts` what the paper's text needs.

A form never decides whether a move is allowed: the action does, and its refusal is put beside the field it names.
"""

from datetime import date, timedelta

from django import forms

from petitions.cases.actions.back_entries import Proof
from petitions.cases.actions.clocks import answer_due_on
from petitions.cases.actions.wording import Wording
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import live_assignments, own_task, pending_objection
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.channels import PATHS
from petitions.cases.rules.deliveries import MANNERS
from petitions.cases.rules.papers import PaperFacts
from petitions.cases.rules.refusals import GROUNDS
from petitions.cases.rules.simple_track import SCOPES
from petitions.cases.rules.sponsors import is_long_pending
from petitions.cases.rules.standard_texts import standard_text
from petitions.cases.rules.terms import CONCLUDE
from records.acts.forms import ActForm
from records.clocks.models import Clock
from township.directory.models.people import Role
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.people import people_in_office
from township.directory.queries.recipients import holders_of, leaders
from township.frame.forms.fields import DayField, NumberField, PersonalWords, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import PersonField, UnitField
from township.refusals import Refused

ASSIST_ROWS = 4
BODY_HELP = "留空时按标准文本印发。要改文字，先点“填入标准文本”再改；【信访人】处印发时填姓名。"


class CaseForm(PersonalWords, ActForm):
    """A form of an act on a case. paper: kind of the document it makes, or ""."""

    paper = ""
    settles = False  # its action issues a paper that may be the first: title and claims are asked for

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.settles and not self.case.is_title_settled and not self.case.is_accusation:
            self._ask_for_wording()

    def _ask_for_wording(self) -> None:
        """Title and claims before anything else, with what was proposed from the petition."""
        self.fields["title"] = WordsField("标题（会写进文书，请核定）", most=60, help_text="不写姓名、电话")
        self.fields["claims"] = WordsField("逐项诉求（会写进文书，请核定）", rows=3, most=3000, help_text="每行一项")
        self.order_fields(["title", "claims"])
        claims = [row.text for row in self.case.claims.all()]
        self.initial.setdefault("title", self.case.title)
        self.initial.setdefault("claims", "\n".join(claims))

    def values(self) -> dict:
        found = super().values()
        if "title" in self.fields:
            found["wording"] = Wording(found.pop("title"), found.pop("claims").splitlines())
        return found

    @property
    def case(self) -> Case:
        """The case, as its page shows it."""
        return self.row

    def facts(self) -> dict:
        """What the standard text needs beside the case itself, from what was filled in so far."""
        return {}

    def standard_text(self) -> str:
        """The text of the paper with what was filled in so far; a place is held for names."""
        return standard_text(self.paper, self.paper_facts())

    def paper_facts(self) -> PaperFacts:
        """What a preview and the standard text are made from."""
        more = {"clerk_name": self.actor.name, "with_names": False} | self.facts()
        if self.typed("title"):
            more |= {"case_title": self.typed("title"), "claims": (self.typed("claims") or "").splitlines()}
        return paper_facts(self.case, **more)


class BodyField(WordsField):
    """The text of the document that the move issues."""

    def __init__(self):
        super().__init__("文书正文", rows=14, required=False, most=20_000, help_text=BODY_HELP)
        self.is_paper = True


class DatedForm(CaseForm):
    """An act with a day of its own. Of a day before today it is a 补录: with evidence, confirmed by a second person."""

    day = "on"
    late_proof = WordsField(
        "补录凭据",
        required=False,
        most=80,
        help_text="日期早于今天是补录：写明凭据的名称和编号，或者上传凭据。经另一位同志核对后才按这一天计算期限。",
    )
    late_file = FilesField("凭据文件")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._place_proof()

    def _place_proof(self) -> None:
        """Right after the day; with script shown only for a day before today."""
        names = [name for name in self.fields if name not in ("late_proof", "late_file")]
        at = names.index(self.day) + 1
        self.order_fields([*names[:at], "late_proof", "late_file", *names[at:]])
        for name in ("late_proof", "late_file"):
            self.fields[name].widget.attrs |= {"data-before": self.today.isoformat(), "data-day": self.day}

    def values(self):
        found = super().values()
        files = found.pop("late_file", None)
        return found | {"proof": Proof(found.pop("late_proof", "") or "", files[0] if files else None)}

    def place_refusal(self, refusal: Refused) -> None:
        here = {"proof": "late_proof", "proof_file": "late_file"}
        super().place_refusal(refusal.at(here[refusal.field]) if refusal.field in here else refusal)


class AnswerForm(CaseForm):
    paper = "direct_answer"
    settles = True
    text = WordsField("答复内容", rows=6, most=2000)
    manner = PickField(
        "方式", [("oral", "口头答复，记录在案"), ("written", "书面答复，印发当场答复单")], radio=True, initial="written"
    )

    def facts(self):
        return {"reason": self.typed("text") or ""}


class AcceptForm(DatedForm):
    paper = "acceptance"
    settles = True
    on = DayField("受理日期", help_text="期限从这一天的次日起算")
    path31 = PickField("办理途径（条例第三十一条）", PATHS.items(), help_text="只有第（六）项适用 60 日和复查复核")
    track = PickField("程序", [("ordinary", "普通程序"), ("simple", "简易办理")], radio=True, initial="ordinary")
    scope = PickField("适用简易办理的情形", SCOPES.items(), required=False)
    body = BodyField()

    def prepare(self):
        if self.case.case_class != "claim":
            for name in ("path31", "track", "scope", "body"):
                del self.fields[name]
            self.paper, self.settles = "", False
        elif not self.is_bound:
            self.initial["body"] = self.standard_text()  # nothing has to be filled in first

    def values(self):
        """A text nobody touched is left to the action: it was made for the first choices and may not fit the last."""
        found = super().values()
        if "path31" in found:
            found["path31"] = int(found["path31"])
            if " ".join((found["body"] or "").split()) == " ".join(self._first_text().split()):
                found["body"] = None
        return found

    def _first_text(self) -> str:
        facts = paper_facts(
            self.case, clerk_name=self.actor.name, with_names=False, **self._facts(self.today, 6, "ordinary")
        )
        return standard_text(self.paper, facts)

    def facts(self):
        return self._facts(
            self.typed("on") or self.today, int(self.typed("path31") or 6), self.typed("track") or "ordinary"
        )

    def _facts(self, on: date, path31: int, track: str) -> dict:
        lead = next((row for row in live_assignments(self.case) if row.part == "lead"), None)
        unit = {"target_unit": lead.unit.name, "target_unit_phone": lead.unit.phone} if lead else {}
        due_on = answer_due_on(self.case, on, path31=path31, track=track)
        return {"accepted_on": on, "is_simple": track == "simple", "path31": path31, "raw_due_on": due_on, **unit}


class RefusalForm(CaseForm):
    paper = "refusal"
    settles = True
    ground = PickField("依据", [(ground.key, f"{ground.label}（条例{ground.article}）") for ground in GROUNDS.values()])
    reason = WordsField("理由", rows=3, required=False, most=300, help_text="不填时用这项依据的标准表述")
    where_to_go = WordsField("信访人可以去的机关、单位", required=False, most=60, hint="如“清川县人民法院”")
    body = BodyField()

    def facts(self):
        ground = GROUNDS.get(self.typed("ground") or "")
        if ground:
            self.paper = ground.paper
        return {
            "reason": self.typed("reason") or (ground.reason if ground else ""),
            "articles": [ground.article] if ground else [],
            "target_unit": self.typed("where_to_go") or "",
        }


class TransferForm(DatedForm):
    paper = "transfer"
    settles = True
    to_unit = UnitField("转送给", help_text="本乡镇以外的机关；本乡镇的单位请用“交办”")
    reason = WordsField("理由", rows=2, most=300, hint="如“属于该机关职权范围”")
    on = DayField("转送日期")
    body = BodyField()

    def prepare(self):
        self.fields["to_unit"].offer(self.units(UnitKind.OUTSIDE))

    def values(self):
        found = super().values()
        return {"to_unit_id": found.pop("to_unit").pk, **found}

    def facts(self):
        unit = self.typed("to_unit")
        named = {"target_unit": unit.name, "target_unit_phone": unit.phone} if unit else {}
        return {"reason": self.typed("reason") or "", "target_on": self.typed("on"), **named}


class AssignForm(DatedForm):
    paper = "assignment"
    settles = True
    refusals = {"assist": "assist_unit_0", "due_on": "lead_due_on"}
    lead_unit = UnitField("主办单位")
    lead_due_on = DayField("主办单位期限", required=False, help_text="不填时用本办规定的天数")
    requirement = WordsField("办理要求", rows=3, most=500)
    on = DayField("交办日期", help_text="交办函送达单位的日期，单位的期限从次日起算")
    body = BodyField()

    def prepare(self):
        holders = self.units(UnitKind.MEMBER, UnitKind.VILLAGE)
        self.fields["lead_unit"].offer(holders)
        for at in range(ASSIST_ROWS):
            self.fields[f"assist_unit_{at}"] = UnitField(f"协办单位 {at + 1}", required=False, empty="（不需要）")
            self.fields[f"assist_unit_{at}"].offer(holders)
            self.fields[f"assist_due_{at}"] = DayField("协办期限", required=False)
        self.order_fields(["lead_unit", "lead_due_on", "requirement", "on"])

    def starting(self):
        found = {}
        helpers = 0
        for row in live_assignments(self.case):
            if row.part == "lead":
                found |= {"lead_unit": row.unit_id, "lead_due_on": row.due_on, "requirement": row.requirement}
            elif helpers < ASSIST_ROWS:
                found |= {f"assist_unit_{helpers}": row.unit_id, f"assist_due_{helpers}": row.due_on}
                helpers += 1
        return found

    @property
    def assist_rows(self):
        """The pairs of fields for assisting units."""
        return [(self[f"assist_unit_{at}"], self[f"assist_due_{at}"]) for at in range(ASSIST_ROWS)]

    def assist(self) -> list[tuple[Unit, date | None]]:
        rows = ((self.typed(f"assist_unit_{at}"), self.typed(f"assist_due_{at}")) for at in range(ASSIST_ROWS))
        return [(unit, due_on) for unit, due_on in rows if unit]

    def values(self):
        found = self.cleaned_data
        return {
            "lead_unit_id": found["lead_unit"].pk,
            "lead_due_on": found["lead_due_on"],
            "assist": [(unit.pk, due_on) for unit, due_on in self.assist()],
            "requirement": found["requirement"],
            "on": found["on"],
            "body": found["body"],
        } | {name: value for name, value in super().values().items() if name in ("proof", "wording")}

    def facts(self):
        unit = self.typed("lead_unit")
        named = {"target_unit": unit.name, "target_unit_phone": unit.phone} if unit else {}
        return {
            "reason": self.typed("requirement") or "",
            "due_on": self.typed("lead_due_on"),
            "assist_units": [unit.name for unit, _ in self.assist()],
            **named,
        }


class OwnTaskForm(CaseForm):
    """An act on the task of the actor's own unit; the task is found, not chosen."""

    def prepare(self):
        self.task = own_task(self.case, self.actor)

    def values(self):
        return {**super().values(), "assignment_id": self.task.pk if self.task else None}


class ObjectForm(OwnTaskForm):
    reason = WordsField("理由", rows=5, most=2000, help_text="逐条写明为什么不属于本单位职权范围")
    basis = WordsField("职责依据", most=300, hint="如“三定”规定、职责清单第几项")
    suggested = WordsField("建议承办机关、单位", required=False, most=60)

    def values(self):
        return {**super().values(), "assignment_id": self.task.pk if self.task else 0}


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


class ReasonForm(CaseForm):
    reason = WordsField("理由", rows=3, most=500)


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
        papers = self.case.matter.documents.filter(state="issued", for_petitioner=True, deliveries__isnull=True)
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


class RemarkForm(CaseForm):
    """A decision without a text of its own."""

    remark = WordsField("意见", rows=3, required=False, most=500, help_text="退回时必须写明")


class ObjectionForm(CaseForm):
    """核实异议: the very objection that was read. Agreed sends the task back, otherwise the unit carries on."""

    objection_id = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    agreed = PickField("核实结果", [("yes", "同意退回"), ("no", "不同意，由该单位继续办理")], radio=True)
    remark = WordsField("理由", rows=3, required=False, most=300, help_text="不同意时必须写明")

    def starting(self):
        objection = pending_objection(self.case)
        return {"objection_id": objection.pk} if objection else {}

    def values(self):
        found = super().values()
        return found | {"agreed": found["agreed"] == "yes"}
