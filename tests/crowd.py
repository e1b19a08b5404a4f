"""Many people at the same moment: each work in a thread and a connection of its own."""

import fcntl
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from township.refusals import Refused

LOCK = Path(tempfile.gettempdir()) / "township-tests-crowd.lock"


def outcome(work) -> str:
    """ "done", "refused" or the name of the exception."""
    try:
        work()
    except Refused:
        return "refused"
    except Exception as error:  # noqa: BLE001 - named in the result
        return type(error).__name__
    return "done"


def at_once(works) -> Counter:
    """Started together; how often each outcome came."""
    gate, results = threading.Barrier(len(works)), []

    def run(work):
        try:
            gate.wait()
            results.append(outcome(work))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    with _one_crowd():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return Counter(results)


@contextmanager
def _one_crowd():
    """A server takes a hundred connections: the crowds of two test processes stand in line."""
    with LOCK.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
