"""Digests while workers are killed, while two beats run, and while Redis forgets everything: made once, sent once, none lost."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.utils import timezone

from records.matters.models.access import Handler
from records.matters.models.matters import Matter
from records.notices.actions.notices import notify
from records.notices.models.channels import NoticeChoice
from tests.config.parts import Parts, empty_redis, environment_of, shared_database, wait_until
from township.calendar.models import WorkCalendarDay

pytestmark = pytest.mark.slow
READERS = ("chief", "convenor", "director", "clerk", "clerk2", "liaison", "liaison2", "leader")
OPEN = "SELECT count(*) FROM records_delivery WHERE state IN ('waiting', 'sending')"
MADE = "SELECT person_id, count(*) FROM records_digest GROUP BY person_id"
STATES = "SELECT recipient_id, state FROM records_delivery"


class Post:
    """The e-mails that were written."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()

    def by_reader(self) -> Counter:
        return Counter(file.read_text() for file in self.folder.glob("*.mail"))

    @property
    def count(self) -> int:
        return len(list(self.folder.glob("*.mail")))


@pytest.fixture
def post(tmp_path) -> Post:
    return Post(tmp_path / "mail")


@pytest.fixture
def shared(transactional_db, cast, make_waiting, tmp_path):
    """Eight readers with one unread notice each and a digest due at any hour of today, which is made a working day."""
    make_waiting(READERS)
    return shared_database(tmp_path)


@pytest.fixture
def make_waiting(cast):
    def make(keys):
        now = timezone.localtime()
        WorkCalendarDay.objects.filter(township=cast.township, date=now.date()).delete()
        WorkCalendarDay.objects.create(
            township=cast.township, date=now.date(), kind="work", name="测试补班", source="测试", entered_at=now
        )
        matter = Matter.objects.create(
            township=cast.township, kind="case", number="清信〔2026〕1号", title="路灯", opened_on=now.date()
        )
        people = [cast.person(key) for key in keys]
        Handler.objects.bulk_create(Handler(matter=matter, person=person, part="reporter") for person in people)
        for key, person in zip(keys, people, strict=True):
            NoticeChoice.objects.create(
                person=person,
                township=cast.township,
                email=f"{key}@example.gov.cn",
                has_email=True,
                digest_hour=0,
                changed_at=now,
            )
        told = notify(
            matter=matter,
            recipients=[person.pk for person in people],
            kind="due",
            text="清信〔2026〕1号 今天到期",
            key="1",
            at=now - timedelta(hours=1),
        )
        assert told == len(keys)

    return make


def environment(shared, tmp_path, **more):
    more = {"DJANGO_SETTINGS_MODULE": "tests.config.slow_mail", "TEST_MAIL_FOLDER": str(tmp_path / "mail")} | more
    return environment_of(shared, tmp_path, **more)


def test_killed_again_and_again_each_reader_has_one_digest_and_no_second_message(shared, post, tmp_path):
    """The embedded mode: beat inside the worker, messages in files. What was in the air at a kill is not sent again."""
    in_the_air = "SELECT count(*) FROM records_delivery WHERE state = 'sending'"
    with Parts(environment(shared, tmp_path), tmp_path) as parts:
        for number, sent in enumerate((2, 4), start=1):
            worker = parts.start_worker(f"worker{number}", beat=True)
            wait_until(lambda sent=sent: post.count >= sent, 40, f"{sent} messages", every=0.05)
            parts.kill(worker)
        ((lost,),) = shared.rows(in_the_air)
        parts.start_worker("last", beat=True)
        settled = f"SELECT count(*) = {lost} FROM records_delivery WHERE state IN ('waiting', 'sending')"
        wait_until(lambda: shared.rows(settled)[0][0], 40, "everything but what was in the air")

    made = dict(shared.rows(MADE))
    assert len(made) == len(READERS)
    assert set(made.values()) == {1}
    assert max(post.by_reader().values()) == 1
    states = Counter(state for _, state in shared.rows(STATES))
    assert states == Counter(sent=len(READERS) - lost, sending=lost)
    assert states["sent"] <= post.count <= len(READERS)


def test_two_beats_at_once_make_and_send_everything_once(shared, post, tmp_path):
    with empty_redis(first=9) as url, Parts(environment(shared, tmp_path, REDIS_URL=url), tmp_path) as parts:
        parts.start_beat("beat1")
        parts.start_beat("beat2")
        parts.start_worker("worker1")
        parts.start_worker("worker2")
        wait_until(lambda: post.count >= len(READERS), 40, "all messages")
        wait_until(lambda: shared.rows(OPEN) == [(0,)], 10, "the last mark")
        assert post.by_reader() == {f"{key}@example.gov.cn": 1 for key in READERS}
        assert set(dict(shared.rows(MADE)).values()) == {1}


@pytest.mark.once
def test_redis_forgets_everything_and_nothing_is_lost(shared, post, tmp_path):
    with empty_redis(first=9) as url, Parts(environment(shared, tmp_path, REDIS_URL=url), tmp_path) as parts:
        client = redis.Redis.from_url(url)
        beat = parts.start_beat("beat1")
        wait_until(lambda: client.llen("township") > 0, 20, "the ticks to be queued")
        client.flushdb()  # every tick is gone before a worker saw it
        worker = parts.start_worker("worker")
        parts.kill(beat)
        parts.start_beat("beat2")  # the next tick, a minute early
        wait_until(lambda: post.count >= 2, 40, "the first messages", every=0.05)
        client.flushdb()  # in the middle of the sending
        wait_until(lambda: post.count >= len(READERS), 20, "all messages")
        wait_until(lambda: shared.rows(OPEN) == [(0,)], 10, "the last mark")
        assert worker.poll() is None
        assert post.by_reader() == {f"{key}@example.gov.cn": 1 for key in READERS}
        assert set(dict(shared.rows(MADE)).values()) == {1}
