"""Which steps of a paper are open to whom (records.papers.actions.flows): pure, from the facts of one text and one reader."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from records.acts.rules.doors import Door

OWN_TEXT = "文稿是您拟写、修改或送审的，请由另一位有权限的同志审批"


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """state: of the row; may: codes of the rights this reader has on it; text: state of the document ("" = none yet);
    decides: has the right by which this very text is approved; is_maker: drafted, last changed or handed it in; bars: why
    this reader decides nothing about it, "" = nothing; is_proposer: handed it in; has_unreceipted: somebody owes a receipt;
    parts: act → numbers of the recipients it is open on.
    """

    state: Hashable
    may: frozenset[str] = frozenset()
    text: str = ""
    decides: bool = False
    is_maker: bool = False
    is_proposer: bool = False
    bars: str = ""
    has_unreceipted: bool = False
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)


def decision_waits(facts: PaperFacts) -> str:
    """Why the decision waits for somebody else."""
    return facts.bars or (OWN_TEXT if facts.is_maker else "")


def paper_doors(
    *,
    write: str,
    issue: str = "",
    receive: str = "",
    save: str = "save",
    submit: str = "submit",
    take_back: str = "take_back",
    approve: str = "approve",
    issue_move: str = "issue",
) -> tuple[Door, ...]:
    """The doors of a text that somebody approves. write, issue, receive: codes of rights, "" = there is no such step;
    the rest: names of the moves in the row's state table, "-" = the step leaves the state alone.
    """
    doors = [
        Door("decide", move=approve, label="审批", shown=lambda facts: facts.decides and facts.text == "submitted",
             waits=decision_waits),
        Door("edit", write, save, label="修改", shown=lambda facts: facts.text == "draft"),
        Door("submit", write, submit, label="送审", shown=lambda facts: facts.text == "draft",
             waits=lambda facts: facts.bars),
    ]  # fmt: skip
    if issue:
        doors.append(
            Door("issue", issue, issue_move, shown=lambda facts: facts.text == "approved", waits=lambda f: f.bars)
        )
    doors += [
        Door("distribute", write, "-", label="改收文单位", is_quiet=True,
             shown=lambda facts: facts.text in ("draft", "submitted", "approved")),
        Door("take_back", write, take_back, label="撤回修改", is_quiet=True,
             shown=lambda f: f.text == "approved" or (f.text == "submitted" and f.is_proposer)),
    ]  # fmt: skip
    if receive:
        doors += [
            Door("receive", receive, "-", label="签收", shown=lambda facts: bool(facts.parts.get("receive"))),
            Door("remind", issue or write, "-", label="催签", shown=lambda facts: facts.has_unreceipted, is_quiet=True),
        ]
    return tuple(doors)
