"""How a test gets its paper, group, letters or plan: `desk.paper()` and so on drive the real actions."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from meetings.documents.actions import letters, papers
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from records.notices.models.notices import Notice
from records.papers.actions.documents import text_hash
from records.papers.actions.flows import Flow
from records.papers.actions.recipients import Distribution
from records.papers.models.documents import Document
from tests.cast import TODAY, Cast
from township.journal.models import JournalEntry

BODY = "现将有关要求通知如下：\n一、工作任务\n各单位逐件排查。"


@dataclass
class Desk:
    """The office. `day` is the day things happen."""

    cast: Cast
    day: date = TODAY

    def actor(self, who: str):
        return self.cast.actor(who, on=self.day)

    def at(self, hour: int = 10) -> datetime:
        return self.cast.at(self.day, hour)

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.actor(who), at=self.at(hour), **values)

    def data(self, **changes) -> papers.PaperData:
        given = {"title": "关于开展矛盾纠纷排查的通知", "body": BODY, "to": self.to()}
        return papers.PaperData(**(given | changes))

    def to(self, units: tuple[str, ...] = ("building",), copies: tuple[str, ...] = ()) -> Distribution:
        """A distribution list by the cast's names of units."""
        return Distribution([self.cast.unit(name) for name in units], [self.cast.unit(name) for name in copies])

    def save(self, paper: OfficePaper, who: str = "clerk", **changes) -> OfficePaper:
        """Type over the draft and save it, as the page would."""
        data, document = self.data(**changes), Document.objects.get(pk=paper.document_id)
        return self.on_paper(
            papers.FLOW.save, paper, who, body=data.body, version=document.version, title=data.title, to=data.to
        )

    def paper(self, kind: str = "notice", **changes) -> OfficePaper:
        return self.do(papers.draft_paper, "clerk", kind=kind, data=self.data(**changes))

    def on_paper(self, action, paper: OfficePaper, who: str = "clerk", **values):
        revision = OfficePaper.objects.values_list("revision", flat=True).get(pk=paper.pk)
        number = "row_id" if isinstance(getattr(action, "__self__", None), Flow) else "paper_id"
        return self.do(action, who, **{number: paper.pk}, revision=revision, **values)

    def decide(self, paper: OfficePaper, who: str, approved: bool = True, **values):
        document = OfficePaper.objects.select_related("document").get(pk=paper.pk).document
        given = {"version": document.version, "text_sha256": text_hash(document.body)}
        return self.do(papers.FLOW.decide, who, row_id=paper.pk, approved=approved, **(given | values))

    def issued(self, paper: OfficePaper, approver: str = "director") -> OfficePaper:
        self.on_paper(papers.FLOW.submit, paper)
        self.decide(paper, approver)
        self.on_paper(papers.FLOW.issue_paper, paper)
        return OfficePaper.objects.select_related("matter", "document").get(pk=paper.pk)

    def signing(self, **changes) -> LetterRound:
        """Letters whose text the director approved."""
        given = {
            "year": self.day.year,
            "title": "信访工作责任书",
            "sign_by": self.day,
            "body": "{单位}签订{年度}年度信访工作责任书，落实责任。",
        }
        row = self.do(letters.draft_letters, "clerk", data=letters.LettersData(**(given | changes)))
        self.do(letters.FLOW.submit, "clerk", row_id=row.pk, revision=row.revision)
        document = LetterRound.objects.select_related("document").get(pk=row.pk).document
        return self.do(
            letters.FLOW.decide,
            "director",
            row_id=row.pk,
            approved=True,
            version=document.version,
            text_sha256=text_hash(document.body),
        )

    def inbox(self, who: str) -> list[str]:
        rows = Notice.objects.filter(recipient=self.cast.person(who)).order_by("pk")
        return list(rows.values_list("text", flat=True))

    def journal(self, matter) -> list[str]:
        rows = JournalEntry.objects.filter(subject_kind=matter.kind, subject_id=matter.pk).order_by("seq")
        return list(rows.values_list("action", flat=True))


@pytest.fixture
def desk(cast, quick_print) -> Desk:
    """The office with nothing in hand, and a printer that is quick."""
    return Desk(cast)
