"""What every write pays for: no index repeats the beginning of another."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey, Model, OneToOneField, UniqueConstraint

from tests.config.test_form_of_files import APPS


def own_models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            yield model


def ordered_by_first(model: type[Model]) -> dict[str, str]:
    """First column → an index or constraint that begins with it and holds every row."""
    found = {}
    for index in model._meta.indexes:
        if index.fields and not index.condition:
            found[index.fields[0].lstrip("-")] = index.name
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields and not constraint.condition:
            found[constraint.fields[0]] = constraint.name
    return found


def test_no_foreign_key_has_an_index_beside_one_that_begins_with_it():
    twice = [
        f"{model.__name__}.{field.name}: {first[field.name]} begins with it; give the field db_index=False"
        for model in own_models()
        for first in [ordered_by_first(model)]
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and not isinstance(field, OneToOneField)
        if field.db_index and field.name in first
    ]
    assert twice == []


def test_every_foreign_key_without_an_index_of_its_own_has_one_that_begins_with_it():
    """Or each deletion of what it points to, and each look at what belongs to it, reads the whole table."""
    bare = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and not field.unique and not field.db_index
        if field.name not in ordered_by_first(model)
    ]
    assert bare == []
