"""The rule profiles of the demonstration: in force for a quarter, so that the compliance ledger has something to show."""

from datetime import date, timedelta

from township.actors import system_actor
from township.directory.demo import LOADER
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe, moment
from township.profiles.actions.clauses import add_clause, change_clause, decide_clause
from township.profiles.actions.profiles import adopt_profile, decide_profile
from township.profiles.actions.values import change_entry
from township.profiles.queries.profiles import adopted_profile

MAIN, OTHERS = "wulingshan", "xiji"
# What 清河镇 takes over from other documents, each with its citation: the agreed reason in words.
ADDED = (
    ("hengyang", "screening_half_month", "上级要求乡镇每半月排查一次"),
    ("hengyang", "hearing_quarter", "党政联席会议每季度听取一次信访工作"),
    ("hengyang", "liaison_point_quarter", "班子成员联系村（社区）督导"),
    ("xincheng", "office_hours_period", "每周集中办公，共同排查矛盾"),
    ("xincheng", "spot_check_quarter", "每季度随机抽查部门和村（社区）"),
    ("xiji", "unit_meeting_month", "各单位每月开一次例会"),
    ("xiji", "circular_week", "周通报便于督促"),
    ("xiji", "summary_month", "月小结与周通报配套"),
)


def load(township: Township, today: date) -> None:
    """The first township adopts one profile and takes over clauses of others; every other township takes another one."""
    start = quarter_back(today)
    adopted_at = moment(start - timedelta(days=20), 9)
    for one in Township.objects.order_by("pk"):
        key = MAIN if one.pk == township.pk else OTHERS
        by = system_actor(one.pk, LOADER, adopted_at.date())
        adopt_profile(key=key, township_id=one.pk, valid_from=start, by=by, at=adopted_at)
    troupe = Troupe.of(township, today)
    clerk, director, day = troupe.clerk(), troupe.person(Role.DIRECTOR), start - timedelta(days=15)
    for source, clause, reason in ADDED:
        asked = {"profile_key": source, "key": clause, "valid_from": start, "reason": reason}
        change = troupe.do(add_clause, clerk, day, 10, **asked)
        decided = {"change_id": change.pk, "approved": True, "remark": "同意"}
        troupe.do(decide_clause, director, day + timedelta(days=1), 9, **decided)
    _name_the_organ(troupe, start)
    troupe.do(change_clause, clerk, today - timedelta(days=1), 16, **waiting(today))


def _name_the_organ(troupe: Troupe, start: date) -> None:
    """What goes to another organ is addressed to it by its name, on the ground of the town's own document."""
    adopted, day = adopted_profile(troupe.township.pk, start), start - timedelta(days=12)
    keys = [entry["key"] for entry in adopted.values["accountability"]]
    asked = {
        "section": "accountability",
        "number": keys.index("transfer") + 1,
        "base_id": adopted.pk,
        "values": {"organ": "中共清河镇纪律检查委员会", "cite": "《清河镇信访工作联席会议工作规则》第十二条"},
        "valid_from": start + timedelta(days=1),
        "reason": "移交函要写机关全称和本镇制度",
    }
    edit = troupe.do(change_entry, troupe.clerk(), day, 10, **asked)
    director = troupe.person(Role.DIRECTOR)
    troupe.do(decide_profile, director, day + timedelta(days=1), 9, adoption_id=edit.pk, approved=True)


def waiting(today: date) -> dict:
    """One change that waits for the director: the dispatch is due five days before the end of the month."""
    return {
        "key": "dispatch_month",
        "values": {"due": {"day": 25, "shift": "back"}},
        "valid_from": date(today.year + today.month // 12, today.month % 12 + 1, 1),
        "reason": "县里每月26日调度，镇里提前一天完成",
    }


def quarter_back(today: date) -> date:
    """The first of the month three months before."""
    months = today.year * 12 + today.month - 1 - 3
    return date(months // 12, months % 12 + 1, 1)
