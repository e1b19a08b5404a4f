"""Messages to a group robot of 企业微信 (WeCom) or 钉钉 (DingTalk): address, signature, body. Counts only, never a matter.

The address itself is a secret: who knows it can write to the group. DingTalk may ask for a signature on top: HMAC-SHA256
over "<milliseconds>\\n<secret>", base64, both in the query (开放平台《自定义机器人安全设置》).
"""

import base64
import hashlib
import hmac
from urllib.parse import quote_plus, urlsplit

from township.refusals import Refused

WECOM, DINGTALK = "wecom", "dingtalk"
KIND_WORDS = {WECOM: "企业微信群机器人", DINGTALK: "钉钉群机器人"}
LOCAL = ("127.0.0.1", "localhost")


def check_address(url: str, hosts: tuple[str, ...], *, local_allowed: bool = False) -> str:
    """The address as stored, or Refused beside "url". hosts: to which messages may go; local_allowed: for tests."""
    url = url.strip()
    if not url.isascii() or any(character.isspace() for character in url) or len(url) > 500:
        raise Refused("机器人地址不完整，请从群机器人的设置页整行复制。", field="url")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise Refused("机器人地址不完整，请从群机器人的设置页整行复制。", field="url") from None
    if local_allowed and host in LOCAL and parts.scheme in ("http", "https"):
        return url
    if parts.scheme != "https":
        raise Refused("机器人地址要以 https:// 开头。", field="url")
    if host not in hosts or parts.username or parts.port not in (None, 443):
        raise Refused(f"机器人地址的域名不在允许的范围内（{'、'.join(hosts)}）。", field="url")
    return url


def masked(url: str) -> str:
    """As shown on the page: where it leads and its last four characters."""
    return f"{urlsplit(url).hostname} …{url[-4:]}" if url else ""


def signed(url: str, secret: str, millisecond: int) -> str:
    """The address with timestamp and signature; as it is when there is no secret."""
    if not secret:
        return url
    digest = hmac.new(secret.encode(), f"{millisecond}\n{secret}".encode(), hashlib.sha256).digest()
    sign = quote_plus(base64.b64encode(digest))
    return f"{url}{'&' if '?' in url else '?'}timestamp={millisecond}&sign={sign}"


def body_of(text: str) -> dict:
    """The JSON of a plain text message; both platforms take the same."""
    return {"msgtype": "text", "text": {"content": text}}


def is_taken(answer: object) -> bool:
    """Whether the platform took the message: both answer {"errcode": 0, …}."""
    return isinstance(answer, dict) and answer.get("errcode") == 0
