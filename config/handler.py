"""How a request comes in: read in UTF-8, whatever its head claims.

Django takes the head's word for any encoding Python knows, before a line of ours is asked. Some are none of text (rot13, base64), some
break on what they are given (idna): whoever sent one was answered by a bare 500, with no account.
"""

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

UNREADABLE = "?"


class Request(WSGIRequest):
    """claimed: the encoding that the head names, "" for none; a form in another than UTF-8 is refused (township.frame.entrance)."""

    claimed = ""

    def _set_content_type_params(self, meta):
        self.content_type, self.content_params = "", {}
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):  # a parameter in an encoding that nobody knows
            self.claimed = UNREADABLE
        self.claimed = self.content_params.pop("charset", self.claimed)


class Handler(WSGIHandler):
    request_class = Request


def application() -> Handler:
    """The applications loaded and the handler over them."""
    django.setup(set_prefix=False)
    return Handler()
