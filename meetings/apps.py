"""Django wiring of this app: what it enters into the registries of the floors below."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "联席会议"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from meetings.dispatch import area as dispatch_screens
        from meetings.documents.area import register as register_papers
        from meetings.permissions import OPEN_MINUTES_FILE, VIEW_RESOLUTION, VIEW_SESSION, VIEW_TOPIC
        from meetings.receptions.area import register_all as register_rosters
        from meetings.sessions import area as sessions_screens
        from meetings.sessions.demo import load
        from meetings.sessions.gates import hears_gate
        from meetings.sessions.queries import homes
        from meetings.sessions.queries.scope import is_open_to, open_to
        from meetings.sessions.rules.journal import JOURNAL_WORDS
        from meetings.sessions.rules.notice_words import NOTICE_WORDS
        from records.matters.kinds import Kind, register
        from records.matters.queries.trail import register_words
        from records.notices import words as notice_words
        from township.frame import demo_parts, navigation
        from township.frame.homes import register as register_home
        from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LEADER, LIAISON

        register_rosters()
        by_topic = {"hears": is_open_to, "hearers": open_to}
        register(Kind(key="session", label="会议", url_name="meetings:session", view=VIEW_SESSION, gate=hears_gate))
        register(
            Kind(key="topic", label="议题", url_name="meetings:topic", view=VIEW_TOPIC, gate=hears_gate, **by_topic)
        )
        register(Kind(key="minutes", label="会议纪要", url_name="meetings:minutes", view=OPEN_MINUTES_FILE))
        register(
            Kind(
                key="resolution",
                label="议定事项",
                url_name="meetings:resolution",
                view=VIEW_RESOLUTION,
                gate=hears_gate,
                **by_topic,
            )
        )
        register_words(JOURNAL_WORDS)
        notice_words.enter(NOTICE_WORDS)
        demo_parts.register(load)
        navigation.register("会议", "会议", "meetings:sessions", VIEW_SESSION, 10)
        navigation.register("会议", "议题", "meetings:topics", VIEW_TOPIC, 20)
        navigation.register("会议", "议定事项", "meetings:resolutions", VIEW_RESOLUTION, 30, homes.owed_count)
        office = (CLERK, DIRECTOR)
        convenors = (CHIEF_CONVENOR, CONVENOR)
        register_home(office, 80, "meetings/sessions/homes/office.html", homes.office)
        register_home((*convenors, LEADER, LIAISON), 85, "meetings/sessions/homes/own.html", homes.own)
        register_home(
            (*office, *convenors, LEADER, LIAISON), 90, "meetings/sessions/homes/next.html", homes.next_one, aside=True
        )
        sessions_screens.register()
        register_papers()
        dispatch_screens.register()
