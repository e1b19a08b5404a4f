"""What of topics and resolutions is searchable beside number and title."""

from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.topics import linked_targets


def topic_words(topic: Topic) -> str:
    """What the meeting is asked to decide; nothing where it speaks of a matter that not everybody may see."""
    return "" if linked_targets(topic.pk) else f"{topic.title}\n{topic.ask}\n{topic.background}"


def resolution_words(resolution: Resolution) -> str:
    """What was decided; nothing where it speaks of a matter that not everybody may see."""
    is_linked = resolution.topic_id and linked_targets(resolution.topic_id)
    return "" if is_linked else f"{resolution.text}\n{resolution.done_when}"
