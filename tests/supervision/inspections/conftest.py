"""Inspections and findings in any state, made by the actions themselves."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from records.papers.actions.documents import text_hash
from supervision.inspections.actions import corrections, findings, inspections, papers, site, teams
from supervision.inspections.models.checklists import Entry
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.rules.checklists import split_items
from tests.cast import TODAY, Cast
from tests.records.papers.file_samples import picture

ITEMS = "登记和受理｜抽看登记簿｜当日登记为好\n答复文书｜抽看五件答复和送达回证｜送达有证为好"
NAMES = {Inspection: "inspection_id", Finding: "finding_id", InspectionPaper: "paper_id"}


def photo(name: str = "现场.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture("PNG"), "image/png")


@dataclass
class Room:
    """The office at its inspections. `day` is the day things happen. The director leads, the liaison of 民政办 is on the team,
    村镇建设办 and 农业服务中心 are inspected."""

    cast: Cast
    day: date = TODAY

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day, hour), **values)

    def on(self, action, row, who: str = "clerk", **values):
        name = "row_id" if hasattr(action, "__self__") else NAMES[type(row)]
        made = self.do(action, who, **{name: row.pk}, revision=self.fresh(row).revision, **values)
        return made if isinstance(made, InspectionPaper) and not isinstance(row, InspectionPaper) else self.fresh(row)

    def fresh(self, row):
        related = {
            Inspection: ("document",),
            Finding: ("unit", "inspection"),
            InspectionPaper: ("document", "inspection"),
        }
        return type(row).objects.select_related("matter", "township", *related[type(row)]).get(pk=row.pk)

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)

    # --- the whole ------------------------------------------------------------------------------------------------------

    def data(self, **changes) -> inspections.InspectionData:
        given = inspections.InspectionData(
            title="初信初访办理专项督查",
            kind="special",
            form="on_site",
            first_on=self.day + timedelta(days=1),
            last_on=self.day + timedelta(days=7),
            units=[self.cast.unit("building"), self.cast.unit("farm")],
            purpose="检查初信初访办理和首办责任落实情况。",
            focus="登记、受理是否按期\n答复是否送达",
            contact="林晓，0830-5521234",
        )
        return replace(given, **changes)

    def draft(self, **changes) -> Inspection:
        return self.fresh(self.do(inspections.draft_inspection, "clerk", data=self.data(**changes)))

    def submitted(self, **changes) -> Inspection:
        row = self.draft(**changes)
        self.on(inspections.FLOW.submit, row)
        return self.fresh(row)

    def decide(self, row, who: str = "convenor", approved: bool = True, remark: str = ""):
        flow = papers.FLOW if isinstance(row, InspectionPaper) else inspections.FLOW
        document = self.fresh(row).document
        read = {"version": document.version, "text_sha256": text_hash(document.body)}
        self.do(flow.decide, who, row_id=row.pk, approved=approved, remark=remark, **read)
        return self.fresh(row)

    def approved(self, **changes) -> Inspection:
        return self.decide(self.submitted(**changes))

    def team(self, row: Inspection, leader: str = "director", members=("liaison2",)) -> Inspection:
        people = [self.cast.person(who) for who in members]
        return self.on(teams.set_team, row, leader=self.cast.person(leader), members=people)

    def prepared(self, **changes) -> Inspection:
        row = self.team(self.approved(**changes))
        row = self.on(inspections.set_checklist, row, items=split_items(ITEMS, source="自拟"))
        for who in ("director", "liaison2"):
            row = self.on(teams.declare, row, who)
        return row

    def started(self, **changes) -> Inspection:
        return self.on(inspections.begin, self.prepared(**changes))

    def entries(self, row: Inspection) -> list[Entry]:
        rows = Entry.objects.filter(item__inspection=row).select_related("item__member__person", "unit")
        return list(rows.order_by("unit_id", "item__seq"))

    def who(self, entry: Entry) -> str:
        person = entry.item.member.person_id
        return next(key for key in ("director", "liaison2") if self.cast.person(key).pk == person)

    def rate(self, row: Inspection, entry: Entry, who: str = "", **changes) -> Entry:
        entry = Entry.objects.select_related("item__member").get(pk=entry.pk)
        given = {"version": entry.version, "rating": "good", "words": "", "is_done": True} | changes
        return self.do(site.rate, who or self.who(entry), inspection_id=row.pk, entry_id=entry.pk, **given)

    def rated(self, row: Inspection | None = None) -> Inspection:
        row = row or self.started()
        for entry in self.entries(row):
            self.rate(row, entry)
        return self.fresh(row)

    # --- findings -------------------------------------------------------------------------------------------------------

    def finding_data(self, **changes) -> site.FindingData:
        given = site.FindingData(
            "problem", "五件答复意见书里有两件没有送达回证。", "答复意见书存档卷第三、五号，卷内没有送达回证"
        )
        return replace(given, **changes)

    def found(self, row: Inspection | None = None, who: str = "liaison2", n: int = 0, **changes) -> Finding:
        row = row or self.started()
        entry = self.entries(row)[n]
        data = self.finding_data(**changes)
        return self.fresh(self.do(site.find, who, inspection_id=row.pk, entry_id=entry.pk, data=data))

    def put(self, row: Finding | None = None, **changes) -> Finding:
        return self.on(findings.put, row or self.found(**changes), "liaison2", days=3)

    def told(self, row: Finding | None = None, **changes) -> Finding:
        words = "情况属实，送达时没有取得回证。"
        return self.on(findings.state, row or self.put(**changes), "liaison", words=words)

    def upheld(self, row: Finding | None = None, **changes) -> Finding:
        return self.on(findings.uphold, row or self.told(**changes), "director", answer="予以认定。")

    def rectifying(self, row: Finding | None = None, days: int = 20, **changes) -> Finding:
        row = row or self.upheld(**changes)
        due_on = self.day + timedelta(days=days)
        return self.on(corrections.rectify, row, due_on=due_on, demand="补齐送达证明，建立登记。")

    def planned(self, row: Finding | None = None, **changes) -> Finding:
        given = {"origin": "没有统一登记。", "measures": "建立登记簿，补齐回证。", "in_charge": "何静"}
        return self.on(findings.plan, row or self.rectifying(**changes), "liaison", **given)

    def reported(self, row: Finding | None = None, **changes) -> Finding:
        row = row or self.planned(**changes)
        return self.on(findings.report, row, "liaison", result="两件回证已补齐，登记簿已建立。", files=[photo()])

    def cleared(self, row: Finding | None = None, **changes) -> Finding:
        given = {"way": "on_site", "verdict": "现场核对无误。", "look_back": 30}
        return self.on(corrections.accept, row or self.reported(**changes), **given)

    # --- papers ---------------------------------------------------------------------------------------------------------

    def settled(self, row: Inspection | None = None) -> Inspection:
        """One problem to be mended, the work on site over, the findings settled."""
        row = self.rated(row)
        self.rectifying(self.upheld(self.told(self.put(self.found(row)))))
        row = self.on(inspections.end_site, row, "director")
        return self.on(inspections.settle, row)

    def issued(self, paper: InspectionPaper) -> InspectionPaper:
        paper = self.fresh(paper)
        self.on(papers.FLOW.submit, paper)
        self.decide(paper)
        self.on(papers.FLOW.issue_paper, paper)
        return self.fresh(paper)

    def feedback(self, row: Inspection, unit: str = "building") -> InspectionPaper:
        return self.do(papers.draft_feedback, "clerk", inspection_id=row.pk, unit_id=self.cast.unit(unit).pk)


@pytest.fixture
def room(cast, quick_print) -> Room:
    return Room(cast)
