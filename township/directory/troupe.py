"""Who plays the demonstration in a township: people by their posts, units with a liaison, one act at a full hour of a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localtime

from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.dates import moment_on
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.queries.actors import actor_for, posts_in_effect
from township.directory.queries.units import member_units


class Incomplete(Exception):
    """The township lacks somebody whom the demonstration needs."""


@dataclass
class Troupe:
    """Who plays. units: member units that have a liaison, in their order."""

    township: Township
    today: date
    posts: list[Post]
    units: list[Unit]

    @classmethod
    def of(cls, township: Township, today: date) -> "Troupe":
        posts = list(posts_in_effect(today, township_id=township.pk).select_related("person", "unit").order_by("pk"))
        with_liaison = {post.unit_id for post in posts if post.role == Role.LIAISON}
        units = [unit for unit in member_units(township.pk) if unit.pk in with_liaison and not unit.is_office]
        return cls(township, today, posts, units)

    def person(self, role: str, unit: Unit | None = None) -> Person:
        for post in self.posts:
            if post.role == role and (unit is None or post.unit_id == unit.pk):
                return post.person
        raise Incomplete(f"{self.township} has nobody as {role}")

    def actor(self, person: Person, on: date) -> Actor:
        account = Account.objects.filter(person=person).first() or Account(person=person, township=self.township)
        return actor_for(account, on=on)

    def do(self, action, person: Person, on: date, hour: int | time, **values):
        """One act of one person at an hour of a day."""
        return action(by=self.actor(person, on), at=moment(on, hour), **values)

    def clerk(self) -> Person:
        return self.person(Role.CLERK)

    @property
    def contact(self) -> str:
        """Whom a paper of the office names for questions."""
        return f"{self.clerk().name}，{self.township.office_phone}"

    def day(self, ago: int) -> date:
        """The working day that lies so many natural days back, or the one before it."""
        calendar, day = work_calendar(self.township.pk), self.today - timedelta(days=ago)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def working_day_from(self, on: date) -> date:
        """The first working day from `on`, but not after today."""
        return min(work_calendar(self.township.pk).roll_forward(on), self.today)


def moment(on: date, hour: int | time) -> datetime:
    """A full hour, or any time, of a day in Shanghai, but not after now: who loads the demonstration at dawn reads nothing of noon."""
    return min(moment_on(on, time(hour) if isinstance(hour, int) else hour), localtime())
