"""Reading the journal: filtered lists, and the walk along the hash chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from django.db.models import QuerySet

from township.actors import Actor, ensure_may
from township.crypto import seal_key
from township.dates import moment_on
from township.directory.models.people import Post
from township.journal.limits import hidden_from
from township.journal.models import JournalEntry, JournalHead
from township.journal.rules import entry_hash
from township.permissions import VIEW_JOURNAL, Reach

GENESIS = "0" * 64
REVEAL = "identity.reveal"
# Choices of the filter that stand for several actions.
FAILED_LOGINS = "login.denied"
SEVERAL = {FAILED_LOGINS: ("login.failed", "login.locked")}
CHUNK = 2000  # rows held in memory at a time


@dataclass(frozen=True)
class JournalFilter:
    """What to look for; empty fields do not restrict. Dates are whole days in Asia/Shanghai, both ends included."""

    action: str = ""
    person: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None
    denied: bool = False


def journal_visible_to(actor: Actor) -> QuerySet[JournalEntry]:
    """The auditor sees the lines of the township; the director the reveals by people of their own unit, no more.

    Neither sees lines about a matter that is kept from them (township.journal.limits).
    """
    reach = ensure_may(actor, VIEW_JOURNAL)
    lines = JournalEntry.objects.filter(township_id=actor.township_id).exclude(hidden_from(actor))
    if reach == Reach.TOWNSHIP:
        return lines
    people = Post.objects.filter(township_id=actor.township_id, unit_id__in=actor.unit_ids).values("person_id")
    return lines.filter(action=REVEAL, person_id__in=people)


def filtered(lines: QuerySet[JournalEntry], wanted: JournalFilter) -> QuerySet[JournalEntry]:
    """Newest first."""
    if wanted.action:
        lines = lines.filter(action__in=SEVERAL.get(wanted.action, (wanted.action,)))
    if wanted.person:
        lines = lines.filter(actor_name=wanted.person)
    if wanted.subject:
        lines = lines.filter(subject_label__contains=wanted.subject)
    if wanted.first:
        lines = lines.filter(at__gte=moment_on(wanted.first))
    if wanted.last:
        lines = lines.filter(at__lte=moment_on(wanted.last, time.max))
    if wanted.denied:
        lines = lines.filter(is_success=False)
    return lines.order_by("-seq")


@dataclass(frozen=True)
class ChainVerdict:
    """What a walk found. broken_seq: the first line that does not fit, None when all do; reason: in Chinese.

    checked_to: the last line looked at; is_complete: the end of the chain was reached.
    """

    checked_to: int
    head_seq: int
    head_hash: str
    is_complete: bool
    broken_seq: int | None = None
    reason: str = ""


def verify_chain(township_id: int, *, after: int = 0, limit: int | None = None) -> ChainVerdict:
    """Walk the chain from the line after seq `after`, at most `limit` lines, and recompute every hash.

    Found are changed, removed, inserted and reordered lines, and a cut-off end (against the stored head). A forger who
    rewrites every hash and the head as well is found by the head hash noted down elsewhere; the command prints it.
    """
    head = JournalHead.objects.filter(township_id=township_id).first()
    head_seq, head_hash = (head.last_seq, head.last_hash) if head else (0, GENESIS)
    rows = JournalEntry.objects.filter(township_id=township_id, seq__gt=after).order_by("seq")
    seq, before = after, _hash_at(township_id, after)
    for row in _walk(rows if limit is None else rows[:limit]):
        problem = _problem(row, seq + 1, before)
        if problem:
            return ChainVerdict(seq, head_seq, head_hash, False, seq + 1, problem)
        seq, before = row.seq, row.hash
    if limit is not None and seq - after >= limit and seq < head_seq:
        return ChainVerdict(seq, head_seq, head_hash, False)
    if (seq, before) != (head_seq, head_hash):
        return ChainVerdict(
            seq, head_seq, head_hash, False, min(seq, head_seq) + 1, "记录与链尾对不上，末尾被删或被加过"
        )
    return ChainVerdict(seq, head_seq, head_hash, True)


def _walk(rows: QuerySet[JournalEntry]) -> Iterator[JournalEntry]:
    return rows.iterator(chunk_size=CHUNK)


def _hash_at(township_id: int, seq: int) -> str:
    if not seq:
        return GENESIS
    return JournalEntry.objects.filter(township_id=township_id, seq=seq).values_list("hash", flat=True).first() or ""


def _problem(row: JournalEntry, expected_seq: int, before: str) -> str:
    if row.seq != expected_seq:
        return f"第 {expected_seq} 条不见了"
    if row.prev_hash != before:
        return "与上一条接不上"
    if row.hash != entry_hash(row, seal_key("journal")):
        return "内容被改动过"
    return ""


@dataclass(frozen=True)
class Head:
    """The end of a township's chain on a day, as it was carried away. code: of the township."""

    code: str
    name: str
    seq: int
    hash: str

    @property
    def line(self) -> str:
        """One line of a file, an e-mail or a printed sheet."""
        return f"{self.code} {self.seq} {self.hash} {self.name}"

    @property
    def grouped(self) -> str:
        """The hash in groups of four, to be read aloud and typed."""
        return " ".join(self.hash[at : at + 4] for at in range(0, len(self.hash), 4))


def heads() -> list[Head]:
    """The ends of all chains at this moment."""
    rows = JournalHead.objects.select_related("township").order_by("township__code")
    return [Head(row.township.code, row.township.short_name, row.last_seq, row.last_hash) for row in rows]


def read_heads(text: str) -> list[Head]:
    """The heads in a file or an e-mail; lines that are none are passed over."""
    parts = [line.split(maxsplit=3) for line in text.splitlines()]
    return [
        Head(one[0], one[3] if len(one) > 3 else "", int(one[1]), one[2])
        for one in parts
        if len(one) >= 3 and one[0].isdecimal() and one[1].isdecimal() and len(one[1]) < 19 and len(one[2]) == 64
    ]


def head_of(township_id: int) -> Head | None:
    """The end of one township's chain; None before its first line."""
    row = JournalHead.objects.select_related("township").filter(township_id=township_id).first()
    return Head(row.township.code, row.township.short_name, row.last_seq, row.last_hash) if row else None


def typed_difference(township_id: int, seq: int, digits: str) -> str:
    """What differs from a sheet that was printed: the number of the line and the first digits of its hash (at least 16), as a
    sentence; "" when the chain still runs through it."""
    row = JournalEntry.objects.filter(township_id=township_id, seq=seq).values_list("hash", flat=True).first()
    if row is None:
        return f"第 {seq} 条不见了"
    return "" if row.startswith(digits) else f"第 {seq} 条的校验值与纸上的不同，记录被整个重写过，或者抄录有误"


def difference(head: Head) -> str:
    """What differs from a head that was carried away, as a sentence; "" when the chain still runs through it.

    Whoever made the whole chain anew, with the key and every trigger out of the way, is found by this and by nothing else.
    """
    if not head.seq:
        return ""
    row = JournalEntry.objects.filter(township__code=head.code, seq=head.seq).values_list("hash", flat=True).first()
    if row is None:
        return f"{head.code} {head.name}：第 {head.seq} 条不见了"
    if row != head.hash:
        return f"{head.code} {head.name}：第 {head.seq} 条的校验值与带出去的不同，记录被整个重写过"
    return ""
