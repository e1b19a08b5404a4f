"""Title and claims are words of a clerk: they stand in papers and lists, so a person settles them before the first paper.

What was proposed from the petition is only a proposal. A change leaves the earlier words in the timeline.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from petitions.cases.models.cases import Case, Claim
from records.acts.actions.turns import Turn
from records.matters.actions.events import add_event
from records.papers.models.documents import Document
from township.refusals import Refused
from township.words import check_words, says_who

CLAIM_MOST = 300


@dataclass(frozen=True)
class Wording:
    """title: names the matter, never the petitioner; claims: what is asked for, one by one."""

    title: str
    claims: Sequence[str] = ()


def settle_wording(turn: Turn, wording: Wording | None) -> None:
    """Write what the clerk settled; Refused while nobody has settled it. An accusation's title is neutral and stands."""
    case = turn.row
    if case.is_accusation:
        return
    if wording is not None:
        write_wording(turn, wording)
    elif not case.is_title_settled:
        raise Refused("标题和诉求还没有人核定，它们要写进文书。请先核定标题和逐项诉求。", field="title")


def write_wording(turn: Turn, wording: Wording) -> set[str]:
    """Title and claims as the clerk wants them; returns the names of what changed. Refused beside title or claims."""
    case = turn.row
    title = check_words("标题", wording.title, field="title", least=4, most=60)
    if says_who(title, [row.name for row in case.petitioners.all()]):
        raise Refused("标题会出现在清单、台账和文书上，请不要写信访人的姓名、电话和证件号码。", field="title")
    before = (case.title, [row.text for row in case.claims.all()])
    case.is_title_settled = True
    changed = set()
    if title != case.title:
        case.title = turn.matter.title = title
        turn.matter.save(update_fields=["title"])
        changed.add("title")
    if write_claims(case, wording.claims or [title]):
        changed.add("claims")
    keep_history(turn, before)
    return changed


def write_claims(case: Case, claims: Sequence[str]) -> bool:
    """Claims may be reworded, added and dropped until a reply is being written; then they stand. True when they changed."""
    texts = [text.strip() for text in claims if text.strip()]
    if case.is_accusation or not texts or texts == [row.text for row in case.claims.all()]:
        return False
    if any(len(text) > CLAIM_MOST for text in texts):
        raise Refused(f"每项诉求不超过 {CLAIM_MOST} 字；更长的内容请写在陈述里。", field="claims")
    if Document.objects.filter(matter_id=case.pk, kind__in=("reply", "suggestion_reply")).exists():
        raise Refused("已经在拟写答复，诉求不能再改；新的诉求请在进展中说明。", field="claims")
    case.claims.all().delete()
    Claim.objects.bulk_create(Claim(case=case, seq=seq, text=text) for seq, text in enumerate(texts, start=1))
    return True


def keep_history(turn: Turn, before: tuple[str, list[str]]) -> None:
    """The words that stood until now, in the timeline; nothing when they stand as before."""
    title, claims = before
    notes = [f"原标题：{title}"] if title != turn.row.title else []
    now = [row.text for row in turn.row.claims.all()]
    notes += [f"原诉求：{'；'.join(claims)}"] if claims and claims != now else []
    if notes:
        add_event(
            matter=turn.row.matter,
            by=turn.by,
            at=turn.at,
            move="settle_wording",
            text="核定标题和诉求",
            note="\n".join(notes),
        )
