"""Two convenors press 同意 at once, two clerks press 印发 at once: one approval, one number, no gap (PostgreSQL).

The control takes the locks away and shows that the same race then goes wrong.
"""

import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from meetings.actions import issuing, signing
from meetings.actions.sessions import convene
from meetings.models import Minutes
from records.models import Approval, NumberSeries
from tests.cast import make_cast
from tests.meetings.hall import Hall
from township.rules.refusals import Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
TIMES = 50


def at_once(*works) -> list[str]:
    """Run each in a thread of its own, started together; "done", "refused" or the name of the exception."""
    gate, results = threading.Barrier(len(works)), []

    def run(work):
        try:
            gate.wait()
            work()
            results.append("done")
        except Refused:
            results.append("refused")
        except Exception as error:  # noqa: BLE001 - named in the result
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def submitted_minutes(cast, count: int) -> Hall:
    """A hall whose `sealed["minutes"]` holds so many minutes waiting for approval."""
    hall, waiting, day = Hall(cast), [], cast.today
    for n in range(count):
        hall.session = hall.topic = hall.minutes = None
        hall.day = day
        hall.plan(title=f"第{n + 1}次专题会议")
        hall.invite("building")
        hall.propose(title=f"第{n + 1}个需要研究的议题")
        hall.agree()
        hall.schedule()
        hall.on_session(convene)
        hall.submitted()
        waiting.append(hall.minutes.pk)
    hall.sealed["minutes"] = waiting
    return hall


def approve(hall, who: str, pk: int):
    approval = Approval.objects.get(detail__minutes=pk, kind="minutes", state="pending")

    def act():
        hall.do(
            signing.decide_minutes, who, minutes_id=pk, approved=True, version=approval.document_version,
            text_sha256=approval.text_sha256,
        )  # fmt: skip

    return act


def issue(hall, who: str, pk: int):
    revision = Minutes.objects.get(pk=pk).revision
    return lambda: hall.do(issuing.issue_minutes, who, minutes_id=pk, revision=revision)


@pytest.mark.slow
def test_fifty_approvals_and_fifty_numbers():
    hall = submitted_minutes(make_cast(), TIMES)
    pressed = Counter()
    for pk in hall.sealed["minutes"]:
        pressed.update(at_once(approve(hall, "convenor", pk), approve(hall, "chief", pk)))
    assert pressed == {"done": TIMES, "refused": TIMES}
    assert Approval.objects.filter(kind="minutes", state="approved").count() == TIMES

    issued = Counter()
    for pk in hall.sealed["minutes"]:
        issued.update(at_once(issue(hall, "clerk", pk), issue(hall, "director", pk)))
    assert issued == {"done": TIMES, "refused": TIMES}
    numbers = Minutes.objects.order_by("pk").values_list("number", flat=True)
    assert sorted(numbers, key=lambda text: int(text[6:-1])) == [f"〔2026〕{n}号" for n in range(1, TIMES + 1)]


def issue_two_at_once(monkeypatch) -> tuple[list[str], list[str]]:
    """Two clerks issue two different minutes; both stand still between reading the counter and writing it, if they can.

    Under the lock the second one never gets that far while the first one is there, so the first waits in vain.
    """
    hall = submitted_minutes(make_cast(), 3)
    earlier, *both = hall.sealed["minutes"]
    for pk in hall.sealed["minutes"]:
        approve(hall, "convenor", pk)()
    issue(hall, "clerk", earlier)()  # the counter's row is there: what protects the two is its lock alone
    meet, real = threading.Barrier(2, timeout=3), NumberSeries.save

    def save(row, *args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            meet.wait()
        real(row, *args, **kwargs)

    acts = [issue(hall, who, pk) for who, pk in zip(("clerk", "director"), both, strict=True)]
    monkeypatch.setattr(NumberSeries, "save", save)
    results = at_once(*acts)
    return results, sorted(Minutes.objects.exclude(number="").values_list("number", flat=True))


def test_two_minutes_issued_at_once_take_two_numbers(monkeypatch):
    assert issue_two_at_once(monkeypatch) == (["done", "done"], ["〔2026〕1号", "〔2026〕2号", "〔2026〕3号"])


def test_control_without_the_lock_the_same_race_goes_wrong(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)
    results, numbers = issue_two_at_once(monkeypatch)
    assert (results, numbers) == (["IntegrityError", "done"], ["〔2026〕1号", "〔2026〕2号"])
