"""The forms from receipt to assignment: accept, answer at once, refuse, transfer, assign, and the objections of who was given the case."""

from datetime import date

from django import forms

from petitions.cases.actions.clocks import answer_due_on
from petitions.cases.forms.acts import BodyField, CaseForm, DatedForm, ToOutside
from petitions.cases.queries.assignments import live_assignments, own_task, pending_objection
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.channels import PATHS
from petitions.cases.rules.refusals import GROUNDS
from petitions.cases.rules.simple_track import SCOPES
from petitions.cases.rules.standard_texts import standard_text
from township.directory.models.units import Unit, UnitKind
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import UnitField

ASSIST_ROWS = 4


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


class TransferForm(ToOutside, DatedForm):
    paper = "transfer"
    settles = True
    to_unit = UnitField("转送给", help_text="本乡镇以外的机关；本乡镇的单位请用“交办”")
    reason = WordsField("理由", rows=2, most=300, hint="如“属于该机关职权范围”")
    on = DayField("转送日期")
    body = BodyField()

    def facts(self):
        return super().facts() | {"target_on": self.typed("on")}


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
