"""Papers of the sessions as HTML pages ready for `records.papers.pdf.render_pdf`: minutes (纪要, GB/T 9704-2012 10.3) and
referrals upward (请示); and a session as an event of a calendar file."""

from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string

from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.sessions import CANCELLED, POSTPONED
from records.notices.ical import CalendarEvent, uid_of
from records.papers.rules.prose import title_lines, title_pieces
from records.papers.rules.tables import blocks


@dataclass(frozen=True)
class ReferralPaper:
    """organ: asks, its name stands in the mark and under the text; signer: 签发人; addressee: the one organ asked; copies: 抄送."""

    organ: str
    office: str
    signer: str
    title: str
    addressee: str
    copies: list[str] = field(default_factory=list)
    contact: str = ""


READING_COPY = "本件按查阅权限生成，仅供阅览，以印发原件为准。"


@dataclass(frozen=True)
class MinutesPaper:
    """organ: before 纪要 in the red mark; office: who prints; lists as they print; units: 发, copies: 抄送."""

    organ: str
    office: str
    present: list[str] = field(default_factory=list)
    on_leave: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    observers: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)


def minutes_html(
    paper: MinutesPaper, body: str, *, number: str = "", issued_on: date | None = None, is_reading_copy: bool = False
) -> str:
    """One set of minutes as a complete HTML page with its styles inside.

    body: plain text, one paragraph a line; number, issued_on: empty for a draft; is_reading_copy: not the frozen
    original but a text put together for one reader, and says so. Nothing in it is read as HTML.
    """
    return render_to_string(
        "papers/minutes.html",
        {
            "paper": paper,
            "blocks": blocks(body),
            "number": number,
            "issued_on": issued_on,
            "mark": f"{paper.organ}纪要",
            "title_lines": [f"{paper.organ}纪要"],
            "lists": [
                ("出席", paper.present),
                ("请假", paper.on_leave),
                ("缺席", paper.absent),
                ("列席", paper.observers),
            ],
            "note": READING_COPY if is_reading_copy else "",
        },
    )


def referral_html(paper: ReferralPaper, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    """A 请示 as a complete HTML page: upward paper of GB/T 9704-2012 (7.2.5 number left, 签发人 right; 7.3.6 附注)."""
    return render_to_string(
        "papers/referral.html",
        {
            "paper": paper,
            "blocks": blocks(body),
            "number": number,
            "issued_on": issued_on,
            "mark": f"{paper.organ}文件",
            "title_lines": title_lines(title_pieces(paper.title)),
        },
    )


def session_event(session: Session) -> CalendarEvent:
    """The session under a name that stays when the site moves to another address.

    Calendars leave the house, so neither the agenda nor a topic stands in it, nor what was typed about them (要求): it is read in the notice.
    """
    return CalendarEvent(
        uid=uid_of("session", session.pk, township_code=session.township.code),
        starts=session.begins,
        ends=session.finishes,
        summary=f"{session.get_kind_display()}（{session.matter.number}）",
        place=session.place,
        description=f"主持：{session.chair.name}",
        stamped_at=session.convened_at or session.begins,
        sequence=session.revision,
        is_cancelled=session.state in (CANCELLED, POSTPONED),
    )
