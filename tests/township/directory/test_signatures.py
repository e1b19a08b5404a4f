"""Names under acts: a deputy with whom he stood in for, on the day of the act and by the right that was used."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from township.directory.actions.posts import confirm_post, end_post, propose_post
from township.directory.models.people import Post
from township.directory.rules.signatures import signature
from township.permissions import CONFIRM_POST, VIEW_SETTINGS
from township.signing import signed_by

SERVED = [
    ["leader", "2026-01-01", None, ""],
    ["director", "2026-11-01", "2026-11-15", "高明"],
]


@pytest.mark.parametrize(
    ("on", "right", "shown"),
    [
        (date(2026, 11, 10), CONFIRM_POST, "张慧（代高明）"),  # a right of the director alone
        (date(2026, 11, 15), VIEW_SETTINGS, "张慧（代高明）"),  # the last day counts
        (date(2026, 11, 16), CONFIRM_POST, "张慧"),  # the term is over
        (date(2026, 11, 10), None, "张慧"),  # by a post of her own as well
    ],
)
def test_the_right_and_the_day_decide(on, right, shown):
    assert signature("张慧", SERVED, on, right) == shown


def test_who_never_stood_in_is_shown_by_name():
    assert signature("张慧", [], date(2026, 11, 10), CONFIRM_POST) == "张慧"


@pytest.mark.django_db
def test_terms_are_kept_with_the_person_and_end_with_the_post(cast):
    director = Post.objects.get(person=cast.person("director"), role="director")
    given = {"role": "", "unit_id": 0, "starts_on": cast.today, "ends_on": cast.today + timedelta(days=9)}
    post = propose_post(
        by=cast.actor("sysadmin"),
        at=cast.at(),
        person_id=cast.person("leader").pk,
        stands_in_for_id=director.pk,
        **given,
    )
    person = cast.person("leader")
    assert person.signature(cast.today, CONFIRM_POST) == person.name  # not confirmed yet: no effect
    confirm_post(post_id=post.pk, by=cast.actor("convenor"), at=cast.at())
    person.refresh_from_db()
    shown = f"{person.name}（代{cast.person('director').name}）"
    assert person.signature(cast.today, CONFIRM_POST) == shown
    post.confirmed_by, post.decided_on, post.decided_by = person, cast.today, person
    post.capability = CONFIRM_POST.code
    assert signed_by(post, "decided") == shown
    assert Template('{% load township_tags %}{% by row "decided" %}').render(Context({"row": post})) == shown
    assert Template('{% load township_tags %}{% by row "asked" blank="—" %}').render(Context({"row": post})) == "—"
    end_post(post_id=post.pk, by=cast.actor("convenor"), at=cast.at(), ends_on=cast.today, reason="回来了")
    person.refresh_from_db()
    assert person.signature(cast.today + timedelta(days=1), CONFIRM_POST) == person.name
    assert person.signature(cast.today, CONFIRM_POST) == shown  # what was done stays as it was done


BARE = re.compile(r"\{\{[^}]*\bby\.name\b|\{\{[^}]*_by\.name\b|\"[\w.]*_by\.name\"")


def test_no_page_and_no_column_shows_who_acted_without_asking_whose_place_he_took():
    root = Path(settings.BASE_DIR)
    apps = ("township", "records", "meetings", "petitions", "supervision", "assessment")
    files = [*root.glob("templates/**/*.html"), *(path for app in apps for path in root.glob(f"{app}/**/views/*.py"))]
    found = [path.relative_to(root) for path in files if BARE.search(path.read_text())]
    assert len(files) > 300 and not found
