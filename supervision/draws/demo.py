"""Invented spot checks of the demonstration, one in every state, played through the actions of the office."""

from datetime import date, timedelta

from records.acts.demo import act
from supervision.draws.actions import draws, plans
from supervision.draws.actions.draws import SeedData
from supervision.draws.actions.plans import FLOW, DrawData
from supervision.draws.models.draws import Draw
from supervision.draws.rules.draws import DICE, PUBLIC
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Incomplete, Troupe
from township.profiles.rules.periods import Cadence, period_of

DATA = DrawData(
    "信访事项按期答复和台账登记", "看上季度的登记簿和三件已办结事项的案卷；按期答复、送达证明齐全为合格。", (1, 2)
)
DICE_SEED = "41597 02638 85013 96724"
OTHER_SEED = "72604 19538 06417 32985"
PUBLIC_SEED = "0612182127330709"
FOUND = ("登记齐全，三件都有送达证明。", "两件登记迟于收到之日，已当场补正。", "三件中一件没有送达证明，一件超期答复。")


def load(township: Township, today: date) -> int:
    """Play this quarter, whose seed is still to be thrown, and those before it; only the last one has a unit to check, as an office that is
    a little behind would. Returns how many. Call it inside a transaction."""
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 3:
        raise Incomplete(f"{township} has fewer than three units with a liaison")
    quarters = [period_of(Cadence.QUARTERLY, today)]
    for _ in range(3):
        quarters.append(period_of(Cadence.QUARTERLY, quarters[-1].first - timedelta(days=1)))
    _done(troupe, quarters[3])
    _redrawn(troupe, quarters[2])
    _dropped(troupe, quarters[1])
    _again_submitted(troupe, _drawn(troupe, quarters[1]))
    _waiting(troupe, quarters[0])
    return Draw.objects.filter(township=township).count()


def _draft(troupe: Troupe, quarter, on: date) -> Draw:
    return troupe.do(plans.draft_draw, troupe.clerk(), on, 9, period=quarter.key, data=DATA)


def _published(troupe: Troupe, row: Draw, on: date) -> Draw:
    act(troupe, FLOW.submit, row, troupe.clerk(), on, 10)
    act(troupe, FLOW.decide, row, troupe.person(Role.CONVENOR), on, 11, approved=True)
    return _fresh(row)


def _seeded(troupe: Troupe, row: Draw, on: date, seed: str, kind: str = DICE) -> Draw:
    more = {"source": "双色球公布日开奖号码（县融媒体中心直播）", "came_on": on} if kind == PUBLIC else {}
    data = SeedData(kind, seed, "马清远", "镇人大代表", "镇政府二楼会议室", **more)
    act(troupe, draws.seed, row, troupe.clerk(), on, 15, data=data)
    return _fresh(row)


def _checked(troupe: Troupe, row: Draw, on: date, ratings: tuple[str, ...]) -> None:
    for pick, rating, found in zip(row.picks.all(), ratings, FOUND, strict=False):
        given = {"draw_id": row.pk, "pick_id": pick.pk, "rating": rating, "found": found, "checked_on": on}
        troupe.do(draws.record, troupe.clerk(), on, 16, **given)


def _waiting(troupe: Troupe, quarter) -> None:
    """Published a few days ago; the seed is to be thrown before the quarter is over."""
    on = max(troupe.day(4), quarter.first)
    _published(troupe, _draft(troupe, quarter, on), on)


def _done(troupe: Troupe, quarter) -> None:
    on = troupe.working_day_from(quarter.first + timedelta(days=30))
    row = _draft(troupe, quarter, on)
    entry = row.groups.get(seq=2).units.first()
    act(troupe, plans.exclude, row, Role.CLERK, on, 9, entry_id=entry.pk, reason="本季度已由县联席办专项检查")
    row = _seeded(troupe, _published(troupe, row, on), troupe.working_day_from(on + timedelta(days=3)), DICE_SEED)
    _concluded(troupe, row, on)


def _concluded(troupe: Troupe, row: Draw, on: date) -> None:
    """Every unit checked ten days later, the results told."""
    _checked(troupe, row, troupe.working_day_from(on + timedelta(days=10)), ("good", "fair", "poor"))
    summary = "抽查三个单位，多数登记齐全；送达证明缺失的限十日内补齐，各单位对照自查。"
    day = troupe.working_day_from(on + timedelta(days=12))
    act(troupe, draws.conclude, row, troupe.clerk(), day, 10, summary=summary)


def _redrawn(troupe: Troupe, quarter) -> None:
    """Drawn, then drawn again for a reason, checked and told; both stay."""
    on = troupe.working_day_from(quarter.first + timedelta(days=30))
    row = _seeded(
        troupe,
        _published(troupe, _draft(troupe, quarter, on), on),
        troupe.working_day_from(on + timedelta(days=2)),
        OTHER_SEED,
    )
    day = troupe.working_day_from(on + timedelta(days=6))
    reason = "抽取后查明一个村的名称登记有误，名单更正以后重新抽取。"
    again = _published(troupe, act(troupe, plans.draw_again, row, Role.CLERK, day, 9, reason=reason), day)
    again = _seeded(troupe, again, troupe.working_day_from(day + timedelta(days=3)), PUBLIC_SEED, PUBLIC)
    _concluded(troupe, again, day)


def _dropped(troupe: Troupe, quarter) -> None:
    on = troupe.working_day_from(quarter.first + timedelta(days=20))
    row = _draft(troupe, quarter, on)
    act(troupe, plans.drop_draw, row, Role.CLERK, on, 10)


def _drawn(troupe: Troupe, quarter) -> Draw:
    """Drawn, all units but one checked so far."""
    on = troupe.working_day_from(quarter.first + timedelta(days=60))
    row = _seeded(
        troupe,
        _published(troupe, _draft(troupe, quarter, on), on),
        troupe.working_day_from(on + timedelta(days=2)),
        DICE_SEED,
    )
    _checked(troupe, row, troupe.working_day_from(on + timedelta(days=5)), ("good", "fair"))
    return _fresh(row)


def _again_submitted(troupe: Troupe, row: Draw) -> None:
    """A second draw in its place waits for approval."""
    on = troupe.day(1)
    reason = "抽中的一个村与办公室工作人员有亲属关系，申请重新抽取。"
    again = act(troupe, plans.draw_again, row, Role.CLERK, on, 9, reason=reason)
    act(troupe, FLOW.submit, again, troupe.clerk(), on, 10)


def _fresh(row: Draw) -> Draw:
    return Draw.objects.select_related("document", "matter").get(pk=row.pk)
