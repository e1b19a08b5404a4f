"""What the permission table is tried on: the same kinds of things in one's own unit, in another unit, in another township."""

from dataclasses import dataclass, field
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessment.board.actions import open_wall
from meetings.receptions.actions.feeds import open_feed
from petitions.cases.models.cases import Case
from records.imports.models import ImportBatch
from records.jobs.models.jobs import Job
from records.notices.models.notices import Notice
from records.papers.actions.attachments import attach
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from tests.cast import TODAY, Cast
from tests.petitions import doors
from tests.petitions.stage import Stage
from township.calendar.models import WorkCalendarDay
from township.directory.models.changes import MemberChange
from township.directory.models.people import Post
from township.journal.actions import write_entry

OWN, OTHER, EAST = "own", "other", "east"


@dataclass
class World:
    """objects[kind][column] = the arguments of its address. Grid members own what they reported."""

    cast: Cast
    objects: dict[str, dict[str, dict]] = field(default_factory=dict)

    def put(self, kind: str, column: str, **arguments) -> None:
        self.objects.setdefault(kind, {})[column] = arguments

    def arguments(self, kind: str, column: str, who: str) -> dict:
        """The arguments for `who`; "grid:own" goes before "own" for the grid member."""
        columns = self.objects[kind]
        return columns.get(f"{who}:{column}", columns[column])


def build(cast: Cast) -> World:
    """Cases with papers, files, proposals and objections; people, posts, accounts; notices, jobs, imports."""
    world = World(cast)
    _cases(world)
    _township(world)
    _records(world)
    _rosters(world)
    return world


def _cases(world: World) -> None:
    for column, unit, liaison in ((OWN, "building", "liaison"), (OTHER, "civil", "liaison2")):
        stage = Stage(world.cast)
        stage.register()
        stage.assign(unit=unit)
        stage.receive(who=liaison, unit=unit)
        stage.accept()
        stage.draft(who=liaison)
        draft = stage.papers("reply")[0]
        world.put("draft", column, case_id=stage.case.pk, document_id=draft.pk)
        _enter(world, column, stage, "clerk")
        stage.submit(who=liaison)
        _objection(world, column, unit, liaison)
    stage = Stage(world.cast)
    stage.register(who="grid")
    stage.accept()
    _enter(world, "grid:own", stage, "clerk")
    world.put("draft", "grid:own", case_id=stage.case.pk, document_id=stage.papers("acceptance")[0].pk)
    _east(world)


def _enter(world: World, column: str, stage: Stage, who: str) -> None:
    """The case with a petitioner, an issued paper and a file."""
    case = stage.case
    file = SimpleUploadedFile("x.txt", "材料".encode())
    row = attach(matter=case.matter, upload=file, purpose="evidence", by=world.cast.actor(who), at=world.cast.at())
    issued = Document.objects.filter(matter_id=case.pk, state="issued").order_by("pk").first()
    paper = issued.pk if issued else 0
    world.put("case", column, case_id=case.pk)
    world.put("case_act", column, pk=case.pk)
    world.put("matter", column, matter_id=case.pk)
    world.put("petitioner", column, case_id=case.pk, petitioner_id=case.petitioners.first().pk)
    world.put("paper", column, case_id=case.pk, document_id=paper)
    world.put("file", column, case_id=case.pk, attachment_id=row.pk)
    world.put("attachment", column, attachment_id=row.pk)
    world.put("document", column, document_id=paper)


def _objection(world: World, column: str, unit: str, liaison: str) -> None:
    stage = Stage(world.cast)
    stage.register()
    stage.assign(unit=unit)
    stage.do(
        doors.object_assignment,
        liaison,
        assignment_id=stage.assignment(unit).pk,
        reason="这件事不属于本单位的职权范围。",
        basis="三定规定第五条",
    )


def _east(world: World) -> None:
    stage = Stage(world.cast)
    stage.register(who="east_clerk")
    stage.accept(who="east_clerk")
    _enter(world, EAST, stage, "east_clerk")
    case = stage.case.pk
    world.put("draft", EAST, case_id=case, document_id=0)


def _township(world: World) -> None:
    cast = world.cast
    for column, unit, person in (
        (OWN, "building", "liaison"),
        (OTHER, "civil", "liaison2"),
        (EAST, "east_office", "east_clerk"),
    ):
        post = Post.objects.filter(person=cast.person(person)).first()
        world.put("unit", column, unit_id=cast.unit(unit).pk)
        world.put("person", column, person_id=cast.person(person).pk)
        world.put("account", column, account_id=cast.account(person).pk)
        world.put("post", column, post_id=post.pk)
        change = MemberChange.objects.create(
            township_id=post.township_id,
            unit=cast.unit(unit),
            kind="liaison",
            new_name="新人",
            effective_on=TODAY,
            reported_by=cast.person(person),
            reported_at=cast.at(),
        )
        world.put("change", column, change_id=change.pk)
        day = WorkCalendarDay.objects.create(
            township_id=post.township_id,
            date=date(2026, 11, {OWN: 2, OTHER: 3, EAST: 4}[column]),
            kind="off",
            name="本地节日",
            source="测试",
            entered_at=timezone.now(),
        )
        world.put("local_day", column, day_id=day.pk)
    world.put("year", OWN, year=2026)
    world.put("key", OWN, key="light_yellow_days")
    world.objects["plan_kind"] = {OWN: {"kind": "*"}}
    world.put("township", OWN, township_id=cast.township.pk)
    write_entry(by=cast.actor("clerk"), at=cast.at(), action="test")


def _records(world: World) -> None:
    cast = world.cast
    for who, column in (("liaison", OWN), ("east_clerk", EAST)):
        notice = Notice.objects.create(
            township_id=cast.person(who).township_id,
            recipient=cast.person(who),
            kind="x",
            text="通知",
            key="k",
            at=cast.at(),
        )
        world.put("notice", column, notice_id=notice.pk)
        job = Job.objects.create(
            township_id=cast.person(who).township_id,
            kind="x",
            subject=who,
            state="failed",
            run_after=cast.at(),
            created_at=cast.at(),
        )
        world.put("job", column, job_id=job.pk)
        batch = ImportBatch.objects.create(
            township_id=cast.person(who).township_id,
            name="x.xlsx",
            blob="",
            state="checked",
            by=cast.person(who),
            at=cast.at(),
        )
        world.put("batch", column, batch_id=batch.pk)
    world.put("table", OWN, table="cases")
    world.put("draft_form", OWN, form="case-new")
    world.put("code", OWN, code=cast.township.code)
    assert Attachment.objects.exists() and Case.objects.count() == 6


def _rosters(world: World) -> None:
    _, token = open_feed(is_whole=True, by=world.cast.actor("clerk"), at=world.cast.at())
    world.put("feed", OWN, token=token)
    _, token = open_wall(place="三楼调度室", by=world.cast.actor("director"), at=world.cast.at())
    world.put("wall", OWN, token=token)
    world.put("week", OWN, key="2026-W39")
