"""The log says where and what kind of error; what it was about stays out of it."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.urls import path
from django.utils.module_loading import import_string

from township.frame.access import public

WORDS = "苍耳子七三九"


def refused_row(request):
    """As a constraint does: the driver's error repeats the row."""
    try:
        raise ValueError(f"DETAIL:  Failing row contains (1, {WORDS})")
    except ValueError as error:
        raise IntegrityError(f"violates check constraint\nDETAIL:  Failing row contains (1, {WORDS})") from error


urlpatterns = [path("refused-row/", public(refused_row))]


def formatter() -> logging.Formatter:
    return import_string(settings.LOGGING["formatters"]["line"]["()"])("{levelname} {message}", style="{")


def logged(error: Exception) -> str:
    try:
        raise error
    except Exception:  # noqa: BLE001 - any error may end in the log
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    return formatter().format(record)


@pytest.mark.urls(__name__)
@override_settings(DEBUG=False)
def test_a_fault_in_a_page_tells_the_log_where_and_not_about_whom(client, caplog, db):
    client.raise_request_exception = False
    assert client.get("/refused-row/").status_code == 500
    record = next(record for record in caplog.records if record.exc_info)
    record.exc_text = None  # caplog has formatted it in its own way
    line = formatter().format(record)
    assert WORDS not in line
    for needed in ("in refused_row", "builtins.ValueError", "django.db.utils.IntegrityError"):
        assert needed in line, needed


def test_what_speaks_of_the_machine_keeps_its_message():
    assert logged(FileNotFoundError("no such file")).endswith("builtins.FileNotFoundError: no such file")
    assert logged(KeyError(WORDS)).endswith("builtins.KeyError")


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_row_that_postgresql_refuses_is_not_in_the_log():
    with connection.cursor() as cursor, pytest.raises(IntegrityError) as refused, transaction.atomic():
        cursor.execute("CREATE TABLE refused_rows (words text, CHECK (words = ''))")
        cursor.execute("INSERT INTO refused_rows VALUES (%s)", [WORDS])
    assert WORDS in str(refused.value)
    assert WORDS not in logged(refused.value)


def test_a_line_says_the_time_of_china_and_that_it_is():
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "begun", (), None)
    record.created = 1790000000.25
    assert formatter().formatTime(record) == "2026-09-21T22:13:20.250+08:00"
