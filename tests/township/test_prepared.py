"""What is worked out once for many pages: the words of statements, addresses by number, copies of tables that hardly change."""

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from township.copies import copy_of
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.frame.addresses import address
from township.prepared import rows_of


def test_only_the_words_of_a_statement_are_kept(cast, django_assert_num_queries):
    """A second actor of the same kind, a new row, another number: the answer is that of the moment."""
    asked = []

    def units(parent_id):
        asked.append(parent_id)
        return Unit.objects.filter(parent_id=parent_id).order_by("pk").values_list("name")

    root, key = cast.unit("root").pk, ("a test", cast.township.pk)
    before = rows_of(key, units, root)
    Unit.objects.create(township=cast.township, parent_id=root, kind=UnitKind.MEMBER, name="新设单位")
    with django_assert_num_queries(1):
        assert rows_of(key, units, root) == [*before, ("新设单位",)]
    assert rows_of(key, units, 0) == [] and len(asked) == 1


def test_a_question_that_read_while_it_was_put_together_is_put_together_anew(cast):
    def those_of_the_first(township):
        first = Unit.objects.filter(township=township).order_by("pk").first()
        return Unit.objects.filter(pk=first.pk).values_list("pk")

    key = ("another test", cast.township.pk)
    first = rows_of(key, lambda: those_of_the_first(cast.township))
    other = Township.objects.create(
        code="430999000000", name="东岭镇人民政府", short_name="东岭镇", mark="东信", office_name="联席办"
    )
    theirs = Unit.objects.create(township=other, kind=UnitKind.TOWNSHIP, name="东岭镇")
    assert rows_of(key, lambda: those_of_the_first(other)) == [(theirs.pk,)] != first
    assert rows_of("nothing", lambda: None) == []
    assert rows_of("never", lambda: Unit.objects.none().values_list("pk")) == []


def test_an_address_is_that_of_its_numbers():
    for number in (1, 42, 2**40):
        assert address("petitions:case", number) == reverse("petitions:case", args=[number])
        paper = {"case_id": number, "document_id": 7}
        assert address("petitions:paper", number, 7) == reverse("petitions:paper", kwargs=paper)
        assert address("petitions:paper", **paper) == reverse("petitions:paper", kwargs=paper)
        act = {"pk": number, "act": "accept"}
        assert address("petitions:case_act", **act) == reverse("petitions:case_act", kwargs=act)
    assert address("township:me") == reverse("township:me")
    with pytest.raises(NoReverseMatch):
        address("petitions:case", 1, 2)


def test_a_copy_stands_until_somebody_says_that_it_changed():
    read = []

    def table():
        read.append(1)
        return len(read)

    assert [copy_of("a-copy", 60, table) for _ in range(3)] == [1, 1, 1]
    cache.delete("a-copy")
    assert [copy_of("a-copy", 60, table) for _ in range(2)] == [2, 2]
