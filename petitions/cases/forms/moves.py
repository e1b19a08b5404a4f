"""One small form for each move of a case. `values` gives the action's arguments, `facts` what the paper's text needs.

A form never decides whether a move is allowed: the action does, and its refusal is put beside the field it names.
"""

from datetime import date

from django import forms

from petitions.cases.actions.clocks import answer_due_on
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import live_assignments
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.channels import PATHS
from petitions.cases.rules.deliveries import MANNERS
from petitions.cases.rules.refusals import GROUNDS
from petitions.cases.rules.simple_track import SCOPES
from petitions.cases.rules.standard_texts import standard_text
from township.actors import Actor
from township.directory.models.units import Unit, UnitKind
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import UnitField

ASSIST_ROWS = 4
BODY_HELP = "留空时按标准文本印发。要改文字，先点“填入标准文本”再改；【信访人】处印发时填姓名。"


class MoveForm(forms.Form):
    """revision: what the page showed; a stale one is refused by the action. paper: kind of the document it makes, or ""."""

    paper = ""
    multipart = False
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, case: Case, actor: Actor, today: date, **kwargs):
        self.case, self.actor, self.today = case, actor, today
        kwargs["initial"] = {
            "revision": case.revision,
            "on": today,
            **self.starting(case, today),
            **kwargs.get("initial", {}),
        }
        super().__init__(data, files, **kwargs)
        self.prepare()

    def starting(self, case: Case, today: date) -> dict:
        """Initial values that depend on the case."""
        return {}

    def prepare(self) -> None:
        """Choices that depend on the case."""

    def values(self) -> dict:
        """Arguments of the action beside case_id, revision, by and at."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def facts(self) -> dict:
        """What the standard text needs beside the case itself, from what was filled in so far."""
        return {}

    def given(self, name: str):
        """A value that could be read, whether or not the rest of the form could."""
        return getattr(self, "cleaned_data", {}).get(name)

    def units(self, *kinds: str):
        return Unit.objects.filter(township_id=self.case.township_id, is_active=True, kind__in=kinds)


class BodyField(WordsField):
    """The text of the document that the move issues."""

    def __init__(self):
        super().__init__("文书正文", rows=14, required=False, most=20_000, help_text=BODY_HELP)


class AnswerForm(MoveForm):
    paper = "direct_answer"
    text = WordsField("答复内容", rows=6, most=2000)
    manner = PickField(
        "方式", [("oral", "口头答复，记录在案"), ("written", "书面答复，印发当场答复单")], radio=True, initial="written"
    )

    def facts(self):
        return {"reason": self.given("text") or ""}


class AcceptForm(MoveForm):
    paper = "acceptance"
    on = DayField("受理日期", help_text="期限从这一天的次日起算")
    path31 = PickField("办理途径（条例第三十一条）", PATHS.items(), help_text="只有第（六）项适用 60 日和复查复核")
    track = PickField("程序", [("ordinary", "普通程序"), ("simple", "简易办理")], radio=True, initial="ordinary")
    scope = PickField("适用简易办理的情形", SCOPES.items(), required=False)
    body = BodyField()

    def prepare(self):
        if self.case.case_class != "claim":
            for name in ("path31", "track", "scope", "body"):
                del self.fields[name]
            self.paper = ""

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
            self.given("on") or self.today, int(self.given("path31") or 6), self.given("track") or "ordinary"
        )

    def _facts(self, on: date, path31: int, track: str) -> dict:
        lead = next((row for row in live_assignments(self.case) if row.part == "lead"), None)
        unit = {"target_unit": lead.unit.name, "target_unit_phone": lead.unit.phone} if lead else {}
        due_on = answer_due_on(self.case, on, path31=path31, track=track)
        return {"accepted_on": on, "is_simple": track == "simple", "path31": path31, "raw_due_on": due_on, **unit}


class RefusalForm(MoveForm):
    paper = "refusal"
    ground = PickField("依据", [(ground.key, f"{ground.label}（条例{ground.article}）") for ground in GROUNDS.values()])
    reason = WordsField("理由", rows=3, required=False, most=300, help_text="不填时用这项依据的标准表述")
    where_to_go = WordsField("信访人可以去的机关、单位", required=False, most=60, hint="如“清川县人民法院”")
    body = BodyField()

    def facts(self):
        ground = GROUNDS.get(self.given("ground") or "")
        if ground:
            self.paper = ground.paper
        return {
            "reason": self.given("reason") or (ground.reason if ground else ""),
            "articles": [ground.article] if ground else [],
            "target_unit": self.given("where_to_go") or "",
        }


class TransferForm(MoveForm):
    paper = "transfer"
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
        unit = self.given("to_unit")
        named = {"target_unit": unit.name, "target_unit_phone": unit.phone} if unit else {}
        return {"reason": self.given("reason") or "", "target_on": self.given("on"), **named}


class AssignForm(MoveForm):
    paper = "assignment"
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

    def starting(self, case, today):
        found = {}
        helpers = 0
        for row in live_assignments(case):
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
        rows = ((self.given(f"assist_unit_{at}"), self.given(f"assist_due_{at}")) for at in range(ASSIST_ROWS))
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
        }

    def facts(self):
        unit = self.given("lead_unit")
        named = {"target_unit": unit.name, "target_unit_phone": unit.phone} if unit else {}
        return {
            "reason": self.given("requirement") or "",
            "due_on": self.given("lead_due_on"),
            "assist_units": [unit.name for unit, _ in self.assist()],
            **named,
        }


class OwnTaskForm(MoveForm):
    """A move on the task of the actor's own unit; the task is found, not chosen."""

    def prepare(self):
        mine = self.actor.unit_ids | self.actor.portfolio_unit_ids
        self.task = next((row for row in live_assignments(self.case) if row.unit_id in mine), None)

    def values(self):
        return {**super().values(), "assignment_id": self.task.pk if self.task else None}


class ReceiveForm(OwnTaskForm):
    def values(self):
        return {**super().values(), "assignment_id": self.task.pk if self.task else 0}


class ObjectForm(OwnTaskForm):
    reason = WordsField("理由", rows=5, most=2000, help_text="逐条写明为什么不属于本单位职权范围")
    basis = WordsField("职责依据", most=300, hint="如“三定”规定、职责清单第几项")
    suggested = WordsField("建议承办机关、单位", required=False, most=60)

    def values(self):
        return {**super().values(), "assignment_id": self.task.pk if self.task else 0}


class ProgressForm(OwnTaskForm):
    multipart = True
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
        found.pop("attachments")
        return found


class ExtensionForm(MoveForm):
    paper = "extension"
    days = NumberField("延长天数", help_text="1 到 30 日，从原期限接着数，只能延长一次", initial=30)
    reason = WordsField("理由", rows=3, most=300, help_text="会写进延期告知书，告知信访人")
    body = BodyField()


class ReasonForm(MoveForm):
    reason = WordsField("理由", rows=3, most=500)


class DeliverForm(MoveForm):
    multipart = True
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


class ExecutionForm(MoveForm):
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


class ConcludeForm(MoveForm):
    on = DayField("办结日期")
    note = WordsField("说明", rows=3, required=False, most=500)
