"""The rule profiles delivered in data/profiles, read once a process."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from township.actors import OutOfScope
from township.profiles.rules.profiles import PROFILE_KEYS, Profile, parse_profile
from township.refusals import Refused

FOLDER = Path(settings.BASE_DIR) / "data" / "profiles"


@cache
def profile(key: str) -> Profile:
    """The delivered profile of that key; OutOfScope when there is none, Refused with the file's name when it is faulty."""
    if key not in PROFILE_KEYS:
        raise OutOfScope("没有这个制度方案。")
    path = FOLDER / f"{key}.toml"
    try:
        return parse_profile(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path.name} 不是合格的 TOML 文件：{error}。") from error
    except Refused as refused:
        raise Refused(f"{path.name}：{refused.message}", refused.article, refused.field) from None


@cache
def delivered_citations(section: str) -> frozenset[str]:
    """What the entries of a section cite in the files: documents of the five places they come from, and the law."""
    return frozenset(entry["cite"] for found in profiles() for entry in found.sections[section])


def profiles() -> list[Profile]:
    """The five of them, in the order of the source documents."""
    return [profile(key) for key in PROFILE_KEYS]
