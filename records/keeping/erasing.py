"""What of a thing is erased when its time of keeping is over: each area says so of its own tables, beside what may stay.

Sources: 个人信息保护法第十九条、第四十七条 (not kept longer than the purpose needs), 档案法第十三条至第十五条 (what was filed is destroyed by a
list that somebody watches over). Numbers, dates, categories, results and who of the office did what stay, so that no figure changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model

GONE = "（已销毁）"  # in place of words that may not be empty


@dataclass(frozen=True)
class Erase:
    """What goes of the rows of one table that hang on a thing.

    of: lookup from a row to the number of its matter. gone: columns that are emptied; instead: columns that get another value, or what
    a function makes of the row; masked: columns that stay but for the names of the thing's people; stamp: the date column that says
    when. stays: typed columns that stay, and why: a column that is named in none of them fails the tests.
    """

    model: type[Model]
    of: str = "matter"
    gone: tuple[str, ...] = ()
    instead: Mapping[str, object] = field(default_factory=dict)
    masked: tuple[str, ...] = ()
    stamp: str = ""
    stays: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        """Every column something is said of."""
        return {*self.gone, *self.instead, *self.masked, *self.stays}


ERASURES: list[Erase] = []
ERASED_WITH: set[str] = set()  # relations by which the target of a reference is erased with its source


def enter(erasures: Iterable[Erase], erased_with: Iterable[str] = ()) -> None:
    """Called when an area is entered."""
    ERASURES.extend(one for one in erasures if one not in ERASURES)
    ERASED_WITH.update(erased_with)
