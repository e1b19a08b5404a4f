"""The reply: every claim answered by itself (条例第三十二条), the whole with one conclusion, the text free to edit."""

from django import forms

from petitions.cases.actions.replies import current_draft
from petitions.cases.forms.acts import BODY_HELP, CaseForm
from petitions.cases.queries.identities import addressees_of
from petitions.cases.queries.paper_facts import NAME_PLACE, paper_facts
from petitions.cases.rules.papers import Finding, PaperFacts
from petitions.cases.rules.replies import CLAIM_CONCLUSIONS, CONCLUSIONS, PRINTED, REPLY_PAPER
from township.frame.forms.fields import PickField, WordsField
from township.refusals import Refused


class ReplyForm(CaseForm):
    """version: of the draft that the page showed; empty for the first one. What is typed is what is saved and handed in."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    conclusion = PickField("处理结论", radio=True)
    body = WordsField("答复正文", rows=18, required=False, most=20_000, help_text=BODY_HELP)

    @property
    def paper(self) -> str:
        """Kind of the reply's document."""
        return REPLY_PAPER[self.case.case_class]

    def starting(self):
        found = {"conclusion": self.case.conclusion}
        draft = current_draft(self.case)
        if draft:
            found |= {"version": draft.version, "body": self._shown(draft.body)}
        return found

    def _shown(self, body: str) -> str:
        """The text with a place for the petitioners' names, which never stand in clear on the page."""
        if not addressees_of(list(self.case.petitioners.all())).names:
            return body
        return body.replace(paper_facts(self.case).petitioner_line, NAME_PLACE)

    def prepare(self):
        self.fields["body"].is_paper = True
        self.fields["conclusion"].choices = list(CONCLUSIONS.get(self.case.case_class, {}).items())
        self.claims = list(self.case.claims.all()) if self.case.case_class == "claim" else []
        for claim in self.claims:
            self._add_claim(claim)

    def _add_claim(self, claim) -> None:
        at = claim.pk
        self.fields[f"finding_{at}"] = WordsField("查明的事实和理由", rows=4, required=False, most=4000)
        self.fields[f"opinion_{at}"] = WordsField("处理意见", rows=3, required=False, most=4000)
        self.fields[f"basis_{at}"] = WordsField(
            "法律法规依据", required=False, most=300, hint="如《不动产登记暂行条例》第十四条"
        )
        self.fields[f"conclusion_{at}"] = PickField("这一项的结论", CLAIM_CONCLUSIONS.items(), required=False)
        for name in ("finding", "opinion", "basis", "conclusion"):
            self.initial.setdefault(f"{name}_{at}", getattr(claim, name))

    @property
    def claim_rows(self):
        """(claim, its fields) in order."""
        names = ("finding", "opinion", "basis", "conclusion")
        return [(claim, [self[f"{name}_{claim.pk}"] for name in names]) for claim in self.claims]

    def values(self):
        given = self.cleaned_data
        findings = [
            {
                "claim_id": claim.pk,
                **{name: given[f"{name}_{claim.pk}"] for name in ("finding", "opinion", "basis", "conclusion")},
            }
            for claim in self.claims
        ]
        return {
            "conclusion": given["conclusion"],
            "findings": findings,
            "body": given["body"],
            "version": given["version"],
        }

    def paper_facts(self) -> PaperFacts:
        """From the findings as typed."""
        written = [
            Finding(
                claim=claim.text,
                facts_and_reasons=self.typed(f"finding_{claim.pk}") or "",
                opinion=self.typed(f"opinion_{claim.pk}") or "",
                basis=self.typed(f"basis_{claim.pk}") or "",
            )
            for claim in self.claims
        ]
        return paper_facts(
            self.case,
            clerk_name=self.actor.name,
            with_names=False,
            findings=written,
            conclusion_label=PRINTED.get(self.typed("conclusion"), ""),
            remedy=self.case.path31 == 6,
        )

    def meet(self, document) -> None:
        """The refused page counts for the draft as it is now, so that the typed text can be saved after reading."""
        self.data = self.data.copy()
        self.data["version"] = str(document.version)

    def place_refusal(self, refusal: Refused) -> None:
        """ "claim-12" is the first field of that claim."""
        self.refusals = {refusal.field: f"finding_{refusal.field.removeprefix('claim-')}"} if refusal.field else {}
        if refusal.field in self.fields:
            self.refusals = {}
        super().place_refusal(refusal)
