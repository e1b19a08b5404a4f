"""How a test gets its case: `stage.register()` and so on drive the real actions with sensible values."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from petitions.cases.models.cases import Case
from petitions.cases.queries.deliveries import undelivered_papers
from petitions.cases.rules.entries import PetitionerData, RegistrationData
from records.clocks.models import Clock
from records.matters.models.events import Event
from records.notices.models.notices import Notice
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from tests.cast import TODAY, Cast
from tests.petitions import doors
from township.journal.models import JournalEntry

PETITIONER = PetitionerData(
    name="张三丰",
    phone="13812341234",
    address="清川县清河镇河湾社区二组12号",
    id_type="111",
    id_number="110101199003074477",
)
VISIT = RegistrationData(
    channel="visit",
    purpose="demand",
    title="安置房办证进度",
    words="2023年搬进安置房，至今没有办下不动产证，请明确时间，并退还多收的测绘费。",
    claims=("明确3号楼办证时间", "退还多收的测绘费"),
    petitioners=(PETITIONER,),
    raised_on=TODAY,
    received_on=TODAY,
    visitors=1,
    place_text="河湾社区安置小区",
)

DECISIONS = {
    "reply": doors.decide_reply,
    "refusal": doors.decide_refusal,
    "extension": doors.decide_extension,
    "route": doors.decide_route,
}


@dataclass
class Stage:
    """The office at work. `case` is the one in hand; every method plays one action by the person who usually does it."""

    cast: Cast
    day: date = TODAY
    case: Case | None = None
    code: str = ""
    extra: dict = field(default_factory=dict)

    def do(self, action, who: str, **values):
        """Any action on the case in hand, as `who`, today, with the current revision."""
        arguments = {"by": self.cast.actor(who, on=self.day), "at": self.cast.at(self.day), **values}
        if self.case is not None and "case_id" not in values:
            self.again()
            arguments = {"case_id": self.case.pk, "revision": self.case.revision} | arguments
        done = action(**arguments)
        if self.case is not None:
            self.again()
        return done

    def decide(self, kind: str, who: str, *, approved: bool = True, remark: str = "", **values):
        """Decide the latest proposal of this kind, on the very text that was handed in."""
        waiting = Approval.objects.filter(matter_id=self.case.pk, kind=kind).latest("pk")
        read = {"version": waiting.document_version, "text_sha256": waiting.text_sha256}
        given = {"by": self.cast.actor(who, on=self.day), "at": self.cast.at(self.day), "approved": approved} | read
        done = DECISIONS[kind](case_id=self.case.pk, remark=remark, **given | values)
        self.again()
        return done

    def renew_code(self, who: str = "clerk", agreed_by: str = "convenor", approved: bool = True, **given) -> str:
        """A new look-up code: asked for by one, agreed to by another, made by the first."""
        self.do(doors.propose_new_code, who, reason="本人持身份证到场")
        when = {"by": self.cast.actor(agreed_by, on=self.day), "at": self.cast.at(self.day)} | given
        doors.confirm_new_code(case_id=self.case.pk, approved=approved, remark="" if approved else "再核对", **when)
        self.code = self.do(doors.new_lookup_code, who)
        return self.code

    def unseal(self, who: str, *, approved: bool = True, remark: str = ""):
        """Decide about the opening of sealed words that waits."""
        given = {"by": self.cast.actor(who, on=self.day), "at": self.cast.at(self.day), "remark": remark}
        doors.confirm_unseal(case_id=self.case.pk, approved=approved, **given)
        return self.again()

    def again(self) -> Case:
        self.case = Case.objects.select_related("matter").get(pk=self.case.pk)
        return self.case

    def register(self, who: str = "clerk", **changes) -> Case:
        data = replace(VISIT, **({"raised_on": self.day, "received_on": self.day} | changes))
        done = doors.register_case(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day), data=data)
        self.case, self.code = done.case, done.lookup_code
        return self.again()

    def accept(self, who: str = "clerk", **values) -> Case:
        self.do(doors.accept, who, **({"on": self.day} | values))
        return self.case

    def assign(self, who: str = "clerk", unit: str = "building", **values) -> Case:
        given = {
            "lead_unit_id": self.cast.unit(unit).pk,
            "lead_due_on": None,
            "requirement": "核实办证进度",
            "on": self.day,
        }
        self.do(doors.assign, who, **(given | values))
        return self.case

    def assignment(self, unit: str = "building"):
        return self.case.assignments.get(unit=self.cast.unit(unit), ended_on__isnull=True)

    def receive(self, who: str = "liaison", unit: str = "building") -> Case:
        self.do(doors.receive, who, assignment_id=self.assignment(unit).pk)
        return self.case

    def draft(self, who: str = "liaison", conclusion: str = "support", **values) -> Document:
        findings = [
            {
                "claim_id": claim.pk,
                "finding": "经查，开发单位已补交资料。",
                "opinion": "11月30日前完成首批办证。",
                "basis": "《不动产登记暂行条例》第十四条",
                "conclusion": conclusion,
            }
            for claim in self.case.claims.all()
        ]
        given = {"conclusion": conclusion, "findings": findings, "body": None, "version": None}
        return self.do(doors.draft_reply, who, **(given | values))

    def submit(self, who: str = "liaison") -> Approval:
        return self.do(doors.submit_reply, who)

    def approve(self, who: str = "director", approved: bool = True, remark: str = ""):
        return self.decide("reply", who, approved=approved, remark=remark)

    def deliver(self, who: str = "clerk", **values):
        document = values.pop("document", None) or self.papers("reply", "suggestion_reply")[-1]
        given = {
            "document_id": document.pk,
            "manner": "in_person",
            "place": "接待室",
            "delivered_on": self.day,
            "receiver": "张三丰",
        }
        return self.do(doors.deliver, who, **(given | values))

    def execute(self, who: str = "liaison") -> Case:
        for claim in self.case.claims.filter(conclusion="support", executed_on__isnull=True):
            self.do(doors.record_execution, who, claim_id=claim.pk, text="已退还测绘费", on=self.day)
        return self.case

    def hand_over(self, who: str = "clerk") -> None:
        """Deliver every notice that the petitioner still waits for."""
        for paper in undelivered_papers(self.case):
            self.deliver(who, document=paper)

    def conclude(self, who: str = "clerk", **values) -> Case:
        self.hand_over()
        self.do(doors.conclude, who, **({"on": self.day, "note": ""} | values))
        return self.case

    def to(self, state: str, conclusion: str = "support") -> Case:
        """Bring the case in hand (registered) to a state of the ordinary way."""
        way = (
            ("assigned", self.assign),
            ("handling", lambda: (self.receive(), self.accept())),
            ("reply_submitted", lambda: (self.draft(conclusion=conclusion), self.submit())),
            ("reply_approved", self.approve),
            ("delivered", self.deliver),
            ("executing", self.execute),
            ("concluded", self.conclude),
        )
        for name, step in way:
            if self.case.state == state:
                break
            if name != "executing" or conclusion == "support":
                step()
        assert self.case.state == state
        return self.case

    def papers(self, *kinds: str) -> list[Document]:
        rows = Document.objects.filter(matter_id=self.case.pk).order_by("pk")
        return list(rows.filter(kind__in=kinds) if kinds else rows)

    def clock(self, code: str, unit: str | None = None) -> Clock:
        rows = Clock.objects.filter(matter_id=self.case.pk, code=code)
        return (rows.filter(unit=self.cast.unit(unit)) if unit else rows).order_by("-round").first()

    def running(self) -> set[str]:
        return set(Clock.objects.filter(matter_id=self.case.pk, stopped_on__isnull=True).values_list("code", flat=True))

    def events(self) -> list[str]:
        return list(Event.objects.filter(matter_id=self.case.pk).values_list("move", flat=True))

    def journal(self) -> list[str]:
        rows = JournalEntry.objects.filter(subject_kind="case", subject_id=self.case.pk).order_by("seq")
        return list(rows.values_list("action", flat=True))

    def inbox(self, who: str) -> list[str]:
        return list(
            Notice.objects.filter(recipient=self.cast.person(who)).order_by("pk").values_list("text", flat=True)
        )


@pytest.fixture
def stage(cast) -> Stage:
    """The office with nothing in hand."""
    return Stage(cast)
