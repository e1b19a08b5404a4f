"""The schemes delivered in data/schemes: one for each rule profile, read once a process."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from assessment.schemes.rules.schemes import GROUPS, check_scheme, read_scheme
from records.figures.declared import scorable
from township.actors import OutOfScope
from township.profiles.rules.profiles import PROFILE_KEYS
from township.refusals import Refused

FOLDER = Path(settings.BASE_DIR) / "data" / "schemes"


@cache
def delivered(key: str) -> dict:
    """The JSON form of the delivered scheme of a profile, for each group: {"member": {...}, "village": {...}}.

    OutOfScope when there is none; Refused with the file's name when it is faulty."""
    if key not in PROFILE_KEYS:
        raise OutOfScope("没有这个考核办法范本。")
    path = FOLDER / f"{key}.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        groups = values.pop("groups")
        found = {group: values | {"group": group} for group in groups if group in GROUPS}
        for one in found.values():
            check_scheme(read_scheme(one), scorable())
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path.name} 不是合格的 TOML 文件：{error}。") from error
    except Refused as refused:
        raise Refused(f"{path.name}：{refused.message}") from None
    return found
