"""Meeting notices as papers (会议通知)."""

from meetings.areas import Area
from meetings.notices.actions.notices import FLOW, FOLLOWER
from meetings.notices.models.notices import SessionNotice
from meetings.notices.views.notices import NOTICES
from meetings.permissions import VIEW_SESSION
from records.areas import Kind, Tab

AREA = Area(
    kinds=(
        Kind(
            key="session_notice",
            label="会议通知",
            url_name="meetings:session_notice",
            view=VIEW_SESSION,
            model=SessionNotice,
            work=FLOW.work,
            words=lambda row: f"{row.session.title}",
        ),
    ),
    tabs=(Tab("sessions", "会议通知", "meetings:session_notices", VIEW_SESSION, 15),),
    words={
        "session_notice.draft": "拟写会议通知",
        "session_notice.renew": "另发变更通知",
        "session_notice.distribute": "改会议通知收文单位",
        "session_notice.receive": "登记送达",
        "session_notice.preview": "看版式",
    }
    | NOTICES.journal_words,
    follower=FOLLOWER,
)
