"""The door of the house for whatever is typed: every value of a form or an address passes township.text.clean once.

So no view, form or filter meets a NUL, a sign that turns the line around or two ways of writing one character. Passwords
stay as they were typed. A form that is too large or cannot be read is answered here with a page, because no view could read it
(and no page of an error either: Django's own would ask for the form again and break).
"""

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from township.text import clean

SECRET = "password"
UTF_8 = ("utf-8", "utf8", "")
SENTENCES = {
    RequestDataTooBig: "一次提交的文字超过 5 兆。请分几次保存，大段材料请作为附件上传。",
    TooManyFieldsSent: "一次提交的项目过多。请分几次办理，例如一次少选一些行。",
    TooManyFilesSent: "一次上传的文件过多，最多 20 个。请分几次上传。",
}
BROKEN = (
    BadRequest,
    MultiPartParserError,
    UnreadablePostError,
    UnicodeError,
)  # another alphabet, half a file, a line that broke off
UNREADABLE = (
    "提交的内容没有完整送到，或者浏览器用的不是通用编码（UTF-8）。请返回刚才的页面重新提交；还不行的，换一个浏览器。"
)


class EntranceMiddleware:
    """Stands before whatever reads request.GET or request.POST."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.GET = cleaned(request.GET)
        if request.method == "POST":
            if getattr(request, "claimed", "").lower() not in UTF_8:  # config.handler
                return unread(request, UNREADABLE, 400)
            try:
                request.POST = cleaned(request.POST)
            except tuple(SENTENCES) as error:
                return unread(request, SENTENCES[type(error)], 413)
            except BROKEN:
                return unread(request, UNREADABLE, 400)
        return self.get_response(request)


def cleaned(data: QueryDict) -> QueryDict:
    """The same values, each cleaned; the very object where nothing had to be changed."""
    found = {
        name: values
        for name, given in data.lists()
        if SECRET not in name and (values := [clean(value) for value in given]) != given
    }
    if not found:
        return data
    better = data.copy()
    for name, values in found.items():
        better.setlist(name, values)
    better._mutable = False
    return better


def unread(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """413 or 400 with a sentence; nothing of the house is asked, so that it answers however little was read."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(render_to_string("unread.html", {"sentence": sentence}), status=status)
