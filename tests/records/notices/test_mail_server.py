"""E-mail against a server that answers as servers do: what may be tried again, what not, and what nobody can know."""

import socketserver
from threading import Thread

import pytest

from records.notices.actions.calls import CallFailed, send_mail

GOOD = {"MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", "END": "250 taken"}


class Server(socketserver.ThreadingTCPServer):
    """Answers each command as `answers` says; "" hangs up instead."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.answers, self.received = dict(GOOD), []


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline():
            word = line.decode().strip().upper()[:4]
            if word in ("EHLO", "HELO", "RSET"):
                self.say("250 ok")
            elif word == "QUIT":
                return self.say("221 bye")
            elif not self.say(self.server.answers.get(word, "500 what")) or word == "DATA" and not self.take():
                return None
        return None

    def say(self, words: str) -> bool:
        if words:
            self.wfile.write(f"{words}\r\n".encode())
        return bool(words)

    def take(self) -> bool:
        if not self.server.answers["DATA"].startswith("354"):
            return True
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.server.received.append("\n".join(lines))
        return self.say(self.server.answers["END"])


@pytest.fixture
def server(settings):
    with Server() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.server_address[1], 5
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "office@example.gov.cn"
        yield server
        server.shutdown()


def send():
    send_mail(
        to="lin@example.gov.cn", subject="【清河镇】待阅通知 2 条", text="两条", message_id="delivery.7@example.gov.cn"
    )


def test_it_is_taken(server):
    send()
    (letter,) = server.received
    assert "Message-ID: <delivery.7@example.gov.cn>" in letter
    assert "To: lin@example.gov.cn" in letter


@pytest.mark.parametrize(
    ("answers", "word", "may_have_gone", "is_final"),
    [
        ({"RCPT": "550 no such user"}, "收件地址被拒收", False, True),
        ({"RCPT": "450 come again"}, "收件地址被拒收", False, False),
        ({"MAIL": "530 who are you"}, "邮件服务器拒收（530）", False, False),
        ({"END": "554 spam"}, "邮件服务器拒收（554）", False, False),
        ({"END": ""}, "邮件服务器中途断开", True, False),
    ],
)
def test_what_a_server_may_answer(server, answers, word, may_have_gone, is_final):
    server.answers |= answers
    with pytest.raises(CallFailed) as caught:
        send()
    failure = caught.value
    assert (failure.word, failure.may_have_gone, failure.is_final, failure.is_down) == (
        word,
        may_have_gone,
        is_final,
        False,
    )


def test_nobody_answers(server, settings):
    settings.EMAIL_PORT = 9
    with pytest.raises(CallFailed) as caught:
        send()
    assert (caught.value.is_down, caught.value.may_have_gone) == (True, False)
