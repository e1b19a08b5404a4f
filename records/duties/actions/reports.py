"""Reports of a period: the one of the whole period closes its duty; one that is issued before the period is over says its
cut-off and closes nothing, and its key is given back, so that the report of the whole period can still be written.

The figures are those of the minute in which it is handed in (the approval is bound to the text that was read): what the system
drafted and nobody rewrote takes them, what a person wrote stays, and who decides reads where the two differ.
"""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.timezone import localtime

from records.acts.actions.turns import Turn
from records.duties.actions.duties import fulfil
from records.duties.models.duties import Duty
from records.papers.actions.documents import facts_of
from records.papers.actions.flows import Flow
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.rules.redraft import Redraft, redraft
from township.dates import full_date, short_date

PART = "~"  # 2026-11~1: the first report of a part of 2026-11
SHOWN = 3


@dataclass(frozen=True)
class Reported:
    """What a report is about: the period of a clause, with the words of the period."""

    township_id: int
    clause: str
    period: str
    label: str
    first: date
    last: date

    def is_whole(self, until: date) -> bool:
        """Whether a report whose figures reach to the day `until` is the one the clause asks for: the period is over, or the
        rules of the township want it inside the period and it comes in the last third before that day."""
        if until > self.last:
            return True
        rows = Duty.objects.filter(township_id=self.township_id, clause=self.clause, period=self.period)
        due_on = rows.order_by("pk").values_list("due_on", flat=True).first()
        return due_on is not None and due_on <= self.last and until >= due_on - (self.last - self.first) / 3


class PeriodFlow(Flow):
    """A flow of texts that are drafted from the figures of a period."""

    def reported(self, row: Model) -> Reported | None:
        """The period of this text; None for one that has none (written by hand)."""
        raise NotImplementedError

    def fresh(self, turn: Turn) -> str:
        """The draft from the figures of now."""
        raise NotImplementedError

    def entitle(self, turn: Turn, part: str) -> None:
        """Put the cut-off of a part (（截至9月10日）, "" for the whole) into the title."""

    def renew(self, turn: Turn) -> None:
        """A text whose figures do not reach beyond its period takes those of this minute."""
        about = self.reported(turn.row)
        if about is not None and cut_off(self.document(turn.row)) <= about.last:
            self._take(turn, about)

    def warnings(self, row: Model, on: date) -> list[tuple[str, str]]:
        """That it is a part and closes nothing; what was renewed, and what was not because a person wrote it."""
        about, document = self.reported(row), self.document(row)
        if about is None or document is None:
            return []
        until, facts, said = cut_off(document), facts_of(document), []
        if not about.is_whole(until):
            said.append(
                f"{about.label}到{full_date(about.last)}才结束，本文数据截至{full_date(until)}："
                f"{self.issue_word}后是阶段性报告，不算完成本期应办。"
            )
        if facts.get("renewed"):
            said.append(f"送审时已按{full_date(until)}的数据更新{facts['renewed']}处。")
        if facts.get("kept"):
            shown = "；".join(f"“{line[:60]}”" for line in facts["kept"][:SHOWN])
            said.append(f"由人改写的{len(facts['kept'])}处没有更新，请核对。按现在的数据应为：{shown}")
        return [("请留意", sentence) for sentence in said]

    def handed_in(self, approval: Approval) -> str:
        """Says what was renewed."""
        facts = facts_of(approval.document)
        renewed = f"其中的数据已更新到今天（{facts['renewed']}处）。" if facts.get("renewed") else ""
        kept = f"您改写的{len(facts['kept'])}处没有更新，请核对。" if facts.get("kept") else ""
        return super().handed_in(approval) + renewed + kept

    def close(self, turn: Turn, text: str) -> bool:
        """Called when the report is issued. Closes the duty of its period; for a part of it gives the key of the period back.
        Returns whether it is the whole one."""
        row, about = turn.row, self.reported(turn.row)
        if about.is_whole(cut_off(self.document(row))):
            given = {"township_id": about.township_id, "clause": about.clause, "period": about.period}
            fulfil(**given, evidence=turn.matter, on=turn.today, by=turn.by, at=turn.at, text=text)
            return True
        parts = type(row).objects.filter(township_id=row.township_id, period__startswith=f"{row.period}{PART}")
        if hasattr(row, "clause"):
            parts = parts.filter(clause=about.clause)
        row.period = f"{row.period}{PART}{parts.count() + 1}"
        return False

    def _take(self, turn: Turn, about: Reported) -> None:
        document = self.document(turn.row)
        until, facts = min(turn.today, about.last), facts_of(document)
        fresh = self.fresh(turn)
        found = redraft(facts.get("draft") or _first_text(document), document.body, fresh)
        text = _moved(found.text, cut_off(document), until)
        text = text if turn.today > about.last else _with_cut_off(text, until)
        if text != document.body:
            self.write_text(turn, text)
        note_figures(self.document(turn.row), draft=fresh, until=turn.today, found=found)
        self.entitle(turn, "" if about.is_whole(turn.today) else f"（截至{short_date(until)}）")


def cut_off(document: Document) -> date:
    """The day on which the figures of a report were taken."""
    until = facts_of(document).get("until")
    return date.fromisoformat(until) if until else localtime(document.drafted_at).date()


def note_figures(document: Document, *, draft: str, until: date, found: Redraft | None = None) -> None:
    """Keep with the text what was drafted from the figures of which day. found: what a renewal came to."""
    facts = facts_of(document) | {"draft": draft, "until": until.isoformat()}
    facts |= {"renewed": found.renewed if found else 0, "kept": list(found.kept) if found else []}
    document.facts = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    document.save(update_fields=["facts"])


def period_key(period: str) -> str:
    """The key of the period of which this is the whole or a part."""
    return period.partition(PART)[0]


def _first_text(document: Document) -> str:
    return document.versions.order_by("version").values_list("body", flat=True).first() or ""


def _moved(body: str, before: date, until: date) -> str:
    """The cut-off that a person left in words of their own follows the figures."""
    return body.replace(f"数据截至{full_date(before)}", f"数据截至{full_date(until)}")


def _with_cut_off(body: str, until: date) -> str:
    """A text from which the cut-off was struck out says it all the same."""
    return body if f"截至{full_date(until)}" in body else f"（本文数据截至{full_date(until)}。）\n{body}"
