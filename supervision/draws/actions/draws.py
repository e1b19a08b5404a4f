"""A spot check from the throw to its circulated result: the seed is thrown once, everything else follows from it (F4)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.duties.actions.candidates import propose_supervision
from records.duties.actions.duties import fulfil
from records.papers.actions.documents import draft_document, issue_document
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from supervision.draws.models.draws import Draw, DrawPick
from supervision.draws.papers import sheet_html
from supervision.draws.queries import draws as queries
from supervision.draws.rules import draws as rules
from supervision.draws.rules.records import drawn, hash_of
from supervision.permissions import SEED_DRAW, VIEW_DRAW
from township.actors import Actor, ensure_may
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_names_nobody, check_words


@dataclass(frozen=True)
class SeedData:
    """kind: of rules.SEEDS; came_on: the day a public number came to be; witness, witness_is: name and who that is."""

    kind: str
    seed: str
    witness: str
    witness_is: str
    place: str
    source: str = ""
    came_on: date | None = None


def seed(*, draw_id: int, revision: int, data: SeedData, by: Actor, at: datetime) -> Draw:
    """The witness has thrown: from the seed everything follows, at once and once for all."""
    with transaction.atomic():
        turn = take(Draw, draw_id, revision=revision, capability=SEED_DRAW, by=by, at=at)
        move, row = turn.move("seed"), turn.row
        if queries.next_of(row):
            raise Refused("正在准备重新抽取，这一次不再抽取。")
        came_on = data.came_on or turn.today
        row.seed = rules.check_seed(data.kind, data.seed, data.source, came_on, row.published_at, at)
        row.seed_kind, row.seed_on = data.kind, turn.today if data.kind == rules.DICE else came_on
        row.seed_source = data.source.strip()[:120] if data.kind == rules.PUBLIC else ""
        row.witness = check_words("见证人", data.witness, field="witness", least=2, most=30)
        row.witness_is = check_words("见证人身份", data.witness_is, field="witness_is", least=2, most=60)
        row.place = check_words("抽取地点", data.place, field="place", least=2, most=60)
        rules.check_witness(row.witness, queries.involved_names(row, by.person_id, turn.today))
        row.drawn_at, row.drawn_by_id = at, by.person_id
        entries = queries.entries_of(row)
        if hash_of(row.population) != row.population_sha256:
            raise Refused("名单与公布的校验值不一致，不能抽取，请重新抽取并写明理由。")
        by_place = {(one.group.seq, one.place): one for one in entries}
        picks = [
            DrawPick(
                draw=row,
                entry=by_place[line.stratum, line.pick.number],
                nth=line.nth,
                counter=line.pick.counter,
                text=line.pick.text,
                digest=line.pick.digest,
                remainder=line.pick.remainder,
            )
            for line in drawn(queries.strata_of(row, entries), row.seed)
        ]
        DrawPick.objects.bulk_create(picks)
        row.sheet = _sheet(turn)
        finish(
            turn,
            move,
            text=f"{row.witness_is}见证，抽中{len(picks)}个单位",
            detail={"picks": len(picks), "kind": data.kind},
        )
        units = [pick.entry.unit_id for pick in picks]
        tell(turn, liaisons_of(units, turn.today), kind="drawn", text="本单位被抽中，请准备检查", key=row.number)
        return row


def record(*, draw_id: int, pick_id: int, rating: str, found: str, checked_on: date, by: Actor, at: datetime) -> Draw:
    """What the check of one unit found. May be mended until the results are circulated."""
    with transaction.atomic():
        turn = take(Draw, draw_id, revision=None, capability=SEED_DRAW, by=by, at=at)
        move, row = turn.move("record"), turn.row
        pick = row_in_sight(row.picks.select_related("entry__unit"), "没有找到这个抽中的单位。", pk=pick_id)
        if rating not in rules.RATINGS:
            raise Refused("请选择结论。", field="rating")
        if not row.drawn_at.date() <= checked_on <= turn.today:
            raise Refused("检查日期在抽取以后、今天以前。", field="checked_on")
        words = check_words("检查情况", found, field="found", least=8, most=1000)
        check_names_nobody("检查情况", words, field="found")
        pick.rating, pick.found, pick.checked_on, pick.recorded_by_id = rating, words, checked_on, by.person_id
        pick.save()
        finish(turn, move, text=f"登记{pick.entry.label}检查结果", unit=pick.entry.unit, detail={"rating": rating})
        return row


def conclude(*, draw_id: int, revision: int, summary: str, by: Actor, at: datetime) -> Draw:
    """Results are told to all units; what fell short becomes a candidate for supervision; the quarter's duty is done."""
    with transaction.atomic():
        turn = take(Draw, draw_id, revision=revision, capability=SEED_DRAW, by=by, at=at)
        move, row = turn.move("conclude"), turn.row
        picks = queries.picks_of(row)
        waiting = [pick.entry.label for pick in picks if not pick.rating]
        if waiting:
            raise Refused(f"{'、'.join(waiting[:5])}还没有登记检查结果，登记以后再通报。")
        row.summary = check_words("抽查情况", summary, field="summary", least=8, most=2000)
        check_names_nobody("抽查情况", row.summary, field="summary")
        row.done_on = turn.today
        for pick in picks:
            if pick.rating == rules.POOR:
                _raise(turn, pick)
        text = f"随机抽查{len(picks)}个单位，结果已通报（{row.number}）"
        fulfil(
            clause=rules.CLAUSE,
            township_id=row.township_id,
            on=turn.today,
            period=row.period,
            evidence=turn.matter,
            text=text,
            by=by,
            at=at,
        )
        finish(turn, move, text="通报抽查结果", detail={"picks": len(picks)})
        units = [one.unit_id for one in queries.entries_of(row)]
        tell(turn, liaisons_of(units, turn.today), kind="done", text="抽查结果已通报", key=row.number)
        return row


@transaction.atomic
def note_file(*, row: Draw, kind: str, by: Actor, at: datetime) -> None:
    """One line in the journal before list or record leave the house as a file. kind: "list" or "record"."""
    ensure_may(by, VIEW_DRAW)
    journal(Turn(row, by, at), "file", detail={"file": kind})


def _raise(turn: Turn, pick: DrawPick) -> None:
    propose_supervision(
        matter=turn.matter,
        unit=pick.entry.unit,
        ground="spot_check",
        key=f"draw:{pick.pk}",
        by=turn.by,
        at=turn.at,
        text=f"{turn.row.number} {pick.entry.label}随机抽查不合格，要求整改",
    )


def _sheet(turn: Turn) -> Document:
    row = turn.row
    title = f"{row.period_label}随机抽查抽取记录"
    document = draft_document(matter=turn.matter, kind="draw_sheet", title=title, body="", by=turn.by, at=turn.at)
    earlier = queries.picks_of(row.earlier) if row.earlier_id else []
    page = sheet_html(row, title, queries.picks_of(row), earlier)
    return issue_document(
        document=document,
        number="",
        issued_on=turn.today,
        pdf=render_pdf(page, title=title, stand_ins=stand_ins_of(turn.row.township_id)),
        by=turn.by,
        at=turn.at,
    )
