"""The reply: every claim answered by itself (条例第三十二条), the whole with one conclusion, the text free to edit."""

from django import forms

from petitions.cases.forms.moves import BODY_HELP, MoveForm
from petitions.cases.queries.paper_facts import NAME_PLACE
from petitions.cases.rules.replies import CLAIM_CONCLUSIONS, CONCLUSIONS
from township.frame.forms.fields import PickField, WordsField


class ReplyForm(MoveForm):
    """version: of the draft that the page showed; empty for the first one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    conclusion = PickField("处理结论", radio=True)
    body = WordsField("答复正文", rows=18, required=False, most=20_000, help_text=BODY_HELP)

    def __init__(self, *args, draft=None, names: str = "", **kwargs):
        self.draft, self.names = draft, names
        super().__init__(*args, **kwargs)

    def starting(self, case, today):
        found = {"conclusion": case.conclusion}
        if self.draft:
            body = self.draft.body.replace(self.names, NAME_PLACE) if self.names else self.draft.body
            found |= {"version": self.draft.version, "body": body}
        return found

    def prepare(self):
        self.fields["conclusion"].choices = list(CONCLUSIONS[self.case.case_class].items())
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

    def place_refusal(self, field: str, sentence: str) -> None:
        """ "claim-12" is the first field of that claim."""
        if field.startswith("claim-"):
            field = f"finding_{field.removeprefix('claim-')}"
        self.add_error(field if field in self.fields else None, sentence)
