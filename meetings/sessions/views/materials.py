"""Materials of sessions and topics, and the calendar file of a session."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from meetings.permissions import VIEW_SESSION
from meetings.sessions.actions import materials as actions
from meetings.sessions.forms.files import FilesForm
from meetings.sessions.papers import session_event
from meetings.sessions.queries.scope import get_session
from meetings.sessions.views.parts import by_part
from records.acts.views.acts import Act
from records.notices.ical import MEDIA_TYPE, calendar_text
from township.frame.access import requires
from township.frame.responses import file_response
from township.refusals import Refused


@dataclass(frozen=True)
class Uploaded:
    """What became of several files: the names of those taken, and of the others with the reason."""

    taken: list[str]
    refused: list[str]

    @property
    def words(self) -> str:
        parts = [f"已上传：{'、'.join(self.taken)}" if self.taken else "", *self.refused]
        return "；".join(part.rstrip("。") for part in parts if part) + "。"


def material_acts(whole: str, add: Callable) -> tuple[Act, Act]:
    """Adding files to a session or topic, one after the other, and taking one down. whole: "session_id" or "topic_id"."""

    def run(*, attachments, by, at, **of) -> Uploaded:
        taken, refused = [], []
        for upload in attachments:
            try:
                add(upload=upload, by=by, at=at, **of)
                taken.append(upload.name)
            except Refused as refusal:
                if type(refusal) is not Refused:
                    raise
                refused.append(f"{upload.name}：{refusal}")
        return Uploaded(taken, refused)

    return (
        Act(
            "add_material",
            run,
            done=lambda result: result.words,
            form=FilesForm,
            verb="上传",
            is_free=True,
            keeps_draft=False,
        ),
        Act(
            "withdraw_material",
            by_part(actions.withdraw_material, whole),
            done="已撤下。",
            part="material_id",
            is_free=True,
        ),
    )


@requires(VIEW_SESSION)
@require_GET
def material(request: HttpRequest, material_id: int) -> HttpResponse:
    """The file, as a download only; the reading is in the journal."""
    row, data = actions.read_material(material_id=material_id, by=request.actor, at=request.at)
    return file_response(data, row.attachment.name, row.attachment.media_type)


@requires(VIEW_SESSION)
@require_GET
def session_calendar(request: HttpRequest, session_id: int) -> HttpResponse:
    """The session as a calendar file, for phones and desk calendars."""
    row = get_session(request.actor, session_id)
    text = calendar_text([session_event(row)])
    return file_response(text, f"{row.matter.number}.ics", MEDIA_TYPE)
