"""The filters of the registers of documents."""

from meetings.documents.queries.incoming import IncomingFilter
from meetings.documents.queries.papers import PaperFilter
from meetings.documents.rules.incoming import STATE_CHOICES as INCOMING_STATES
from meetings.documents.rules.papers import KIND_CHOICES, STATE_CHOICES
from records.ledgers.forms import FilterForm
from township.directory.queries.units import member_units, sendable_units
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import UnitField


class PaperFilterForm(FilterForm):
    asks = PaperFilter
    text = WordsField("标题或文号", most=60)
    kind = PickField("文种", KIND_CHOICES, empty="全部")
    state = PickField("状态", [("open", "未印发"), ("unreceived", "有未签收"), *STATE_CHOICES], empty="全部")
    unit = UnitField("发往单位", empty="全部")
    first = DayField("印发 从")
    last = DayField("到")

    def prepare(self) -> None:
        self.fields["unit"].offer(sendable_units(self.actor.township_id))


class IncomingFilterForm(FilterForm):
    asks = IncomingFilter
    text = WordsField("标题、来文单位或字号", most=60)
    state = PickField("状态", [("unfinished", "未办结"), ("overdue", "超期"), *INCOMING_STATES], empty="全部")
    unit = UnitField("承办单位", empty="全部")
    first = DayField("收文 从")
    last = DayField("到")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))
