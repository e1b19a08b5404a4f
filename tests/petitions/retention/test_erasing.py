"""What is erased: a token stands in every typed column of a case and of all that hangs on it, and afterwards nowhere."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, models, transaction
from django.db.models import F

from meetings.receptions.models.receptions import Reception, Visitor, VisitorCorrection
from petitions.cases.actions.sponsors import name_sponsor
from petitions.cases.models.assignments import Objection, Progress, SenderObjection
from petitions.cases.models.deliveries import Evaluation, OutsideReview
from petitions.cases.models.targets import Target
from petitions.plans.models import PlanItem
from petitions.retention.actions import draw_list, run_retention, witness_list
from petitions.screening.models.disputes import Dispute, DisputeNote, Mediation
from petitions.screening.queries.disputes import FROM_DISPUTE
from petitions.sponsorship.models import SponsorDuty, Sponsorship, SponsorStep
from records.clocks.models import Clock, ClockPause
from records.duties.models.candidates import Candidate
from records.duties.models.duties import DoneEarly, Duty
from records.finding.queries.find import find
from records.imports.models import ImportBatch, ImportRow
from records.keeping.actions.erasing import WAITS, drop_waste, erased_together
from records.keeping.erasing import ERASURES, Erase
from records.keeping.models import Waste
from records.keeping.queries.blobs import named_blobs, stored_blobs
from records.matters.models.access import Exclusion, Implication, Recusal, StandIn
from records.matters.models.matters import Matter, Reference
from records.notices.models.deliveries import Delivery as Sent
from records.notices.models.notices import Notice
from records.papers import store
from records.papers.actions.attachments import attach
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document, DocumentVersion
from records.papers.models.recipients import Recipient
from tests.cast import moment
from tests.petitions.stage import PETITIONER
from tests.petitions.tables import cells_with
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField
from township.journal.queries import verify_chain
from township.refusals import Refused

TOKEN = "阚熠瑾"
TYPED = (models.CharField, models.TextField, models.JSONField, EncryptedTextField)
FRAME = {"records", "petitions", "meetings", "supervision", "assessment"}
# Things with a file and a time of their own that point at a case, and why they stay as they are.
OF_THEIR_OWN = {
    "supervision.Cause": "a file about officials, of its own",
    "supervision.CauseEvidence": "a file about officials, of its own",
    "assessment.Entry": "what a frozen score rests on: the unit's fault, in the words of the scheme",
    "supervision.OrderGround": "an order of its own",
    "supervision.MeasureGround": "a measure of its own",
}


def is_typed(column: models.Field) -> bool:
    return isinstance(column, TYPED) and not (column.choices or column.primary_key)


def hangs_on(model: type[models.Model]) -> list[type[models.Model]]:
    """The models whose rows hang on rows of this one; things of their own kind are not asked further."""
    return [
        one.related_model
        for one in model._meta.related_objects
        if one.related_model._meta.app_label in FRAME
        and not any(field.name == "matter" and field.primary_key for field in one.related_model._meta.fields)
    ]


def test_every_typed_column_near_a_case_is_spoken_of():
    """Whoever adds a table or a column that hangs on a case says what becomes of it."""
    said: dict[type, set[str]] = {}
    for one in ERASURES:
        said.setdefault(one.model, set()).update(one.columns)
    near, waiting = set(), [Matter, apps.get_model("petitions.Case"), Dispute]
    while waiting:
        model = waiting.pop()
        if model not in near and model._meta.label not in OF_THEIR_OWN:
            near.add(model)
            waiting += hangs_on(model)
    unsaid = [
        f"{model._meta.label}.{column.name}"
        for model in near
        for column in model._meta.concrete_fields
        if is_typed(column) and column.name not in said.get(model, ())
    ]
    assert sorted(unsaid) == []


def bare(model: type[models.Model], **given):
    """A row with as little in it as its table takes; people, units and the township are the first there are."""
    empty = {models.CharField: "x", models.TextField: "x", models.DateField: date(2016, 5, 4)}
    empty |= {models.DateTimeField: moment(date(2016, 5, 4)), models.PositiveSmallIntegerField: 1}
    for column in model._meta.concrete_fields:
        if column.has_default() or column.null or column.blank or column.primary_key or column.name in given:
            continue
        if column.is_relation and column.related_model in (Person, Unit, Township):
            given[column.name] = column.related_model.objects.order_by("pk").first()
        elif type(column) in empty:
            given[column.name] = empty[type(column)]
    return model.objects.create(**given)


@pytest.fixture
def full(stage, quick_print):
    """A case that went the whole way, with a row of every table that may hang on it, filed more than thirty years ago."""
    cast, at = stage.cast, stage.cast.at()
    clerk, unit, township = cast.person("clerk"), cast.unit("building"), cast.township
    stage.register(petitioners=(replace(PETITIONER, name=TOKEN),))
    stage.to("concluded")
    case, matter = stage.case, stage.case.matter
    file = SimpleUploadedFile("信.txt", TOKEN.encode())
    attach(matter=matter, upload=file, purpose="evidence", by=cast.actor("clerk"), at=at)
    whole = {"township": township}
    of = {"matter": matter}
    bare(Objection, assignment=case.assignments.first(), raised_on=stage.day)
    bare(SenderObjection, case=case, document=stage.papers()[0], raised_on=stage.day)
    bare(OutsideReview, case=case, kind="review", requested_on=stage.day, decided_on=stage.day, recorded_at=at)
    bare(Target, case=case)
    bare(Progress, case=case)
    bare(Evaluation, case=case, about="unit", grade="good")
    bare(Sent, notice=Notice.objects.filter(matter=matter).first(), channel="webhook")
    bare(Implication, **of, person=cast.person("liaison2"), added_at=at)
    bare(Recusal, **of, person=cast.person("leader"), added_at=at)
    bare(Exclusion, **of, act="recuse", person=cast.person("grid"), due_on=stage.day, proposed_by=clerk, proposed_at=at)
    bare(StandIn, **of, person=clerk, named_by=clerk, named_at=at, right="x")
    bare(ClockPause, clock=Clock.objects.filter(matter=matter).first(), from_on=stage.day, to_on=stage.day)
    bare(Candidate, **whole, **of, raised_at=at)
    bare(Recipient, document=stage.papers()[0], part="main")
    bare(Duty, **whole, evidence=matter, unit=unit, first=stage.day, last=stage.day, due_on=stage.day)
    bare(DoneEarly, **whole, evidence=matter, unit=unit, on=stage.day)
    batch = bare(ImportBatch, **whole, blob="", at=at)
    ImportRow.objects.create(batch=batch, seq=1, row=1, matter=matter)
    _plan(cast, matter, at)
    _sponsored(cast, case, at)
    _came_from_a_dispute(cast, matter, at)
    _came_to_a_reception(cast, matter, at)
    type(case).objects.filter(pk=case.pk).update(archived_on=date(1990, 9, 1), state="archived")
    stage.again()
    return stage


def _matter(cast, kind: str) -> Matter:
    given = {"township": cast.township, "opened_on": date(2016, 5, 4)}
    return Matter.objects.create(kind=kind, number=f"{kind}1", title="水渠", **given)


def _plan(cast, matter, at) -> None:
    plan = bare(
        apps.get_model("petitions.Plan"),
        matter=_matter(cast, "plan"),
        township=cast.township,
        drafted_by=cast.person("clerk"),
    )
    bare(PlanItem, plan=plan, target=matter, leader=cast.person("leader"), due_on=date(2016, 5, 4))


def _sponsored(cast, case, at) -> None:
    """Over: an open one keeps its case from being destroyed."""
    over = _matter(cast, "sponsorship")
    Matter.objects.filter(pk=over.pk).update(closed_on=date(2016, 5, 5))
    row = bare(
        Sponsorship,
        matter=over,
        state="concluded",
        township=cast.township,
        case=case,
        sponsor=cast.person("convenor"),
    )
    step = bare(SponsorStep, sponsorship=row, unit=cast.unit("building"))
    scan = SimpleUploadedFile("签到表.txt", f"{TOKEN}三".encode())
    step.files.add(attach(matter=over, upload=scan, purpose="step", by=cast.actor("clerk"), at=at))
    bare(SponsorDuty, sponsorship=row, duty=1)


def _came_from_a_dispute(cast, matter, at) -> None:
    other = _matter(cast, "dispute")
    unit = cast.unit("village")
    row = bare(
        Dispute,
        matter=other,
        township=cast.township,
        unit=unit,
        holder=unit,
        people=2,
        state="case",
        closed_on=date(2016, 5, 4),
    )
    bare(DisputeNote, dispute=row, at=at)
    bare(Mediation, dispute=row, present=2, recorded_at=at)
    attach(
        matter=other,
        upload=SimpleUploadedFile("协议.txt", f"{TOKEN}二".encode()),
        purpose="evidence",
        by=cast.actor("clerk"),
        at=at,
    )
    Reference.objects.create(source=matter, target=other, relation=FROM_DISPUTE)


def _came_to_a_reception(cast, matter, at) -> None:
    reception = bare(
        Reception,
        matter=_matter(cast, "reception"),
        township=cast.township,
        leader=cast.person("leader"),
        recorded_by=cast.person("clerk"),
    )
    visitor = Visitor.objects.create(reception=reception, seq=1, outcome="case", case=matter)
    bare(VisitorCorrection, visitor=visitor, by=cast.person("clerk"), at=at)


def plant(one: Erase, ids: list[int]) -> int:
    """The token in every column that goes, of every row; how many rows there are."""
    rows = one.model._base_manager.filter(**{f"{one.of}__in": ids})
    values = {}
    for name in (*one.gone, *one.instead, *one.masked):
        column = one.model._meta.get_field(name)
        if is_typed(column) and name != "blob":
            json = {"x": [TOKEN]} if column.get_default() == {} else [{"x": TOKEN}]
            values[name] = json if isinstance(column, models.JSONField) else TOKEN
    if one.model is Document:  # frozen: it holds the petitioner's name since it was drafted
        assert any(TOKEN in row.body + row.facts + row.addressee for row in rows)
        return rows.count()
    return rows.update(**values) if values else rows.count()


def readable() -> set[str]:
    """Every column of every table in which the token stands, sealed ones opened."""
    found = {f"{table}.{column}" for table, column in cells_with(TOKEN)}
    for model in apps.get_models():
        names = [column.name for column in model._meta.concrete_fields if isinstance(column, EncryptedTextField)]
        for row in model._base_manager.values_list(*names) if names else ():
            found |= {
                f"{model._meta.label}.{name}" for name, text in zip(names, row, strict=True) if TOKEN in (text or "")
            }
    return found


def figures(stage) -> str:
    out = StringIO()
    span = ("--first", "1990-01-01", "--last", "2026-12-31")
    call_command("figures", "--township", stage.cast.township.code, *span, "--json", stdout=out)
    return out.getvalue()


def carry_out(stage) -> int:
    """Drawn by one, watched by another, carried out by the job."""
    row = draw_list(by=stage.cast.actor("clerk"), at=stage.cast.at())
    witness_list(list_id=row.pk, agreed=True, by=stage.cast.actor("auditor"), at=stage.cast.at())
    done = run_retention(stage.cast.at())
    assert drop_waste(stage.cast.at()) == 0  # a backup at work may still want them
    drop_waste(stage.cast.at() + WAITS)
    return done


def test_a_token_in_every_field_is_nowhere_afterwards(full):
    ids = erased_together(full.case.pk)
    assert len(ids) == 2
    bare_of_rows = {one.model._meta.label for one in ERASURES if plant(one, ids) == 0}
    assert bare_of_rows == {"petitions.LegalHold", "petitions.RetentionItem"}
    before, names = figures(full), set(named_blobs())
    assert len(readable()) > 60
    assert carry_out(full) == 1
    assert readable() == set()
    assert figures(full) == before
    kept = {store.get(name) for name in stored_blobs()}
    assert not any(TOKEN.encode() in data for data in kept)
    assert (set(named_blobs()), stored_blobs() & names, Waste.objects.count()) == (set(), set(), 0)
    assert find(full.cast.actor("clerk"), TOKEN, today=full.day).exact == ()
    assert verify_chain(full.cast.township.pk).broken_seq is None
    call_command("verify_store", stdout=StringIO())


def test_every_check_of_the_house_agrees_after_a_destruction(full):
    call_command("verify_work", mend=True, stdout=StringIO())  # the stage made rows by hand
    assert carry_out(full) == 1
    for command in ("verify_store", "verify_journal", "verify_work", "verify_figures"):
        call_command(command, stdout=StringIO())


def test_nothing_comes_into_a_case_after_its_destruction(full):
    carry_out(full)
    case, client = full.again(), full.cast.client("clerk")
    edit = f"/cases/{case.pk}/edit/"
    for answer in (client.get(edit), client.post(edit, {"do": "save", "place_text": "河湾社区三组"})):
        assert (answer.status_code, "已经销毁，不能再办理" in answer.content.decode()) == (409, True)
    with pytest.raises(Refused, match="已经销毁"):
        full.do(name_sponsor, "director", person_id=full.cast.person("convenor").pk)
    typed = {"attachments": SimpleUploadedFile("新.txt", "新的材料".encode())}
    assert "已经销毁，不能再办理" in client.post(f"/cases/{case.pk}/files/", typed).content.decode()
    assert not Attachment.objects.filter(matter=case.matter).exclude(blob="").exists()


def test_who_watches_is_told_how_long_backups_remember(full):
    row = draw_list(by=full.cast.actor("clerk"), at=full.cast.at())
    page = full.cast.client("auditor").get(f"/retention/{row.pk}/").content.decode()
    assert "每日备份最近 14 份、每月一份最近 12 个月" in page and "须再办一次" in page


def test_a_second_run_changes_nothing(full):
    assert carry_out(full) == 1
    before = {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}
    assert run_retention(full.cast.at()) == 0
    assert {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()} == before


def test_the_pages_of_an_erased_case_say_so(full):
    carry_out(full)
    case, client = full.again(), full.cast.client("clerk")
    for tab in ("", "papers/", "files/"):
        answer = client.get(f"/cases/{case.pk}/{tab}")
        assert answer.status_code == 200, tab
    assert client.get(f"/matters/{case.pk}/trail/").status_code == 200
    assert "已销毁" in client.get(f"/cases/{case.pk}/papers/").content.decode()
    assert "已销毁" in client.get(f"/cases/{case.pk}/files/").content.decode()
    file = Attachment.objects.get(matter=case.matter)
    assert (file.name, file.blob, file.erased_on) == ("（已销毁）", "", full.day)
    assert Document.objects.filter(matter=case.matter, state="issued", blob="", body="", erased_on=full.day).exists()
    assert not DocumentVersion.objects.filter(document__matter=case.matter).exclude(body="").exists()


def test_a_file_that_another_matter_names_stays(full):
    other = full.cast
    full_case = full.case
    second = type(full)(other)
    second.register(title="路灯不亮")
    attach(
        matter=second.case.matter,
        upload=SimpleUploadedFile("a.txt", TOKEN.encode()),
        purpose="evidence",
        by=other.actor("clerk"),
        at=other.at(),
    )
    carry_out(full)
    [file] = Attachment.objects.filter(matter=second.case.matter)
    assert store.get(file.blob).decode() == TOKEN
    assert Waste.objects.count() == 0
    assert Attachment.objects.filter(matter=full_case.matter, blob=F("blob")).get().blob == ""


def test_an_issued_paper_is_emptied_whole_or_not_at_all(full):
    """The database itself: bytes, text and facts go together with the day, and the number stays."""
    rows = Document.objects.filter(matter=full.case.matter, state="issued").exclude(number="")[:1]
    row = Document.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    empty = {"blob": "", "size": 0, "body": "", "facts": "", "addressee": "", "erased_on": full.day}
    for wrong in (
        {"erased_on": None},
        {"number": "清信〔2026〕99号"},
        {"body": "还在"},
        {"issued_on": full.day.replace(day=1)},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.update(**empty | wrong)
    row.update(**empty)
    assert row.get().blob == ""
