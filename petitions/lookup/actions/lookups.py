"""The public look-up: number and code in, leave to see that one case out. Guessing gets slower; a number is never closed."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max, Q

from petitions.cases.actions.codes import code_matches
from petitions.cases.models.cases import Case
from petitions.lookup.actions.alarms import raise_alarm
from petitions.lookup.actions.evaluations import code_holder
from petitions.lookup.models import LookupFailure
from petitions.lookup.queries import public_papers
from petitions.lookup.rules.lookups import (
    ADDRESS_WINDOW,
    KEPT_FOR,
    NUMBER_WINDOW,
    Failures,
    code_as_issued,
    network_of,
    wait_seconds,
    wait_sentence,
)
from records.papers import store
from records.papers.models.documents import Document
from records.papers.rules.numbers import number_as_issued
from township.actors import Actor, OutOfScope
from township.crypto import keyed_hash
from township.journal.actions import write_entry
from township.refusals import Refused

# Compared when the number is unknown, so that the answer takes as long as for a known one. Nobody has its code: it was
# a long random text and is forgotten.
NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$LT1/Nda9UIg6hQaKDX1emg$dNkQlcmiJOF+Q7BEvMMIEAYp2jfn+tVeVhanM+fo5II"
WRONG = "编号或者查询码不对，请对照凭条核对后再输入。"


class MustWait(Refused):
    """This address guessed too often; seconds: how long until its next try."""

    def __init__(self, seconds: int):
        super().__init__(wait_sentence(seconds))
        self.seconds = seconds


def open_lookup(*, number: str, code: str, address: str, at: datetime) -> Case:
    """The case whose number and code were typed. address: the network address, kept only as a keyed hash.

    Refused for a wrong number or a wrong code, with one sentence for both; MustWait when this address has to wait. A
    right code opens the case whatever others did to its number. The reading is a line in the journal.
    """
    number, code = number_as_issued(number), code_as_issued(code)
    if not number or not code:
        raise Refused("请填写凭条上的编号和查询码。", field="number" if not number else "code")
    hashes = {
        "number_hash": keyed_hash(number, purpose="lookup.number"),
        "address_hash": keyed_hash(network_of(address), purpose="lookup.address"),
    }
    attempt = _take_a_try(hashes, at)
    townships, case = _holder_of(number, code)
    if case is None:
        raise_alarm(attempt, townships, at)
        raise Refused(WRONG, field="code")
    with transaction.atomic():
        LookupFailure.objects.filter(Q(pk=attempt.pk) | Q(**hashes)).delete()
        by = code_holder(case.township_id, at.date())
        write_entry(
            by=by, at=at, action="case.lookup", subject_kind="case", subject_id=case.pk, subject_label=case.number
        )
    return case


def read_paper(*, case_id: int, document_id: int, by: Actor, at: datetime) -> tuple[Document, bytes]:
    """An issued document addressed to the petitioner, for the holder of the code; OutOfScope for any other document.

    The reading is a line in the journal, and so is the attempt.
    """
    if document_id not in {paper.id for paper in public_papers(case_id)}:
        write_entry(
            by=by,
            at=at,
            action="scope.denied",
            subject_kind="case",
            subject_id=case_id,
            is_success=False,
            detail={"document": document_id},
        )
        raise OutOfScope("没有找到这份文书。")
    document = Document.objects.select_related("matter").get(pk=document_id)
    data = store.get(document.blob)
    write_entry(
        by=by,
        at=at,
        action="document.lookup",
        subject_kind="case",
        subject_id=case_id,
        subject_label=document.matter.number,
        detail={"document": document_id},
    )
    return document, data


def sweep_failures(at: datetime) -> int:
    """Drop what is older than a day; returns how many rows went. Run twice = once."""
    return LookupFailure.objects.filter(at__lt=at - KEPT_FOR).delete()[0]


def _take_a_try(hashes: dict[str, str], at: datetime) -> LookupFailure:
    """Written before the code is checked and taken back when it was right, so that parallel guesses count as well: those of
    one address, and those at one number, wait for each other here."""
    with transaction.atomic():
        _queue_up(hashes)
        seconds = wait_seconds(_failures(hashes, at), at)
        if not seconds:
            return LookupFailure.objects.create(**hashes, at=at)
    raise MustWait(seconds)


def _queue_up(hashes: dict[str, str]) -> None:
    """One at a time for each address and each number, until the try is written; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        keys = sorted(int(value[:15], 16) for value in hashes.values())
        with connection.cursor() as cursor:
            for key in keys:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _failures(hashes: dict[str, str], at: datetime) -> Failures:
    recent = Q(at__gt=at - ADDRESS_WINDOW)
    own = Q(address_hash=hashes["address_hash"]) & recent
    pair = own & Q(number_hash=hashes["number_hash"])
    day = Q(number_hash=hashes["number_hash"], at__gt=at - NUMBER_WINDOW)
    counts = LookupFailure.objects.filter(own | day).aggregate(
        pair=Count("pk", filter=pair),
        address=Count("pk", filter=own),
        number=Count("pk", filter=day),
        last_pair_at=Max("at", filter=pair),
        last_address_at=Max("at", filter=own),
    )
    return Failures(**counts)


def _holder_of(number: str, code: str) -> tuple[list[int], Case | None]:
    """(townships that have this number, the case that has this code). Numbers are unique within a township only."""
    rows = list(
        Case.objects.filter(number=number, township__is_active=True)
        .exclude(lookup_hash="")
        .only("township_id", "number", "lookup_hash", "case_class")[:5]
    )
    found = None
    for row in rows:
        if code_matches(row.lookup_hash, code):
            found = row
    if not rows:
        code_matches(NOBODYS_HASH, code)
    return [row.township_id for row in rows], found
