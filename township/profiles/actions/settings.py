"""Change one value of the township; the row keeps who and when, older rows are the history."""

from datetime import datetime

from django.db import transaction

from township.actors import Actor, OutOfScope, ensure_may
from township.directory.models.townships import Township
from township.journal.actions import write_entry
from township.permissions import EDIT_SETTINGS
from township.profiles.models.settings import SettingValue
from township.profiles.queries.settings import setting
from township.profiles.rules.settings import BY_KEY, parse
from township.refusals import Refused


@transaction.atomic
def change_setting(*, key: str, text: str, by: Actor, at: datetime) -> int | bool:
    """Store the value typed for `key`; Refused beside "value" when it is no value of that setting. The parsed value.

    A changed value counts from now on; time limits already running keep the one they started with.
    """
    ensure_may(by, EDIT_SETTINGS)
    if key not in BY_KEY:
        raise OutOfScope()
    try:
        value = parse(key, text)
    except Refused as refused:
        raise refused.at("value") from None
    Township.objects.select_for_update().get(pk=by.township_id)  # two changes at once happen one after the other
    before = setting(by.township_id, key)
    if value == before:
        return value
    SettingValue.objects.create(
        township_id=by.township_id, key=key, value=str(value), changed_by_id=by.person_id, changed_at=at
    )
    write_entry(
        by=by,
        at=at,
        action="setting.change",
        subject_kind="setting",
        subject_label=BY_KEY[key].label,
        detail={"key": key, "from": before, "to": value},
    )
    return value
