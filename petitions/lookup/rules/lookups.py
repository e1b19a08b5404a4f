"""The public look-up (条例第二十一条第二款): what was typed in one spelling, and how long an address has to wait.

Nothing here ever closes a number: whoever holds the right code gets in at the first try, however many others guessed at
the same number before. What grows is only the wait of an address that guesses, and it ends by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from township.directory.rules.identity import normalise

PAIR_FREE = 5  # wrong codes for one number from one address before the first wait
PAIR_FREE_WHEN_GUESSED_AT = 1  # the same while others guess at that number too
GUESSED_AT = 20  # wrong codes for one number in a day, from all addresses together
ADDRESS_FREE = 40  # wrong look-ups of one address, any number: a whole village may share it
FIRST_WAIT = 30  # seconds
LONGEST_WAIT = 600
ADDRESS_WINDOW = timedelta(hours=1)
NUMBER_WINDOW = timedelta(days=1)
KEPT_FOR = timedelta(days=1)
ATTACK, ATTACK_WINDOW = 1000, timedelta(hours=1)  # wrong look-ups, from all addresses, that raise the alarm
TICKET_LASTS = timedelta(minutes=20)


@dataclass(frozen=True)
class Failures:
    """Wrong look-ups so far: of this number from this address, and of this address, in the last hour; of this number
    from anywhere in the last day. last_pair_at, last_address_at: the latest of the first two, None when there is none.
    """

    pair: int = 0
    address: int = 0
    number: int = 0
    last_pair_at: datetime | None = None
    last_address_at: datetime | None = None


def code_as_issued(text: str) -> str:
    """The look-up code without blanks and dashes, in capitals and half-width signs."""
    return normalise(text)


def network_of(address: str) -> str:
    """The address as guesses are counted: of IPv6 the first 64 bits, since one line has all the rest to itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False).network_address)


def wait_seconds(failures: Failures, now: datetime) -> int:
    """Seconds this address has to wait before its next try at this number; 0 = it may try now.

    The wait counts from the last wrong try and doubles with each further one, up to ten minutes. Tries made while waiting
    are not counted, so that an impatient finger does not make it longer.
    """
    free = PAIR_FREE_WHEN_GUESSED_AT if failures.number >= GUESSED_AT else PAIR_FREE
    return max(
        _wait(failures.pair - free, failures.last_pair_at, now),
        _wait(failures.address - ADDRESS_FREE, failures.last_address_at, now),
    )


def _wait(beyond: int, last_at: datetime | None, now: datetime) -> int:
    """The wait after the `beyond`-th failure in excess of the free ones (0 = the last free one is used up)."""
    if beyond < 0 or last_at is None:
        return 0
    length = min(FIRST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT)
    left = last_at + timedelta(seconds=length) - now
    return max(0, -(-left // timedelta(seconds=1)))


def wait_sentence(seconds: int) -> str:
    """请 30 秒后再试 and so on, with what helps meanwhile."""
    when = f"{seconds} 秒" if seconds < 120 else f"{-(-seconds // 60)} 分钟"
    return f"输错的次数较多，请 {when}后再试。凭条遗失的，请带身份证件到接待场所补发查询码。"
