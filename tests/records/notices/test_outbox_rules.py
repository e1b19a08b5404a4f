"""Rules of what leaves the house: states and pauses, the robot's address and signature, the words of a digest."""

from datetime import date, timedelta

import pytest

from records.notices.rules.deliveries import DELIVERIES, MAX_ATTEMPTS, STATE_WORDS, move_after, pause_after
from records.notices.rules.digests import DigestLine, digest_text, group_text, grouped, subject_of
from records.notices.rules.webhooks import check_address, is_taken, masked, signed
from township.refusals import Refused

HOSTS = ("qyapi.weixin.qq.com", "oapi.dingtalk.com")
OPEN_MOVES = {
    "claim": {"waiting"},
    "sent": {"sending"},
    "later": {"sending"},
    "give_up": {"sending"},
    "lose": {"sending"},
    "drop": {"sending"},
    "resend": {"unknown", "failed"},
}


@pytest.mark.parametrize("state", STATE_WORDS)
@pytest.mark.parametrize("move", OPEN_MOVES)
def test_every_move_in_every_state(move, state):
    assert DELIVERIES.allows(move, state) == (state in OPEN_MOVES[move])


def test_pauses_grow_to_an_hour_and_end():
    assert [pause_after(n) // timedelta(minutes=1) for n in range(1, MAX_ATTEMPTS)] == [2, 4, 8, 16, 32, 60, 60]
    assert move_after(1, may_have_gone=False, is_final=False) == "later"
    assert move_after(MAX_ATTEMPTS, may_have_gone=False, is_final=False) == "give_up"
    assert move_after(1, may_have_gone=False, is_final=True) == "give_up"
    assert move_after(1, may_have_gone=True, is_final=True) == "lose"


@pytest.mark.parametrize(
    "url",
    ["http://oapi.dingtalk.com/robot/send", "https://evil.example/robot", "https://user@oapi.dingtalk.com/", "oapi",
     "https://oapi.dingtalk.com:8443/x", "https://127.0.0.1/x", "https://oapi.dingtalk.com/ x", "https://[::1/x",
     "https://oapi.dingtalk.com:port/", "https://oapi.dingtalk.com/" + "x" * 500, "file:///etc/passwd"],
)  # fmt: skip
def test_the_robot_lives_on_a_known_host_over_tls(url):
    with pytest.raises(Refused):
        check_address(url, HOSTS)


def test_a_good_address_is_kept_and_shown_in_part():
    url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
    assert check_address(f" {url}\n", HOSTS) == url
    assert masked(url) == "qyapi.weixin.qq.com …5aaa"
    assert check_address("http://127.0.0.1:9/x", HOSTS, local_allowed=True)


def test_the_signature_is_the_one_the_platform_asks_for():
    """Worked out with openssl dgst -sha256 -hmac over "1700000000000\\nSEC1"."""
    address = signed("https://oapi.dingtalk.com/robot/send?access_token=t", "SEC1", 1700000000000)
    assert address.startswith("https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1700000000000&sign=")
    assert address.endswith("ukR4%2BWoOOBTGaOauYqugxVrMSFyr92q4hPxJxuOkiio%3D")
    assert signed("https://x", "", 1) == "https://x"
    assert is_taken({"errcode": 0, "errmsg": "ok"})
    assert not is_taken({"errcode": 310000})
    assert not is_taken("ok")


def test_a_digest_groups_and_counts_and_lists_ten_of_a_kind():
    day = date(2026, 11, 25)
    lines = [DigestLine("due", "期限临近", f"清信〔2026〕{n}号", day, n < 3) for n in range(12)]
    lines += [DigestLine("named", "知悉范围内的新事项", "", day, True)]
    groups = grouped(lines)
    assert [(group.count, group.fresh, len(group.lines), group.rest) for group in groups] == [
        (12, 3, 10, 2),
        (1, 1, 0, 1),
    ]
    text = digest_text(groups, day, "https://xf.example.gov.cn", {"due": "/a", "named": "/b"})
    assert "您有 13 条通知未阅，其中新到 4 条" in text
    assert "清信〔2026〕9号（2026年11月25日）" in text
    assert "另有 2 条" in text
    assert "https://xf.example.gov.cn/a" in text
    assert "http" not in digest_text(groups, day, "", {})
    assert subject_of("清河镇信访联席办", day, 13) == "【清河镇信访联席办】2026年11月25日待阅通知 13 条"
    assert "未阅通知 13 条：期限临近 12 条、其他 1 条" in group_text("清河镇", day, [("期限临近", 12), ("其他", 1)])
