"""What the registration action takes: the checked form with everything that is stored of it."""

from dataclasses import dataclass, replace

from petitions.cases.rules.channels import CHANNELS
from petitions.cases.rules.registration import Fault, Limits, PetitionerEntry, Registration, faults
from township.refusals import Refused
from township.words import says_who

# Fields of a channel that have a column of their own; the others are kept together in Case.channel_detail.
COLUMNS = frozenset({"visitors", "source_organ", "source_number", "source_due_on", "upper_number", "caller_number"})


@dataclass(frozen=True, kw_only=True)
class PetitionerData(PetitionerEntry):
    """One person or body with what is stored beside the checked entries."""

    gender: str = ""
    domicile: str = ""
    occupation: str = ""


@dataclass(frozen=True, kw_only=True)
class TargetData:
    """被反映对象: a unit or a person of the township by id, or a name in free text."""

    unit_id: int | None = None
    person_id: int | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RegistrationData(Registration):
    """The whole form. registered_on empty = the day of the action; claims empty = the title is the one claim.

    repeat_of_id: matter id of the earlier case the clerk decided on; leader_id: the leader who received the visit;
    named_ids: persons beside the registering clerk who may see an accusation; is_other: another matter, although one with its
    number of another organ or system is registered already.
    """

    petitioners: tuple[PetitionerData, ...] = ()
    title: str = ""
    category_id: int | None = None
    place_unit_id: int | None = None
    place_text: str = ""
    claims: tuple[str, ...] = ()
    targets: tuple[TargetData, ...] = ()
    is_joint: bool = False
    is_repeat: bool = False
    repeat_of_id: int | None = None
    is_backlog: bool = False
    upper_number: str = ""
    hotline_number: str = ""
    leader_id: int | None = None
    named_ids: tuple[int, ...] = ()
    is_other: bool = False

    @property
    def channel_detail(self) -> dict[str, str]:
        """The channel's own fields without a column, as text; dates in ISO form."""
        names = [field.name for field in CHANNELS[self.channel].fields if field.name not in COLUMNS]
        return {name: str(value) for name in names if (value := getattr(self, name)) not in (None, "")}


class FaultyRegistration(Refused):
    """Everything that stands in the way of saving: faults = ((field, sentence), …); the first is the message."""

    def __init__(self, found: list[Fault]):
        super().__init__(found[0][1], field=found[0][0])
        self.faults = tuple(found)


def check_entry(data: RegistrationData, *, today, limits: Limits | None = None) -> None:
    """Raises FaultyRegistration with every fault at once; today: Shanghai date."""
    checked = replace(data, has_place=bool(data.place_unit_id or data.place_text.strip()))
    found = faults(checked, today=today, limits=limits)
    found += [
        ("claims", "每项诉求不超过 300 字；更长的内容请写在陈述里。") for claim in data.claims if len(claim) > 300
    ]
    if len(data.title) > 60:
        found.append(("title", "标题不超过 60 字。"))
    if data.purpose != "accusation" and says_who(data.title, [person.name for person in data.petitioners]):
        found.append(("title", "标题会出现在清单、台账和文书上，请不要写信访人的姓名、电话和证件号码。"))
    if data.repeat_of_id and not data.is_repeat:
        found.append(("repeat_of", "选了原事项，请确认为“重复”；是初次信访的，请取消所选的原事项。"))
    if found:
        raise FaultyRegistration(found)
