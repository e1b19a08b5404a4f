"""One name, one formula: every section of a report says what `manage.py figures` says, and the sum of the units is the whole."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessment.compliance.queries import by_clause
from assessment.compliance.queries import total as ledger_total
from meetings.sessions.queries.resolutions import ResolutionFilter, register, totals
from records.duties.rules.duties import Period
from records.figures.declared import DECLARED, by_unit, declarations, total
from records.figures.rules import FigurePeriod, Ratio
from records.figures.sources import sections
from records.ledgers.queries import Reader
from tests.loaded_demo import SATURDAY
from township.directory.models.accounts import Account
from township.directory.models.townships import Township
from township.directory.queries.actors import actor_for

pytestmark = pytest.mark.once  # a section and the command ask the same statements; that they add up is arithmetic
MONTHS = [FigurePeriod(date(2026, 10, 1), date(2026, 10, 31)), FigurePeriod(date(2026, 11, 1), date(2026, 11, 30))]


def printed(period: FigurePeriod, *more: str) -> dict[str, dict]:
    out = StringIO()
    code = Township.objects.get(mark="清信").code
    span = ["--township", code, "--first", f"{period.first}", "--last", f"{period.last}", "--as-of", f"{SATURDAY}"]
    call_command("figures", *span, "--json", *more, stdout=out)
    return {line["name"]: line for line in json.loads(out.getvalue())}


def director():
    return actor_for(Account.objects.get(username="gaoming"), on=SATURDAY)


@pytest.mark.parametrize("period", MONTHS, ids=lambda one: f"{one.first:%Y-%m}")
def test_a_section_says_what_the_command_says(loaded, db, period):
    said = printed(period)
    assert {declared.label for declared in declarations()} == said.keys() and len(said) >= 13
    shown = {
        figure.label: (figure.n, figure.d, figure.value, figure.formula)
        for section in sections(director(), period)
        for figure in section.figures
        if figure.label in said
    }
    expected = {name: (line["n"], line["d"], line["value"], line["formula"]) for name, line in said.items()}
    assert len(shown) == 9
    tally = ledger_total(by_clause(director(), Period("x", period.first, period.last, "本月"), SATURDAY))
    duty = said["制度按期执行率"]
    assert (tally.done, tally.due, tally.timely_rate) == (duty["n"], duty["d"], duty["value"])
    assert shown == {name: expected[name] for name in shown}


def test_units_add_up_to_the_whole(loaded, db):
    township = Township.objects.get(mark="清信")
    autumn = FigurePeriod(date(2026, 9, 1), SATURDAY)
    some = 0
    for declared in declarations():
        rows = declared.rows(township.pk, SATURDAY)
        units = by_unit(rows, autumn)
        whole = total(rows, autumn)
        assert sum(units.values(), Ratio()) == whole, declared.key
        assert whole.n <= whole.d
        some += whole.d > 0
        assert total(declared.seen_by(director(), SATURDAY), autumn).d <= whole.d
    assert some >= 6


def test_the_register_of_resolutions_says_it_too(loaded, db):
    rows = register(director(), ResolutionFilter(), SATURDAY)
    line = printed(FigurePeriod(date(2020, 1, 1), date(2030, 1, 1)))["议定事项按期落实率"]
    figure = next(
        one for one in totals(rows, Reader(director(), SATURDAY)).figures if one.label == "议定事项按期落实率"
    )
    assert figure.value == f"{line['value']}（{line['n']}/{line['d']}）" and line["d"] > 0


def test_of_one_unit_and_of_nobody(loaded, db):
    every, one = printed(MONTHS[0]), printed(MONTHS[0], "--unit", "村镇建设办")
    assert one["排查按期报送率"]["d"] < every["排查按期报送率"]["d"]
    with pytest.raises(CommandError, match="没有这个名称的单位"):
        printed(MONTHS[0], "--unit", "无此单位")
    assert all(declared.formula and declared.source for declared in DECLARED.values())
