"""What every form of an act on a case shares; the forms stand beside it by the stage of the case (intake, handling, reviews).

`values` gives the action's arguments, `facts` what the paper's text needs. A form never decides whether a move is allowed: the
action does, and its refusal is put beside the field it names.
"""

from petitions.cases.actions.back_entries import Proof
from petitions.cases.actions.wording import Wording
from petitions.cases.models.cases import Case
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.papers import PaperFacts
from petitions.cases.rules.standard_texts import standard_text
from records.acts.forms import ActForm
from township.directory.models.units import UnitKind
from township.frame.forms.fields import PersonalWords, WordsField
from township.frame.forms.files import FilesField
from township.refusals import Refused

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


class ToOutside:
    """What is passed on to an organ outside (to_unit) for a reason."""

    def prepare(self):
        self.fields["to_unit"].offer(self.units(UnitKind.OUTSIDE))

    def values(self):
        found = super().values()
        return {"to_unit_id": found.pop("to_unit").pk, **found}

    def facts(self):
        unit = self.typed("to_unit")
        named = {"target_unit": unit.name, "target_unit_phone": unit.phone} if unit else {}
        return {"reason": self.typed("reason") or "", **named}


class ReasonForm(CaseForm):
    reason = WordsField("理由", rows=3, most=500)


class RemarkForm(CaseForm):
    """A decision without a text of its own."""

    remark = WordsField("意见", rows=3, required=False, most=500, help_text="退回时必须写明")
