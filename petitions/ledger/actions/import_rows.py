"""From checked ledger rows to cases with their true days, a few hundred in one transaction.

The answer of an old ledger is no document of this office, which has neither its number nor its bytes: its words stand in
the timeline on the day they were given, and as the opinion on the claim, where a reopened case goes on from them.
Imported cases carry numbers of a series of their own (…导〔年〕n号), so that the office's running series has no gaps; the
old number is kept beside it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from petitions.cases.actions.clocks import run_clocks
from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.finding import case_words
from petitions.cases.queries.identities import id_hash, name_hash, phone_hash
from petitions.cases.rules import cases as states
from petitions.cases.rules.channels import CHANNELS, is_group_visit
from petitions.cases.rules.terms import CONCLUDE, NOTICE_DIRECT
from petitions.cases.rules.titles import without_who
from petitions.ledger.rules.import_rows import LedgerRow
from petitions.ledger.rules.imports import TITLE_MAX
from records.acts.actions.turns import Turn
from records.clocks.actions.clocks import History, refresh_next_due, write_history
from records.imports.kinds import Entry, Made
from records.imports.models import ImportBatch
from records.matters.actions.indexing import text_of
from records.matters.models.access import Holding
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.models.search import SearchText
from records.matters.search import index_matters, searchable
from records.papers.actions.numbers import next_numbers
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, declare_series, format_number
from records.work.actions.reconcile import reconcile_many
from township.actors import Actor
from township.bulk import insert_rows, insert_values
from township.directory.rules.identity import mask_name

MARK = "导"
SERIES = declare_series("case_import", MARK)
CLAIM_MAX = 300
EVIDENCE = "台账导入（历史数据）"


def write_cases(
    batch: ImportBatch, entries: Sequence[Entry], *, by: Actor, at: datetime, group_visit_min: int
) -> list[Made]:
    """Write the cases of these rows; call it inside the transaction that marks the rows as done.

    Answered rows become concluded cases with their clocks stopped on their true days, the others are registered with their
    clocks running from the true day.
    """
    matters = _matters(batch, entries)
    cases = [_case(batch, entry, matter, at, group_visit_min) for entry, matter in zip(entries, matters, strict=True)]
    insert_rows(cases)
    together = list(zip(entries, cases, strict=True))
    insert_values(Petitioner, (one for entry, case in together for one in _petitioners(case, entry.said.value)))
    insert_values(Claim, (_claim(case, entry.said.value) for entry, case in together))
    insert_values(Event, (one for entry, case in together for one in _events(case, entry.said.value, by, at)))
    insert_rows(
        Holding(matter_id=case.pk, unit_id=case.unit_id, part=Holding.Part.LEAD) for case in cases if case.unit_id
    )
    index_matters([_search_text(case, entry.said.value) for entry, case in together])
    write_history(history for entry, case in together for history in _history(case, entry.said.value, at.date()))
    undecided = [case for case in cases if case.state == states.REGISTERED]
    _start_clocks(undecided, by, at)
    reconcile_many(undecided, by=by, at=at)
    return [Made(matter_id=case.pk) for case in cases]


def _matters(batch: ImportBatch, entries: Sequence[Entry]) -> list[Matter]:
    numbers = _numbers(batch, entries)
    return insert_rows(
        Matter(
            township_id=batch.township_id,
            kind="case",
            number=number,
            title=_title(entry.said.value),
            holder_unit_id=entry.said.value.unit_id,
            opened_on=entry.said.value.registered_on,
            closed_on=max(entry.said.value.replied_on, entry.said.value.registered_on)
            if entry.said.value.replied_on
            else None,
        )
        for entry, number in zip(entries, numbers, strict=True)
    )


def _numbers(batch: ImportBatch, entries: Sequence[Entry]) -> list[str]:
    """Numbers of the years of registration, in the order of the rows; one lock for each year."""
    years = Counter(entry.said.value.registered_on.year for entry in entries)
    ready = {
        year: iter(next_numbers(township_id=batch.township_id, series=SERIES, year=year, count=count))
        for year, count in sorted(years.items())
    }
    mark = f"{batch.township.mark}{MARK}"
    return [
        format_number(
            DOCUMENT_NUMBER,
            NumberParts(next(ready[entry.said.value.registered_on.year]), entry.said.value.registered_on, mark=mark),
        )
        for entry in entries
    ]


def _case(batch: ImportBatch, entry: Entry, matter: Matter, at: datetime, group_visit_min: int) -> Case:
    said: LedgerRow = entry.said.value
    return Case(
        matter=matter,
        township_id=batch.township_id,
        number=matter.number,
        upper_number=said.number,
        import_key=entry.said.key,
        is_title_settled=bool(said.given_title or said.replied_on),
        title=matter.title,
        state=states.CONCLUDED if said.replied_on else states.REGISTERED,
        channel=said.channel,
        purpose=said.purpose,
        case_class=said.case_class,
        category_id=said.category_id,
        received_via=CHANNELS[said.channel].received_via,
        raised_on=said.raised_on,
        received_on=said.received_on,
        registered_on=said.registered_on,
        words=said.words,
        place_unit_id=said.place_id,
        place_text=said.place_text,
        visitors=said.visitors,
        is_group=is_group_visit(said.channel, said.visitors, group_visit_min),
        is_anonymous=not said.names,
        is_joint=len(said.names) > 1,
        unit_id=said.unit_id,
        accepted_on=said.accepted_on if said.replied_on else None,
        outcome_on=said.replied_on,
        delivered_on=said.replied_on,
        concluded_on=said.replied_on,
        conclusion=said.conclusion if said.replied_on and said.case_class == "claim" else "",
        updated_at=at,
    )


def _title(said: LedgerRow) -> str:
    """As the ledger has it, but a list shows no petitioner in clear; the words keep what was written."""
    return without_who(said.title, said.names)[:TITLE_MAX]


def _petitioners(case: Case, said: LedgerRow) -> list[dict]:
    """Everybody named; document, telephone and address belong to the first."""
    return [
        {
            "township_id": case.township_id,
            "case_id": case.pk,
            "seq": seq,
            "role": Petitioner.Role.PETITIONER if seq == 1 else Petitioner.Role.CO_SIGNER,
            "name": name,
            "name_hash": name_hash(name),
            "masked_name": mask_name(name),
            "id_type": said.id_type if seq == 1 else "",
            "id_number": said.id_number if seq == 1 else "",
            "id_hash": id_hash(said.id_number) if seq == 1 and said.id_number else "",
            "phone": said.phone if seq == 1 else "",
            "phone_hash": phone_hash(said.phone) if seq == 1 and said.phone else "",
            "address": said.address if seq == 1 else "",
        }
        for seq, name in enumerate(said.names, start=1)
    ]


def _claim(case: Case, said: LedgerRow) -> dict:
    return {
        "case_id": case.pk,
        "seq": 1,
        "text": case.title[:CLAIM_MAX],
        "opinion": said.reply,
        "conclusion": case.conclusion,
    }


def _events(case: Case, said: LedgerRow, by: Actor, at: datetime) -> list[dict]:
    """When it came in and when it was answered, both on their true days."""
    common = {
        "township_id": case.township_id,
        "matter_id": case.pk,
        "at": at,
        "by_id": by.person_id,
        "by_name": by.signature(),
    }
    label = CHANNELS[case.channel].label
    notes = [
        f"原台账编号：{said.number}" if said.number else "",
        f"原台账责任单位：{said.unit_text}" if said.unit_text else "",
        *said.notes,
    ]
    if said.reply and not said.replied_on:
        notes.append(f"原台账有答复意见，没有可认的答复日期，按未答复导入。答复意见：\n{said.reply}")
    events = [
        dict(
            **common,
            on=said.registered_on,
            move="register",
            text=f"登记：{label}（由台账导入）",
            note="\n".join(filter(None, notes)),
            unit_id=None,
            public_text="已登记",
        )
    ]
    if said.replied_on:
        events.append(
            dict(
                **common,
                on=said.replied_on,
                move="conclude",
                text="答复并办结（由台账导入）",
                note=said.reply,
                unit_id=case.unit_id,
                public_text="已答复",
            )
        )
    return events


def _search_text(case: Case, said: LedgerRow) -> SearchText:
    body = text_of(case.matter, case_words(case, [case.title[:CLAIM_MAX]], said.names))
    return SearchText(matter_id=case.pk, township_id=case.township_id, body=searchable(body))


def _history(case: Case, said: LedgerRow, today: date) -> Iterator[History]:
    """The limits of what is past, as the ledger lets them be judged (条例第二十三、三十四条).

    With a day of acceptance: 15 days from receipt to acceptance, 60 days from acceptance to the reply. Without one the 60 days
    count from the day of receipt and acceptance is not judged. A blank reply is open: its 60 days run.
    """
    if case.case_class != "claim" or not _is_history(case, said, today):
        return
    common = {"matter": case.matter, "evidence": EVIDENCE}
    if said.accepted_on:
        yield History(**common, term=NOTICE_DIRECT, start_on=case.received_on, stopped_on=said.accepted_on)
    start_on = said.accepted_on or case.received_on
    yield History(**common, term=CONCLUDE, start_on=start_on, stopped_on=said.replied_on)


def _is_history(case: Case, said: LedgerRow, today: date) -> bool:
    """Answered, or so old that the day to tell whether it is accepted has passed: nothing of that can be done any more."""
    return bool(said.replied_on) or today > case.received_on + timedelta(days=NOTICE_DIRECT.n)


def _start_clocks(cases: list[Case], by: Actor, at: datetime) -> None:
    """Cases that are still open owe what any registered case owes, counted from the true day of receipt."""
    for case in cases:
        turn = Turn(case, by, at)
        if case.case_class == "claim" and at.date() > case.received_on + timedelta(days=NOTICE_DIRECT.n):
            refresh_next_due(turn.matter)
        else:
            run_clocks(turn, "register", on=case.received_on, evidence=EVIDENCE)
        case.next_due_on, case.next_due_label = turn.matter.next_due_on, turn.matter.next_due_label
    Case.objects.bulk_update(cases, ["next_due_on", "next_due_label"], batch_size=200)
