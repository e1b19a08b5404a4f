"""How the demonstration plays: a table of (day, hour, who, act, values), each act on the thing as it stands then."""

from collections.abc import Callable, Iterable
from datetime import date, time
from inspect import signature

from django.db.models import Model

from records.papers.actions.documents import text_hash
from records.papers.models.recipients import Recipient
from township.directory.models.people import Person, Role
from township.directory.troupe import Troupe, moment

Scene = tuple[date, int | time, Person | str, Callable, dict]


def play(troupe: Troupe, row: Model, scenes: Iterable[Scene]) -> None:
    """What happens to one thing, in this order. day: already a day on which the office works; hour: a full one, or a time."""
    for on, hour, who, action, values in scenes:
        act(troupe, action, row, who, on, hour, **values)


def sign_for(troupe: Troupe, receive: Callable, row: Model, on: date, hour: int, *, but: int = 0) -> None:
    """The liaisons sign for an issued paper, all but the last few. receive: the action; row: the thing, which has a document."""
    liaisons = {post.unit_id: post.person for post in troupe.posts if post.role == Role.LIAISON}
    recipients = Recipient.objects.filter(document=type(row)._base_manager.get(pk=row.pk).document_id).order_by("pk")
    owing = [recipient for recipient in recipients if recipient.unit_id in liaisons]
    for recipient in owing[: len(owing) - but]:
        given = {"row_id": row.pk, "recipient_id": recipient.pk}
        troupe.do(receive, liaisons[recipient.unit_id], on, hour, **given)


def act(troupe: Troupe, action: Callable, row: Model, who: Person | str, on: date, hour: int | time, /, **values):
    """One act on a thing as it is now; returns what the action returns. who: somebody, or the first who has the role.

    The action's parameters tell what it is given besides `values`: the number of the thing (its first one), its revision, the
    version and hash of its text, which whoever decides has read. Raises what the action raises.
    """
    asked, now = signature(action).parameters, type(row)._base_manager.get(pk=row.pk)
    given = {next(iter(asked)): row.pk}
    if "revision" in asked:
        given["revision"] = now.revision
    if "text_sha256" in asked or "body" in values:
        document = action.__self__.document(now) if hasattr(action, "__self__") else now.document
        given["version"] = document.version
        given |= {"text_sha256": text_hash(document.body)} if "text_sha256" in asked else {}
    person = who if isinstance(who, Person) else troupe.person(who)
    return action(by=troupe.actor(person, on), at=moment(on, hour), **given | values)
