"""Deny by default: a view that states nothing opens for nobody; refusals become pages; out of scope is a journal row."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from township.actors import NotAllowed, OutOfScope
from township.directory.models.accounts import Account
from township.frame.access import any_account, platform_only, public, requires, states_access
from township.journal.models import JournalEntry
from township.permissions import EDIT_CALENDAR, VIEW_JOURNAL
from township.refusals import Refused


def silent(request):
    return HttpResponse("不应看到")


def raising(error):
    @any_account
    def view(request):
        raise error

    return view


urlpatterns = [
    path("", include("township.urls")),
    path("silent/", silent),
    path("open/", public(lambda request: HttpResponse("公开"))),
    path("either/", requires(VIEW_JOURNAL, EDIT_CALENDAR)(lambda request: HttpResponse("可以"))),
    path("platform-only/", platform_only(lambda request: HttpResponse("平台"))),
    path("open-to-clerks/", requires(EDIT_CALENDAR)(lambda request: HttpResponse("可以"))),
    path("out/", raising(OutOfScope("没有找到。"))),
    path("not-allowed/", raising(NotAllowed("这一步要由主任办理。", article="条例第三十四条"))),
    path("refused/", raising(Refused("此事项刚刚由别人改动。"))),
]
pytestmark = pytest.mark.urls(__name__)


def test_a_view_that_states_nothing_opens_for_nobody(cast):
    assert states_access(silent) is False
    for key in ("clerk", "director", "sysadmin"):
        reply = cast.client(key).get("/silent/")
        assert reply.status_code == 403
        assert "没有写明谁可以打开" in reply.content.decode()
    assert Client().get("/silent/").status_code == 302
    assert Client().get("/open/").content.decode() == "公开"


def test_one_of_several_capabilities_suffices(cast):
    for key, status in [("auditor", 200), ("clerk", 200), ("liaison", 403), ("convenor", 403)]:
        assert cast.client(key).get("/either/").status_code == status
    page = cast.client("liaison").get("/either/").content.decode()
    assert "您的岗位不能办理“查看流转与查阅记录”" in page


def test_the_platform_administrator_has_his_own_pages_and_no_others(cast):
    platform = Account.objects.create(username="platform", is_platform_admin=True)
    client = Client()
    client.force_login(platform)
    assert client.get("/platform-only/").status_code == 200
    assert client.get("/either/").status_code == 403
    assert client.get("/people/").status_code == 403
    assert cast.client("sysadmin").get("/platform-only/").status_code == 403


def test_out_of_scope_looks_like_nothing_there_and_leaves_a_line(cast):
    reply = cast.client("clerk").get("/out/")
    assert reply.status_code == 404
    assert "没有找到，或者它不在您能查看的范围内" in reply.content.decode()
    line = JournalEntry.objects.get(action="scope.denied")
    assert (line.actor_name, line.is_success, line.detail) == ("林晓", False, {"path": "/out/"})


def test_not_allowed_says_why_with_its_source(cast):
    reply = cast.client("clerk").get("/not-allowed/")
    assert reply.status_code == 403
    assert "这一步要由主任办理。（条例第三十四条）" in reply.content.decode()


def test_a_refusal_no_view_caught_still_becomes_a_sentence_with_a_way_back(cast):
    reply = cast.client("clerk").get("/refused/", headers={"Referer": "http://testserver/units/?state=all"})
    assert reply.status_code == 409
    assert "此事项刚刚由别人改动。" in reply.content.decode()
    assert 'href="/units/?state=all"' in reply.content.decode()


@pytest.mark.parametrize("trick", ["//evil.example/x", "/\\evil.example", "//evil.example\\@testserver/"])
def test_the_way_back_never_leads_to_another_site(cast, trick):
    reply = cast.client("clerk").get("/refused/", headers={"Referer": f"http://testserver{trick}"})
    assert re.findall(r'href="(//[^"]*|/\\[^"]*)"', reply.content.decode()) == []
    back = Client().post("/open-to-clerks/", headers={"Referer": f"http://testserver{trick}"})
    assert back["Location"] == "/login/?next=%2F"


def test_what_a_logged_in_person_saw_is_kept_by_no_cache(cast):
    client = cast.client("clerk")
    for address in ("/me/", "/people/", "/out/", "/not-allowed/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
    assert "Cache-Control" not in Client().get("/open/")


def test_for_a_part_of_a_page_only_the_sentence_comes_back(cast):
    reply = cast.client("clerk").get("/not-allowed/", headers={"HX-Request": "true"})
    assert (reply.status_code, reply.content.decode()) == (403, "这一步要由主任办理。（条例第三十四条）")


def test_an_address_that_does_not_exist_is_a_plain_page(cast):
    assert Client().get("/nothing-here/").status_code == 404
    reply = cast.client("clerk").get("/nothing-here/")
    assert reply.status_code == 404
    assert "没有这个页面" in reply.content.decode()


def test_a_stale_form_says_go_back_and_send_again(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.account("clerk"))
    reply = client.post("/password/", {}, headers={"Referer": "http://testserver/password/"})
    assert reply.status_code == 403
    assert "提交没有生效" in reply.content.decode()


@override_settings(DEBUG=False)
def test_a_fault_shows_a_calm_page_without_details(cast, settings):
    client = cast.client("clerk")
    client.raise_request_exception = False
    urlpatterns.append(path("fault/", raising(ZeroDivisionError("秘密"))))
    reply = client.get("/fault/")
    urlpatterns.pop()
    assert reply.status_code == 500
    text = reply.content.decode()
    assert "系统出错了" in text
    assert "秘密" not in text
