"""Mediation of a dispute (调处): the record, and the agreement as a numbered paper to be signed (E6, 人民调解法)."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from petitions.permissions import REVEAL_PARTIES, WORK_DISPUTE
from petitions.screening.actions.holders import check_in_hand
from petitions.screening.models.disputes import Dispute, Mediation
from petitions.screening.papers import AgreementFacts, agreement_html
from petitions.screening.rules.disputes import AGREED, FAILED, HELPERS, ORGANS, RESULTS
from records.acts.actions.turns import Turn, finish, take
from records.matters.actions.reveal import note_reveal
from records.papers.actions.documents import draft_document, issue_document
from records.papers.actions.numbers import issue_number
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from records.papers.rules.numbers import declare_series
from township.actors import Actor, NotAllowed
from township.dates import check_not_before, check_not_future
from township.refusals import Refused
from township.words import check_words

AGREEMENT = declare_series("mediation_agreement", "调")
ARTICLE = "人民调解法第二十八条、第二十九条"


@dataclass(frozen=True)
class MediationData:
    """What the page gives. helpers: keys of HELPERS; parties: replaces what is on file when given; makes_paper: 制作协议书."""

    on: date
    organ: str
    mediators: str
    present: int
    result: str
    helpers: tuple[str, ...] = ()
    facts: str = ""
    terms: str = ""
    perform_by: date | None = None
    parties: str = ""
    makes_paper: bool = False


def record_mediation(*, dispute_id: int, revision: int, data: MediationData, by: Actor, at: datetime) -> Mediation:
    """Write the mediation down; with an agreement the paper is numbered and printed for the signatures.

    Refused for an agreement without terms or, where a paper is wanted, without parties.
    """
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=WORK_DISPUTE, by=by, at=at)
        move, row = turn.move("mediate"), turn.row
        check_in_hand(turn)
        parties = check_words("当事人", data.parties, field="parties", least=0, most=500) or row.parties
        mediation = _checked(turn, data)
        row.parties = parties
        if data.makes_paper:
            mediation.document = _agreement(turn, mediation)
        mediation.save(force_insert=True)
        text = f"{mediation.get_organ_display()}调解，{mediation.get_result_display()}"
        if mediation.document:
            text += f"，{mediation.document.title}{mediation.document.number}"
        finish(turn, move, text=text, detail={"result": data.result, "paper": bool(mediation.document)})
        return mediation


def check_dispute_file(row: Attachment | Document, by: Actor, at: datetime) -> None:
    """The gate of the kind "dispute": the agreement names the parties, so sight of the dispute is not enough, and opening it is
    a look at their identities."""
    if not isinstance(row, Document) or row.kind != AGREEMENT:
        return
    if not by.may(REVEAL_PARTIES):
        raise NotAllowed("调解协议书载有当事人身份信息，您的岗位不能查看。")
    note_reveal(matter=row.matter, whose=row.matter_id, fields=["parties"], reason="阅看调解协议书", by=by, at=at)


def _checked(turn: Turn, data: MediationData) -> Mediation:
    if data.organ not in ORGANS:
        raise Refused("请选择由谁主持调解。", field="organ")
    if data.result not in RESULTS:
        raise Refused("请选择调解结果。", field="result")
    check_not_future("调解日期", data.on, today=turn.today, field="on")
    check_not_before("调解日期", data.on, turn.row.found_on, "发现日期", field="on")
    if not 1 <= data.present <= 500:
        raise Refused("参加人数填 1 到 500 的整数。", field="present")
    if data.perform_by and data.perform_by < data.on:
        raise Refused("履行期限不能早于调解日期。", ARTICLE, "perform_by")
    terms = check_words("协议内容", data.terms, field="terms", least=6 if data.result != FAILED else 0, most=2000)
    return Mediation(
        dispute=turn.row,
        on=data.on,
        organ=data.organ,
        present=data.present,
        result=data.result,
        mediators=check_words("调解员", data.mediators, field="mediators", least=2, most=80),
        helpers=[key for key in HELPERS if key in data.helpers],
        facts=check_words("纠纷事实和争议", data.facts, field="facts", least=0, most=2000),
        terms=terms,
        perform_by=data.perform_by,
        recorded_by_id=turn.by.person_id,
        recorded_at=turn.at,
    )


def _agreement(turn: Turn, mediation: Mediation) -> Document:
    row = turn.row
    if mediation.result != AGREED:
        raise Refused("达成协议的才制作调解协议书。", ARTICLE, "makes_paper")
    if not row.parties.strip():
        raise Refused("制作调解协议书要写明当事人，每行一人。", ARTICLE, "parties")
    if len(mediation.facts) < 6:
        raise Refused("制作调解协议书要写明纠纷的主要事实和争议。", ARTICLE, "facts")
    facts = AgreementFacts(
        organ_name=_organ_name(turn, mediation),
        dispute_number=row.number,
        title=row.title,
        place=row.place,
        parties=[line.strip() for line in row.parties.splitlines() if line.strip()],
        mediators=mediation.mediators,
        helpers="、".join(HELPERS[key] for key in mediation.helpers),
        facts=mediation.facts,
        terms=mediation.terms,
        mediated_on=mediation.on,
        perform_by=mediation.perform_by,
    )
    number = issue_number(AGREEMENT, township_id=row.township_id, on=turn.today, mark=row.township.mark)
    document = draft_document(
        matter=turn.matter,
        kind=AGREEMENT,
        title="调解协议书",
        body=mediation.terms,
        facts=json.loads(json.dumps(asdict(facts), default=str)),
        by=turn.by,
        at=turn.at,
    )
    pdf = render_pdf(
        agreement_html(facts, number=number), title=f"调解协议书{number}", stand_ins=stand_ins_of(row.township_id)
    )
    return issue_document(document=document, number=number, issued_on=turn.today, pdf=pdf, by=turn.by, at=turn.at)


def _organ_name(turn: Turn, mediation: Mediation) -> str:
    row = turn.row
    place = row.unit.name if row.unit.kind == "village" else row.township.short_name
    names = {
        "committee": f"{place}人民调解委员会",
        "township_committee": f"{row.township.short_name}人民调解委员会",
        "judicial": f"{row.township.short_name}司法所",
        "unit": row.holder.name,
    }
    return names.get(mediation.organ, row.township.office_name)
