"""What every act on urgent information uses: the log, the units that are told, the convenors that hear of what is grave."""

from collections.abc import Iterable
from itertools import chain

from petitions.permissions import APPROVE_URGENT
from petitions.urgent.models import UrgentEntry
from petitions.urgent.rules import LEVELS, UPWARD
from records.acts.actions.turns import Turn, tell
from records.matters.actions.access import hold
from records.matters.models.access import Holding
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import in_charge_of, liaisons_of, people_with


def log_entry(turn: Turn, kind: str, text: str, **more) -> UrgentEntry:
    """One line that stays for ever, with the moment of the action."""
    return UrgentEntry.objects.create(
        report=turn.row,
        kind=kind,
        at=turn.at,
        by_id=turn.by.person_id,
        by_name=turn.by.signature(turn.right),
        text=text,
        **more,
    )


def pass_to_units(turn: Turn, unit_ids: Iterable[int], words: str) -> int:
    """Give the units sight of the file and tell their liaisons and the leaders in charge of them."""
    units = list(
        Unit.objects.filter(pk__in=list(unit_ids), township_id=turn.by.township_id, is_active=True).exclude(
            kind__in=(UnitKind.OUTSIDE, UnitKind.TOWNSHIP)
        )
    )
    for unit in units:
        hold(matter=turn.matter, unit=unit, part=Holding.Part.ASSIST, at=turn.at)
    if units:
        names = "、".join(unit.label for unit in units)
        entry = log_entry(turn, "pass_on", words, to_whom=names[:200])
        ids = [unit.pk for unit in units]
        in_charge = in_charge_of(ids, turn.today).values()
        people = [*liaisons_of(ids, turn.today), *chain.from_iterable(in_charge)]
        tell(turn, people, kind="pass_on", text="紧急信息，请核查处置", key=str(entry.pk))
    return len(units)


def tell_convenors(turn: Turn) -> None:
    """What is grave reaches the director and the convenors at once (H10)."""
    if turn.row.level in UPWARD:
        people = people_with(APPROVE_URGENT, turn.by.township_id, turn.today)
        tell(turn, people, kind="grave", text=f"{LEVELS[turn.row.level]}信息，请阅", key=turn.row.level)
