"""Which steps of a paper are open to whom (records.papers.actions.flows): pure, from the facts of one text and one reader."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from records.acts.rules.doors import Door
from records.work.rules import Owed

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
        Door(
            "decide",
            move=approve,
            label="审批",
            shown=lambda facts: facts.decides and facts.text == "submitted",
            waits=decision_waits,
        ),
        Door("edit", write, save, label="修改", shown=lambda facts: facts.text == "draft"),
        Door(
            "submit",
            write,
            submit,
            label="送审",
            shown=lambda facts: facts.text == "draft",
            waits=lambda facts: facts.bars,
        ),
    ]
    if issue:
        doors.append(
            Door("issue", issue, issue_move, shown=lambda facts: facts.text == "approved", waits=lambda f: f.bars)
        )
    doors += [
        Door(
            "distribute",
            write,
            "-",
            label="改收文单位",
            is_quiet=True,
            shown=lambda facts: facts.text in ("draft", "submitted", "approved"),
        ),
        Door(
            "take_back",
            write,
            take_back,
            label="撤回修改",
            is_quiet=True,
            shown=lambda f: f.text == "approved" or (f.text == "submitted" and f.is_proposer),
        ),
    ]
    if receive:
        doors += [
            Door("receive", receive, "-", label="签收", shown=lambda facts: bool(facts.parts.get("receive"))),
            Door("remind", issue or write, "-", label="催签", shown=lambda facts: facts.has_unreceipted, is_quiet=True),
        ]
    return tuple(doors)


@dataclass(frozen=True, kw_only=True)
class PaperWork:
    """What decides who owes the next step of a text. name: what sentences call it; title: what the holder of a step reads
    (lists that span all kinds may name it differently); drafter: person, None = the system;
    proposed_by: person and name of who handed it in; is_returned: it came back with a remark; write, approve, issue: codes
    of the rights ("" = approving issues); unreceipted: (number of the recipient, unit, due on) of those who owe a receipt;
    draft_due_on: until when the text is wanted; within: where nothing says until when, working days for each step, 0 = as many
    as the township has set; approve_word, issue_word: what deciding and issuing are called.
    """

    name: str
    title: str = ""
    text: str = ""
    drafter: int | None = None
    proposed_by: tuple[int, str] | None = None
    is_returned: bool = False
    write: str = ""
    approve: str = ""
    issue: str = ""
    unreceipted: tuple[tuple[int, int, date | None], ...] = ()
    draft_due_on: date | None = None
    within: int = 0
    approve_word: str = "审批"
    issue_word: str = "印发"


def paper_owed(work: PaperWork) -> Iterator[Owed]:
    """Who owes the next step: the drafter, the approver, whoever issues, each unit its receipt."""
    named = f"《{work.title}》" if work.title else ""
    if work.text == "draft":
        what = f"修改{work.name}" if work.is_returned else f"拟写{work.name}"
        why = "退回修改，意见见文稿页" if work.is_returned else "拟好后送审"
        holder = {"person": work.drafter} if work.drafter else {"right": work.write}
        yield Owed("edit", what, why=f"{named}{why}", due_on=work.draft_due_on, within=work.within, **holder)
    elif work.text == "submitted":
        person, who = work.proposed_by or (None, "")
        why = f"{named}{f'{who}送审' if who else ''}"
        given = {"right": work.approve, "except_person": person, "why": why, "within": work.within}
        yield Owed("decide", f"{work.approve_word}{work.name}", **given)
    elif work.text == "approved":
        why = f"{named}已批准，等编号{work.issue_word}"
        yield Owed("issue", f"{work.issue_word}{work.name}", right=work.issue, why=why, within=work.within)
    for recipient, unit, due_on in work.unreceipted:
        yield Owed("receive", f"签收{work.name}", unit=unit, part=recipient, due_on=due_on)
