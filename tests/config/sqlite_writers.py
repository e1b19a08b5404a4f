"""Run by test_sqlite_writers in a process of its own: eight threads on one SQLite file, set up as in the embedded mode."""

import threading

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from records.papers.actions.numbers import next_number  # noqa: E402
from township.directory.models.townships import Township  # noqa: E402

WRITERS, EACH = 8, 10

call_command("migrate", verbosity=0)
township = Township.objects.create(
    code="1", name="镇", short_name="镇", mark="镇", office_name="办", review_organ="县", final_review_organ="市"
)
start, taken = threading.Barrier(WRITERS), []


def write():
    start.wait()
    for _ in range(EACH):
        with transaction.atomic():
            number = next_number(township_id=township.pk, series="case", year=2026)
            threading.Event().wait(0.002)
        taken.append(number)
    connection.close()


threads = [threading.Thread(target=write) for _ in range(WRITERS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*sorted(taken))  # noqa: T201 - the answer to the test
