"""Identity in clear, papers and slips: with a reason, with a line in the journal, never further than it must."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from petitions.cases.actions.codes import code_matches
from records.papers import store
from records.papers.actions.attachments import attach
from tests.petitions import doors
from tests.printing import QUICK_PDF
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused


def reveal(stage, who="clerk", reason="电话告知办理进展"):
    row = stage.case.petitioners.first()
    return doors.reveal_identity(
        case_id=stage.case.pk, petitioner_id=row.pk, reason=reason, by=stage.cast.actor(who), at=stage.cast.at()
    )


def test_every_look_has_a_reason_in_the_journal(stage):
    stage.register()
    shown = reveal(stage)
    assert (shown["name"], shown["phone"], shown["id_number"]) == ("张三丰", "13812341234", "110101199003074477")
    entry = JournalEntry.objects.get(action="identity.reveal")
    assert (entry.reason, entry.actor_name, entry.detail["fields"]) == (
        "电话告知办理进展",
        "林晓",
        ["address", "id_number", "id_type", "name", "phone"],
    )
    assert "张三丰" not in str(entry.detail)


@pytest.mark.parametrize("reason", ["", "看看", "   x  "])
def test_no_reason_no_look(stage, reason):
    stage.register()
    with pytest.raises(Refused, match="请写明查看的理由"):
        reveal(stage, reason=reason)
    assert not JournalEntry.objects.filter(action="identity.reveal").exists()


@pytest.mark.parametrize("reason", ["给张 三丰打电话", "回拨１３８１２３４１２３４告知"])
def test_the_reason_names_nobody_for_the_journal_is_for_ever(stage, reason):
    stage.register()
    with pytest.raises(Refused, match="查看的理由里"):
        reveal(stage, reason=reason)
    assert "三丰" not in str(list(JournalEntry.objects.values_list("reason", "detail", "subject_label")))


def test_a_liaison_sees_only_people_of_his_own_cases(stage):
    stage.register()
    with pytest.raises(OutOfScope):
        reveal(stage, "liaison")
    stage.assign()
    assert reveal(stage, "liaison")["name"] == "张三丰"
    with pytest.raises(OutOfScope):
        reveal(stage, "auditor")
    row = stage.case.petitioners.first()
    other = stage.register()
    with pytest.raises(OutOfScope):
        doors.reveal_identity(
            case_id=other.pk,
            petitioner_id=row.pk,
            reason="弄错了事项",
            by=stage.cast.actor("clerk"),
            at=stage.cast.at(),
        )


def test_a_new_code_takes_two_persons_voids_the_old_one_and_rates_nothing(stage):
    stage.register()
    old = stage.code
    with pytest.raises(Refused, match="另一位同志同意"):
        stage.do(doors.new_lookup_code, "clerk2")
    stage.do(doors.propose_new_code, "clerk2", reason="本人持身份证到场")
    with pytest.raises(Refused, match="不能审批自己的申请"):
        doors.confirm_new_code(case_id=stage.case.pk, approved=True, by=stage.cast.actor("clerk2"), at=stage.cast.at())
    with pytest.raises(Refused, match="另一位同志同意"):
        stage.do(doors.new_lookup_code, "clerk2")
    doors.confirm_new_code(case_id=stage.case.pk, approved=True, by=stage.cast.actor("clerk"), at=stage.cast.at())
    with pytest.raises(Refused, match="另一位同志同意"):  # agreed for who asked
        stage.do(doors.new_lookup_code, "clerk")
    code = stage.do(doors.new_lookup_code, "clerk2")
    assert len(code) == 12
    assert code_matches(stage.case.lookup_hash, code)
    assert not code_matches(stage.case.lookup_hash, old)
    assert (stage.case.may_rate_by_code, stage.case.code_renewed_on) == (False, stage.day)
    assert stage.journal()[-3:] == ["case.propose_new_code", "case.confirm_new_code", "case.new_code"]
    assert stage.case.matter.events.latest("pk").public_text == "补发了查询码，原查询码作废"
    with pytest.raises(Refused, match="一次有效"):
        stage.do(doors.new_lookup_code, "clerk2")
    with pytest.raises(NotAllowed):
        stage.do(doors.propose_new_code, "director", reason="本人持身份证到场")


def test_an_agreement_to_a_new_code_ends_after_a_day(stage):
    stage.register()
    stage.do(doors.propose_new_code, "clerk", reason="本人持身份证到场")
    doors.confirm_new_code(case_id=stage.case.pk, approved=True, by=stage.cast.actor("convenor"), at=stage.cast.at())
    stage.day += timedelta(days=2)
    with pytest.raises(Refused, match="一日内"):
        stage.do(doors.new_lookup_code, "clerk")


def test_a_code_that_the_staff_has_read_rates_nothing(stage):
    stage.register()
    assert stage.case.may_rate_by_code
    who = {"by": stage.cast.actor("clerk"), "at": stage.cast.at()}
    with pytest.raises(Refused, match="已经换过"):
        doors.show_code(case_id=stage.case.pk, code="22222222", **who)
    assert stage.again().may_rate_by_code
    doors.show_code(case_id=stage.case.pk, code=stage.code, **who)
    assert not stage.again().may_rate_by_code
    assert stage.journal()[-1] == "case.show_code"


def test_the_slip_is_printed_for_who_brings_the_code_and_kept_nowhere(stage):
    stage.register()
    give = {
        "case_id": stage.case.pk,
        "lookup_url": "https://example.org/q",
        "by": stage.cast.actor("clerk"),
        "at": stage.cast.at(),
    }
    pdf = doors.print_slip(code=stage.code, **give)
    assert pdf.startswith(b"%PDF")
    with pytest.raises(Refused, match="查询码已经换过"):
        doors.print_slip(code="22222222", **give)
    assert stage.papers() == []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            assert stage.code not in str(cursor.fetchall())


def test_the_registration_form_is_frozen_and_made_anew_after_a_correction(stage, quick_print):
    stage.register()
    give = {"case_id": stage.case.pk, "by": stage.cast.actor("clerk"), "at": stage.cast.at()}
    assert doors.print_registration(**give) == doors.print_registration(**give) == QUICK_PDF
    assert len(stage.papers("registration")) == 1
    stage.assign()
    upload = SimpleUploadedFile("合同.txt", "安置协议".encode())
    attach(
        matter=stage.case.matter, upload=upload, purpose="evidence", by=stage.cast.actor("clerk"), at=stage.cast.at()
    )
    doors.print_registration(**give)
    first, second = stage.papers("registration")
    assert second.supersedes == first
    with pytest.raises(NotAllowed):
        doors.print_registration(**(give | {"by": stage.cast.actor("liaison")}))


def test_papers_are_read_by_who_sees_the_case_with_a_line_in_the_journal(stage, quick_print):
    stage.register()
    stage.assign()
    stage.receive()
    stage.accept()
    notice = stage.papers("acceptance")[0]
    give = {"case_id": stage.case.pk, "document_id": notice.pk, "at": stage.cast.at()}
    document, pdf = doors.read_document(by=stage.cast.actor("liaison"), **give)
    assert (document, pdf) == (notice, store.get(notice.blob))
    assert stage.journal()[-1] == "document.read"
    for who in ("liaison2", "auditor", "east_clerk"):
        with pytest.raises(OutOfScope):
            doors.read_document(by=stage.cast.actor(who), **give)
    other = stage.register()
    with pytest.raises(OutOfScope):
        doors.read_document(by=stage.cast.actor("clerk"), **(give | {"case_id": other.pk}))


def test_the_receipt_is_printed_blank_and_then_filled(stage):
    stage.register()
    stage.accept()
    notice = stage.papers("acceptance")[0]
    give = {"case_id": stage.case.pk, "document_id": notice.pk, "by": stage.cast.actor("clerk"), "at": stage.cast.at()}
    blank = doors.print_receipt(**give)
    stage.deliver(document=notice)
    assert doors.print_receipt(**give) != blank
    assert blank.startswith(b"%PDF")


def test_files_are_handed_out_with_a_line_in_the_journal(stage):
    stage.register()
    upload = SimpleUploadedFile("协议.txt", "安置协议".encode())
    row = attach(
        matter=stage.case.matter, upload=upload, purpose="evidence", by=stage.cast.actor("clerk"), at=stage.cast.at()
    )
    give = {"case_id": stage.case.pk, "attachment_id": row.pk, "at": stage.cast.at()}
    attachment, data = doors.read_case_attachment(by=stage.cast.actor("director"), **give)
    assert (attachment.name, data.decode()) == ("协议.txt", "安置协议")
    assert stage.journal()[-1] == "attachment.read"
    with pytest.raises(OutOfScope):
        doors.read_case_attachment(by=stage.cast.actor("liaison"), **give)
