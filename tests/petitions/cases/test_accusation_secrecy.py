"""检举控告: a token planted in every place of an accusation is found nowhere by anybody who is not on its list."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from petitions.cases.models.cases import Case
from petitions.cases.queries.case_page import case_page
from petitions.cases.queries.cases import cases_visible_to, earlier_matters, get_case
from petitions.cases.rules.entries import FaultyRegistration, PetitionerData, TargetData
from petitions.ledger.queries.ledger import horizon, ledger
from petitions.ledger.rules.ledger import LedgerFilters
from records.matters.actions.exclusions import propose_lift
from records.matters.models.access import Access
from records.matters.models.events import Event
from records.matters.models.search import SearchText
from records.matters.queries.scope import matters_visible_to
from records.matters.search import matching
from records.notices.models.notices import Notice
from records.papers.actions.attachments import attach
from records.papers.models.approvals import Approval
from tests.cast import Cast
from tests.exclusions import implicate, recuse
from tests.petitions import doors
from tests.petitions.tables import cells_with
from tests.records.papers.file_samples import PDF
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")
TOKEN = "苍耳子七三九"
OUTSIDERS = (
    "clerk2",
    "director",
    "chief",
    "liaison",
    "liaison2",
    "leader",
    "grid",
    "auditor",
    "sysadmin",
    "east_clerk",
)


@pytest.fixture
def accused(stage):
    """Registered by the clerk, the convenor named, the building office accused; the token wherever words can stand."""
    cast: Cast = stage.cast
    stage.register(
        purpose="accusation",
        title=f"{TOKEN}标题",
        words=f"村镇建设办何静收受贿赂，{TOKEN}。",
        claims=(f"查处{TOKEN}",),
        place_text=f"{TOKEN}工地",
        petitioners=(PetitionerData(name=f"周{TOKEN}", phone="13900001111", address=f"{TOKEN}村"),),
        targets=(TargetData(unit_id=cast.unit("building").pk), TargetData(name=f"{TOKEN}公司")),
        named_ids=(cast.person("convenor").pk,),
    )
    upload = SimpleUploadedFile(f"{TOKEN}.pdf", PDF)
    attach(matter=stage.case.matter, upload=upload, purpose="evidence", by=cast.actor("clerk"), at=cast.at())
    return stage


def route(stage, approve=True):
    approval = stage.do(
        doors.propose_route, "clerk", to_unit_id=stage.cast.unit("discipline").pk, reason=f"{TOKEN}属其职权"
    )
    if approve:
        stage.decide("route", "convenor", approved=True)
    return approval


def test_the_words_stand_in_one_encrypted_column(accused):
    case = accused.case
    assert (case.title, case.matter.title, case.words, case.matter.secrecy) == (
        "检举控告事项",
        "检举控告事项",
        "",
        "restricted",
    )
    assert TOKEN in case.sealed_words
    assert case.claims.count() == 0
    assert not SearchText.objects.exists()
    assert set(Access.objects.values_list("person_id", flat=True)) == {
        accused.cast.person("clerk").pk,
        accused.cast.person("convenor").pk,
    }
    assert accused.running() == set()
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(words="漏出来的话")


def test_outsiders_find_nothing_anywhere(accused):
    route(accused)
    cast, pk = accused.cast, accused.case.pk
    for who in OUTSIDERS:
        actor = cast.actor(who)
        with pytest.raises(OutOfScope):
            get_case(actor, pk)
        assert not cases_visible_to(actor).exists()
        assert not matters_visible_to(actor).exists()
        assert not matching(cases_visible_to(actor), TOKEN, township_id=actor.township_id).exists()
        assert earlier_matters(actor, name=f"周{TOKEN}", phone="13900001111") == []
        if actor.township_id == cast.township.pk:
            assert not ledger(actor, LedgerFilters(), horizon(actor.township_id, accused.day)).exists()
        assert not Notice.objects.filter(recipient=cast.person(who)).exists()
        for action, values in (
            (doors.read_words, {"reason": "工作需要"}),
            (doors.reveal_identity, {"petitioner_id": 1, "reason": "工作需要"}),
            (doors.read_case_attachment, {"attachment_id": 1}),
            (doors.print_registration, {}),
        ):
            with pytest.raises((OutOfScope, NotAllowed)):
                action(case_id=pk, by=actor, at=cast.at(), **values)


def test_the_token_is_readable_in_no_table(accused):
    """Every text column of the database: only encrypted bytes may hold it, and those are no text."""
    route(accused)
    accused.do(doors.propose_unseal, "clerk", reason="纪委要求核对")
    assert cells_with(TOKEN) == set()


def test_nor_is_what_is_remarked_about_it(accused):
    """Remarks of a decision, reasons of an implication, its lifting and a recusal."""
    who = {"by": accused.cast.actor("clerk"), "at": accused.cast.at()}
    approval = route(accused, approve=False)
    accused.decide("route", "convenor", approved=False, remark=f"{TOKEN}请补充")
    row = implicate(matter=accused.case.matter, unit=accused.cast.unit("farm"), reason=f"反映{TOKEN}", **who)
    propose_lift(implication_id=row.pk, reason=f"{TOKEN}已查清", **who)
    recuse(matter=accused.case.matter, person=accused.cast.person("clerk2"), reason=f"{TOKEN}的亲属", **who)
    assert TOKEN in Approval.objects.get(pk=approval.pk).remark
    assert cells_with(TOKEN) == set()


def test_events_and_notices_of_those_on_the_list_hold_no_words_either(accused):
    route(accused)
    lines = [*Event.objects.values_list("text", "note", "public_text"), *Notice.objects.values_list("text")]
    assert lines
    assert TOKEN not in str(lines)
    assert "何静" not in str(lines)
    assert TOKEN not in str(list(JournalEntry.objects.values_list("reason", "detail", "subject_label")))
    assert accused.inbox("convenor") == ["清信〔2026〕1号 检举控告，请在知悉范围内办理", "清信〔2026〕1号 请审批移送"]


def test_routed_by_two_and_then_sealed(accused):
    route(accused, approve=False)
    with pytest.raises((NotAllowed, OutOfScope)):
        accused.decide("route", "director", approved=True)
    with pytest.raises(OutOfScope):
        accused.decide("route", "chief", approved=True)  # not on the list
    accused.decide("route", "convenor", approved=True)
    case = accused.case
    assert (case.state, case.transferred_to, case.sealed_at is not None) == (
        "transferred",
        accused.cast.unit("discipline"),
        True,
    )
    letter = accused.papers("transfer")[0]
    assert (letter.number, letter.is_for_petitioner) == ("清信转〔2026〕1号", False)
    assert TOKEN not in letter.body
    assert accused.papers("destination_notice") == []  # 23¶4: told by the discipline organ's own rules
    assert accused.journal()[-1] == "case.route"


def test_never_to_who_is_accused(stage):
    discipline = stage.cast.unit("discipline")
    stage.register(
        purpose="accusation",
        targets=(TargetData(unit_id=discipline.pk),),
        named_ids=(stage.cast.person("convenor").pk,),
    )
    with pytest.raises(Refused, match="被反映的单位"):
        stage.do(doors.propose_route, "clerk", to_unit_id=discipline.pk, reason="属其职权")
    with pytest.raises(Refused, match="乡镇以外的机关"):
        stage.do(doors.propose_route, "clerk", to_unit_id=stage.cast.unit("building").pk, reason="属其职权")
    assert Approval.objects.count() == 0


def test_a_convenor_must_be_on_the_list_before_it_is_proposed(stage):
    stage.register(purpose="accusation")
    with pytest.raises(Refused, match="请先把一位召集人列入知悉名单"):
        stage.do(doors.propose_route, "clerk", to_unit_id=stage.cast.unit("discipline").pk, reason="属其职权")
    stage.do(doors.name_reader, "clerk", person_id=stage.cast.person("convenor").pk)
    stage.do(doors.propose_route, "clerk", to_unit_id=stage.cast.unit("discipline").pk, reason="属其职权")
    with pytest.raises(OutOfScope):
        stage.do(doors.name_reader, "clerk2", person_id=stage.cast.person("clerk2").pk)


def test_who_is_accused_cannot_be_named_nor_register(accused):
    with pytest.raises(Refused, match="不能列入知悉名单"):
        accused.do(doors.name_reader, "clerk", person_id=accused.cast.person("liaison").pk)
    with pytest.raises(FaultyRegistration):
        accused.register(purpose="accusation", words="")
    with pytest.raises(Refused, match="只能由联席办经办人登记"):
        accused.register("grid", purpose="accusation")


def test_before_routing_the_words_are_read_with_a_reason_and_after_it_by_two(accused):
    cast, pk = accused.cast, accused.case.pk
    read = {"case_id": pk, "reason": "核对移送材料"}
    with pytest.raises(Refused, match="请写明查看的理由"):
        doors.read_words(case_id=pk, reason="", by=cast.actor("clerk"), at=cast.at())
    assert TOKEN in doors.read_words(**read, by=cast.actor("clerk"), at=cast.at())
    assert JournalEntry.objects.filter(action="accusation.read").count() == 1
    route(accused)
    with pytest.raises(NotAllowed, match="内容已经封存"):
        doors.read_words(**read, by=cast.actor("clerk"), at=cast.at())
    with pytest.raises(NotAllowed, match="内容已经封存"):
        doors.read_case_attachment(
            case_id=pk, attachment_id=accused.case.matter.attachments.get().pk, by=cast.actor("clerk"), at=cast.at()
        )
    accused.do(doors.propose_unseal, "clerk", reason="纪委要求核对")
    with pytest.raises((NotAllowed, Refused)):
        accused.unseal("clerk", approved=True)
    accused.unseal("convenor", approved=True)
    for who in ("clerk", "convenor"):
        assert TOKEN in doors.read_words(**read, by=cast.actor(who), at=cast.at())
    row = accused.case.petitioners.get()
    shown = doors.reveal_identity(
        case_id=pk, petitioner_id=row.pk, reason="纪委要求核对", by=cast.actor("clerk"), at=cast.at()
    )
    assert shown["name"] == f"周{TOKEN}"
    tomorrow = accused.day + timedelta(days=1)
    with pytest.raises(NotAllowed, match="内容已经封存"):
        doors.read_words(**read, by=cast.actor("clerk", on=tomorrow), at=cast.at(tomorrow, 11))


def test_identity_of_an_accuser_needs_two_persons_at_any_time(accused):
    row = accused.case.petitioners.get()
    with pytest.raises(NotAllowed, match="须由知悉名单上的两人办理"):
        doors.reveal_identity(
            case_id=accused.case.pk,
            petitioner_id=row.pk,
            reason="想知道是谁",
            by=accused.cast.actor("clerk"),
            at=accused.cast.at(),
        )


def test_the_ordinary_moves_are_not_for_it(accused):
    for move, values in (
        (doors.accept, {"on": accused.day}),
        (doors.answer_directly, {"text": "已经当面答复清楚", "manner": "oral"}),
        (doors.transfer, {"to_unit_id": accused.cast.unit("land_bureau").pk, "reason": "属其职权", "on": accused.day}),
        (doors.propose_refusal, {"ground": "not_competent", "reason": "", "where_to_go": "县纪委"}),
    ):
        with pytest.raises(Refused, match="没有这一步"):
            accused.do(move, "clerk", **values)
    with pytest.raises(Refused, match="没有这一步"):
        accused.assign(unit="civil")


def test_its_page_shows_those_on_the_list_only_what_they_need(accused):
    actor = accused.cast.actor("clerk")
    page = case_page(actor, get_case(actor, accused.case.pk))
    assert [step.name for step in page.steps] == [
        "propose_route",
        "propose_unseal",
        "edit_registration",
        "propose_ending",
        "propose_new_code",
        "name_reader",
    ]
    assert page.missing.items == ("提出移送建议（条例第三十条）", "知悉名单上的召集人审批")
    assert page.people[0].name == "周*"
    route(accused)
    accused.do(doors.archive, "clerk")
    assert accused.case.archived_on == date(2026, 9, 22)
