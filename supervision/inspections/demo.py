"""Invented inspections of the demonstration, one in every state, with findings in every state, played through the actions."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from records.acts.demo import act, sign_for
from supervision.inspections.actions import checklists, corrections, findings, inspections, papers, site, teams
from supervision.inspections.models.checklists import Checklist, Entry
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.queries.checklists import template_items
from supervision.inspections.queries.inspections import nearness
from township.directory.models.people import Person, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import units_of
from township.directory.troupe import Incomplete, Troupe

TOPIC = "初信初访办理"
LINES = """登记和受理｜抽看近三个月登记簿，核对登记、受理日期｜当日登记、15日内受理为好
首办责任｜看首办人记录和交接｜首办人明确、有交接为好
答复文书｜抽看五件答复意见书和送达回证｜说理清楚、送达有证为好
来访接待场所｜看接待室、公示栏和意见簿｜公示齐全、随到随接为好"""
PROBLEMS = (
    "抽看的五件答复意见书里，有两件没有送达回证，无法确认答复是否送达。",
    "三件来访登记簿上没有写受理日期，从登记到受理隔了几天看不出来。",
    "首办人调离以后没有办交接，两件事项半个月没有人跟进。",
    "答复意见书只写“按规定办理”，没有写依据的文件和条款。",
    "公示栏上的接访安排是上个季度的，来访群众按旧安排白跑一趟。",
    "两件事项到期前没有提醒，逾期三天才申请延期。",
)
EVIDENCE = "现场查看登记簿和三季度存档卷\n与经办人谈话核对，有谈话记录"
PRACTICE = "接待室把办理流程、时限和监督电话做成一张图上墙，来访群众一看就明白。"
DEMAND = "补齐缺少的材料，对今年以来的事项逐件核对，指定专人负责。"


def load(township: Township, today: date) -> int:
    """Play inspections up to `today`; returns how many. Call it inside a transaction."""
    play = _Play(Troupe.of(township, today))
    play.template()
    play.draft(1)
    play.dropped(play.draft(9))
    play.submitted(play.draft(3), 2)
    play.prepared(play.approved(play.draft(6), 5), 4)
    play.on_site(play.started(8))
    play.hearing(26)
    play.rectifying(60)
    play.done(150)
    return Inspection.objects.filter(township=township).count()


class _Play:
    """Acts of the office, the team and the units, on days that lie so many days back."""

    def __init__(self, troupe: Troupe):
        if len(troupe.units) < 3:
            raise Incomplete(f"{troupe.township} has fewer than three units with a liaison")
        self.troupe, self.clerk = troupe, troupe.clerk()
        self.units = self._impartial_units(troupe)
        self.leader, self.member = self.team_people

    def _impartial_units(self, troupe: Troupe) -> list[Unit]:
        """Two units from which the office's people are far enough to inspect them."""
        heads = [troupe.person(Role.DIRECTOR), self.clerk]
        self.team_people = heads
        ids = [unit.pk for unit in troupe.units]
        near = {name for _, names in nearness(heads, ids, troupe.township.pk, troupe.today) for name in names}
        return [unit for unit in troupe.units if unit.name not in near][:2]

    def day(self, ago: int) -> date:
        return self.troupe.day(max(ago, 0))

    def do(self, action: Callable, person: Person, ago: int, hour: int = 10, **values):
        return self.troupe.do(action, person, self.day(ago), hour, **values)

    def on(self, action: Callable, row, person: Person | str, ago: int, hour: int = 10, **values):
        """An act on a row as it is now."""
        act(self.troupe, action, row, person, self.day(ago), hour, **values)
        return type(row).objects.select_related("document" if not isinstance(row, Finding) else "unit").get(pk=row.pk)

    # --- the whole ------------------------------------------------------------------------------------------------------

    def template(self) -> None:
        self.do(checklists.save_checklist, self.clerk, 200, topic=TOPIC, items=LINES)

    def draft(self, ago: int) -> Inspection:
        first = self.troupe.today - timedelta(
            days=ago - 3
        )  # after the day on which it is handed in, whatever holidays lie between
        data = inspections.InspectionData(
            title="信访事项办理专项督查",
            kind="special",
            form="on_site",
            first_on=first,
            last_on=first + timedelta(days=6),
            units=self.units,
            purpose="检查初信初访办理和首办责任落实情况，推动问题及时就地解决。",
            focus="登记、受理、答复是否按期\n首办责任是否落实\n答复是否送达",
            contact=self.troupe.contact,
        )
        row = self.do(inspections.draft_inspection, self.clerk, ago, 9, data=data)
        return Inspection.objects.select_related("document").get(pk=row.pk)

    def submitted(self, row: Inspection, ago: int) -> Inspection:
        return self.on(inspections.FLOW.submit, row, self.clerk, ago, 10)

    def approved(self, row: Inspection, ago: int) -> Inspection:
        return self.on(inspections.FLOW.decide, self.submitted(row, ago), Role.CONVENOR, ago, 11, approved=True)

    def dropped(self, row: Inspection) -> None:
        self.on(inspections.drop_inspection, row, self.clerk, 8, reason="与上级督查重复，合并进行")

    def prepared(self, row: Inspection, ago: int) -> Inspection:
        row = self.on(teams.set_team, row, self.clerk, ago, leader=self.leader, members=[self.member])
        template = Checklist.objects.get(township=self.troupe.township, topic=TOPIC, is_current=True)
        row = self.on(inspections.set_checklist, row, self.clerk, ago, 11, items=template_items(template))
        guests = [teams.Guest("deputy", "周某", "镇人大", "site")]
        row = self.on(teams.invite, row, self.clerk, ago, 12, guests=guests)
        return self.on(teams.declare, row, self.leader, ago, 14)

    def started(self, ago: int) -> Inspection:
        row = self.prepared(self.approved(self.draft(ago), ago), ago)
        row = self.on(teams.declare, row, self.member, ago, 15)
        return self.on(inspections.begin, row, self.clerk, ago - 1, 8)

    # --- on site --------------------------------------------------------------------------------------------------------

    def rate(self, row: Inspection, ago: int, entry: Entry, rating: str, words: str, **more) -> None:
        given = {"entry_id": entry.pk, "version": entry.version, "rating": rating, "words": words}
        self.do(site.rate, entry.item.member.person, ago, 10, inspection_id=row.pk, **given, **more)

    def on_site(self, row: Inspection) -> None:
        """Half of it is filled in; one problem is written down, one is with the unit."""
        entries = self._entries(row)
        for entry in entries[: len(entries) // 2]:
            self.rate(row, 3, entry, "good", "现场查看，记录齐全。", is_done=True)
        self.rate(row, 3, entries[-1], "", "送达登记簿还没有看完。")
        self._found(row, entries[0], "problem", 3)
        self.put(self._found(row, entries[1], "problem", 2), 2)

    def rated(self, row: Inspection, ago: int) -> list[Entry]:
        for entry in self._entries(row):
            is_poor = entry.item.seq == 3
            words = "五件里两件没有送达回证。" if is_poor else "现场查看，记录齐全。"
            files = [_photo()] if is_poor else []
            self.rate(row, ago, entry, "poor" if is_poor else "good", words, files=files, is_done=True)
        return self._entries(row)

    def _entries(self, row: Inspection) -> list[Entry]:
        rows = Entry.objects.filter(item__inspection=row).select_related("item__member__person", "unit")
        return list(rows.order_by("unit_id", "item__seq"))

    def _found(self, row: Inspection, entry: Entry, nature: str, ago: int) -> Finding:
        photos = tuple(one.file for one in entry.photos.select_related("file"))
        count = Finding.objects.filter(township=self.troupe.township).count()
        text = PRACTICE if nature == "practice" else PROBLEMS[count % len(PROBLEMS)]
        data = site.FindingData(nature, text, EVIDENCE, photos)
        made = self.do(site.find, self.member, ago, 11, inspection_id=row.pk, entry_id=entry.pk, data=data)
        return Finding.objects.select_related("unit").get(pk=made.pk)

    # --- findings -------------------------------------------------------------------------------------------------------

    def put(self, row: Finding, ago: int) -> Finding:
        return self.on(findings.put, row, self.member, ago, 14, days=3)

    def told(self, row: Finding, ago: int) -> Finding:
        words = "情况属实，人手紧张时没有及时登记核对。"
        return self.on(findings.state, row, self._liaison(row), ago, 9, words=words)

    def upheld(self, row: Finding, ago: int) -> Finding:
        row = self.told(self.put(row, ago), ago - 1)
        return self.on(findings.uphold, row, self.leader, ago - 1, 15, answer="单位说明属实，予以认定。")

    def rectified(self, row: Finding, ago: int, limit: int) -> Finding:
        due_on = self.day(ago) + timedelta(days=limit)
        row = self.on(corrections.rectify, row, self.clerk, ago, 16, due_on=due_on, demand=DEMAND)
        given = {
            "origin": "登记和核对没有固定到人。",
            "measures": "补齐材料，逐件核对，每周由专人检查一次。",
            "in_charge": "单位负责人",
        }
        return self.on(findings.plan, row, self._liaison(row), ago - 2, 9, **given)

    def reported(self, row: Finding, ago: int) -> Finding:
        words = "缺少的材料已经补齐，今年以来的事项逐件核对完毕，专人每周检查。"
        return self.on(findings.report, row, self._liaison(row), ago, 9, result=words, files=[_photo()])

    def cleared(self, row: Finding, ago: int, look_back: int = 30) -> Finding:
        given = {"way": "on_site", "verdict": "现场核对登记簿和存档卷，已经补齐。", "look_back": look_back}
        return self.on(corrections.accept, row, self.clerk, ago, 15, **given)

    def _liaison(self, row: Finding) -> Person:
        return self.troupe.person(Role.LIAISON, row.unit)

    # --- later states ---------------------------------------------------------------------------------------------------

    def hearing(self, ago: int) -> None:
        """The work on site is over; findings wait, were explained, upheld, or do not stand."""
        row = self.started(ago)
        entries = self.rated(row, ago - 2)
        found = [self._found(row, entry, "problem", ago - 2) for entry in entries[:4]]
        self.on(findings.withdraw, found[0], self.member, ago - 3, reason="核对后材料在另一卷里，不成立")
        self.told(self.put(found[1], ago - 3), ago - 4)
        self.upheld(found[2], ago - 3)
        self.put(found[3], 1)
        self.on(inspections.end_site, row, self.leader, ago - 4, 17)

    def finished_hearing(self, ago: int, problems: int) -> tuple[Inspection, list[Finding]]:
        """Settled, with so many problems that stand undisposed of, and one practice commended."""
        row = self.started(ago)
        entries = self.rated(row, ago - 2)
        found = [self._found(row, entry, "problem", ago - 2) for entry in entries[2 : 2 + problems]]
        good = self.upheld(self._found(row, entries[0], "practice", ago - 2), ago - 3)
        self.on(corrections.commend, good, self.clerk, ago - 5, words="请其他单位参照上墙公示。")
        self.on(inspections.end_site, row, self.leader, ago - 2, 17)
        return row, [self.upheld(one, ago - 3) for one in found]

    def rectifying(self, ago: int) -> None:
        """Findings in every state of their correction; one was handed over; feedback issued, the report is a draft."""
        row, found = self.finished_hearing(ago, 6)
        plans = [self.rectified(one, ago - 6, 20) for one in found[:4]]
        self.reported(plans[1], ago - 20)
        self.cleared(self.reported(plans[2], ago - 20), ago - 22, 60)
        again = self.cleared(self.reported(plans[3], ago - 18), ago - 20)
        self.on(
            corrections.urge, found[4], self.clerk, ago - 6, due_on=self.troupe.today + timedelta(days=5), demand=DEMAND
        )
        organ = units_of(self.troupe.township.pk, UnitKind.OUTSIDE).order_by("pk").first()
        if organ is not None:
            words = "问题涉及县级主管部门职责，移送核处。"
            self.on(papers.draft_transfer, found[5], self.clerk, ago - 6, 17, organ=organ, words=words)
            self._issued(InspectionPaper.objects.get(finding=found[5]), ago - 7)
        else:
            self.rectified(found[5], ago - 6, 90)
        row = self.on(inspections.settle, row, self.clerk, ago - 7)
        self._feedback(row, ago - 8)
        self.on(papers.draft_report, row, self.clerk, ago - 10)
        limit = self.troupe.today + timedelta(days=20)
        self.on(corrections.reopen, again, self.clerk, 1, words="抽看新办的三件，又有一件缺少材料。", due_on=limit)

    def done(self, ago: int) -> None:
        """Mended, looked at again, reported, told to all."""
        row, found = self.finished_hearing(ago, 1)
        one = self.rectified(found[0], ago - 6, 20)
        row = self.on(inspections.settle, row, self.clerk, ago - 7)
        self._feedback(row, ago - 8)
        for draft in (papers.draft_report, papers.draft_circular):
            self.on(draft, row, self.clerk, ago - 10)
        for paper in InspectionPaper.objects.filter(inspection=row, state="draft"):
            self._issued(paper, ago - 11)
        one = self.cleared(self.reported(one, ago - 18), ago - 20)
        self.on(corrections.confirm, one, self.clerk, ago - 62, words="抽看新办的五件，材料齐全，没有反弹。")
        self.on(inspections.conclude, row, self.clerk, ago - 63)

    def _feedback(self, row: Inspection, ago: int) -> None:
        for unit in self.units:
            given = {"inspection_id": row.pk, "unit_id": unit.pk}
            paper = self.do(papers.draft_feedback, self.clerk, ago, 9, **given)
            self._issued(paper, ago)

    def _issued(self, paper: InspectionPaper, ago: int) -> None:
        self.on(papers.FLOW.submit, paper, self.clerk, ago, 10)
        self.on(papers.FLOW.decide, paper, Role.CONVENOR, ago, 11, approved=True)
        self.on(papers.FLOW.issue_paper, paper, self.clerk, ago, 15)
        sign_for(self.troupe, papers.FLOW.receive_paper, paper, self.day(ago), 16)


def _photo() -> SimpleUploadedFile:
    """A plain picture in place of a photo."""
    data = BytesIO()
    Image.new("RGB", (320, 240), (206, 214, 222)).save(data, "JPEG")
    return SimpleUploadedFile("现场照片.jpg", data.getvalue(), "image/jpeg")
