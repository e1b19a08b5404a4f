"""Texts that many read (titles, agendas, reports to a meeting, minutes, circulars): they name nobody who petitions."""

import re
from collections.abc import Iterable

from records.matters.queries.people import people_of
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.rules.telephones import is_phone, office_phone
from township.words import check_names_nobody

_APART = "[ -]?"


def check_public(label: str, text: str, *, field: str, township_id: int, matters: Iterable[int] = ()) -> str:
    """The text as it is. Refused beside `field` when it holds a telephone or ID number, or the name of somebody whom one of
    `matters` comes from. Numbers of offices (those of the township and its units) may stand in it."""
    if not text:
        return text
    check_names_nobody(label, _without_office_numbers(text, township_id), field=field, names=people_of(matters))
    return text


def _without_office_numbers(text: str, township_id: int) -> str:
    if not any(sign.isdigit() for sign in text):
        return text
    offices = Unit.objects.filter(township_id=township_id).exclude(phone="").values_list("phone", flat=True)
    own = Township.objects.filter(pk=township_id).exclude(office_phone="").values_list("office_phone", flat=True)
    for number in {*offices, *own}:
        area, _, local = office_phone(number).rpartition("-") if is_phone(number) else ("", "", number)
        digits = _APART.join(re.escape(sign) for sign in local if sign not in " -")
        with_area = rf"[(（]?{re.escape(area)}[)）]?{_APART}" if area else ""
        text = re.sub(rf"(?<!\d)(?:{with_area})?{digits}(?!\d)", "", text)
    return text
