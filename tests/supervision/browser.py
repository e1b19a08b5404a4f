"""A browser in the room of a test, and the addresses of its things."""

import pytest
from django.urls import reverse


@pytest.fixture
def browse(room, cast, stand_at):
    """browse("clerk") is that person's browser on the day the room stands at."""

    def client(who, hour=15):
        stand_at(room.day, hour)
        return cast.client(who)

    return client


def text(response) -> str:
    return response.content.decode()


def page(row) -> str:
    return reverse(f"supervision:{row.matter.kind}", args=[row.pk])


def act(row, name: str, **part) -> str:
    return reverse(f"supervision:{row.matter.kind}_act", kwargs={"pk": row.pk, "act": name} | part)
