"""Load the content categories of data/categories. Running it again changes nothing; a changed row is corrected in place."""

import csv
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from petitions.cases.models.categories import Category
from petitions.cases.queries.categories import forget_categories

FOLDER = Path(settings.BASE_DIR) / "data" / "categories"
EDITIONS = ("old", "new")
FIELDS = ["parent", "level", "name", "edition", "valid_from", "valid_to"]


class Command(BaseCommand):
    help = "载入 data/categories/ 下的内容分类（新旧两版）；已载入且相同的不变。"

    def handle(self, *args, **options):
        with transaction.atomic():
            for edition in EDITIONS:
                added, changed = load_edition(edition)
                self.stdout.write(f"{edition}.csv：新增 {added} 项，更正 {changed} 项。")
        forget_categories()


def load_edition(edition: str) -> tuple[int, int]:
    """(added, corrected) rows of one edition. No row is ever deleted: an abolished one gets an end in the file."""
    with (FOLDER / f"{edition}.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    known = {row.code: row for row in Category.objects.filter(edition=edition)}
    added = changed = 0
    for level in (1, 2, 3):
        fresh, different = [], []
        for line in (line for line in wanted if int(line["level"]) == level):
            values = _values(line, edition, known)
            row = known.get(line["code"])
            if row is None:
                fresh.append(Category(code=line["code"], **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                different.append(row)
        known |= {row.code: row for row in Category.objects.bulk_create(fresh)}
        Category.objects.bulk_update(different, FIELDS)
        added, changed = added + len(fresh), changed + len(different)
    return added, changed


def _values(line: dict, edition: str, known: dict[str, Category]) -> dict:
    return {
        "parent_id": known[line["parent_code"]].pk if line["parent_code"] else None,
        "level": int(line["level"]),
        "name": line["name"],
        "edition": edition,
        "valid_from": date.fromisoformat(line["valid_from"]),
        "valid_to": date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
    }
