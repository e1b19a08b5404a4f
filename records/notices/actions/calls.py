"""The two calls that leave the house: an e-mail, and a POST to a group robot. What goes wrong is said in a word of ours."""

import json
import ssl
import urllib.request
from http.client import HTTPException
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from urllib.error import HTTPError, URLError

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from records.notices.rules.webhooks import body_of, is_taken
from township.json_in import json_of

TIMEOUT = 20  # seconds; also EMAIL_TIMEOUT in the settings
LONGEST_ANSWER = 10_000  # bytes


class CallFailed(Exception):
    """word: for the page. may_have_gone: the other side may hold the message. is_final: trying again cannot help.
    is_down: nobody answered at all, so the next message would fare no better now."""

    def __init__(self, word: str, *, may_have_gone: bool = False, is_final: bool = False, is_down: bool = False):
        super().__init__(word)
        self.word, self.may_have_gone, self.is_final, self.is_down = word, may_have_gone, is_final, is_down


def send_mail(*, to: str, subject: str, text: str, message_id: str) -> None:
    """Hand one e-mail to the server; CallFailed when it did not take it, or when that is not known.

    message_id: the same for every attempt, so that a mail program can drop a second copy.
    """
    headers = {"Message-ID": f"<{message_id}>", "Auto-Submitted": "auto-generated"}
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise CallFailed("邮件服务器连不上或不接受账号", is_down=True) from error
    try:
        connection.send_messages([EmailMessage(subject, text, to=[to], headers=headers, connection=connection)])
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise CallFailed("收件地址被拒收", is_final=all(code >= 500 for code in codes)) from error
    except SMTPServerDisconnected as error:
        raise CallFailed("邮件服务器中途断开", may_have_gone=True) from error
    except SMTPResponseException as error:
        raise CallFailed(f"邮件服务器拒收（{error.smtp_code}）") from error
    except (OSError, SMTPException) as error:
        raise CallFailed("邮件服务器没有答复", may_have_gone=True) from error
    finally:
        _close(connection)


def _close(connection) -> None:
    """Saying goodbye badly is no failure: the message was taken or refused before."""
    try:
        connection.close()
    except (OSError, SMTPException):
        return


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        """A redirect would carry the key of the group to another host."""
        return None  # noqa: RET501 - None is the handler's word for "do not follow"


def post_to_robot(*, url: str, text: str) -> None:
    """POST a text to the (already signed) address; CallFailed when it was not taken, or when that is not known."""
    request = urllib.request.Request(  # noqa: S310 - the address was checked when it was entered
        url, json.dumps(body_of(text), ensure_ascii=False).encode(), {"Content-Type": "application/json; charset=utf-8"}
    )
    opener = urllib.request.build_opener(
        _NoRedirect(), urllib.request.HTTPSHandler(context=ssl.create_default_context())
    )
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            raw = answer.read(LONGEST_ANSWER)
    except HTTPError as error:
        raise CallFailed(f"机器人接口答复 {error.code}", may_have_gone=error.code >= 500) from error
    except URLError as error:  # raised while connecting or sending, before anything can have been accepted
        raise CallFailed("机器人接口连不上", is_down=True) from error
    except (OSError, HTTPException) as error:
        raise CallFailed("机器人接口没有答复", may_have_gone=True) from error
    _check(raw)


def _check(raw: bytes) -> None:
    try:
        answer = json_of(raw)
    except ValueError as error:
        raise CallFailed("机器人接口的答复看不懂", may_have_gone=True) from error
    if not is_taken(answer):
        code = answer.get("errcode") if isinstance(answer, dict) else None
        raise CallFailed(f"机器人拒收（{str(code)[:12]}）" if isinstance(code, int) else "机器人拒收")


def sender() -> str:
    """The domain for message ids: that of the address e-mails come from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
