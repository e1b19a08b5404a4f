"""Log lines that hold where and what kind of error, never what it was about.

The message of an exception may repeat what was typed, and PostgreSQL adds the whole refused row to it ("DETAIL: Failing row
contains …"), words of a petition included. Only errors that speak of the machine keep their message.
"""

import logging
import traceback
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError
from django.template import TemplateDoesNotExist
from django.urls import NoReverseMatch

from township.dates import SHANGHAI

OF_THE_MACHINE = (
    OSError,
    ImportError,
    AttributeError,
    NameError,
    ImproperlyConfigured,
    OperationalError,
    ProgrammingError,
    TemplateDoesNotExist,
    NoReverseMatch,
)


class LineWithoutContent(logging.Formatter):
    """The usual line; of an exception the trace with the kind of each error, and the message where it is harmless."""

    def formatTime(self, record, datefmt=None) -> str:  # noqa: N802 - the name is Python's
        """2026-09-22T10:00:00.123+08:00, whatever zone the machine is set to."""
        return datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds")

    def formatException(self, ei) -> str:  # noqa: N802 - the name is Python's
        return "\n".join(_of_one(error) for error in _chain(ei[1]))


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error after those it came from, as Python prints them."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _of_one(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{frames}{kind}: {error}" if isinstance(error, OF_THE_MACHINE) else f"{frames}{kind}"
