import pytest
from tests.permissions import test_routes, test_hostile_input
from tests.permissions.table_office import OFFICE_FILES
from tests.permissions.test_routes import *
from tests.permissions.test_hostile_input import tried, NONSENSE, HIDDEN, MORE, address
from tests.petitions.pages.browser import form_fields
from django.test import Client
from petitions.actions import plans, urgent, analyses
from petitions.rules.periods import period_from
from datetime import date

@pytest.fixture
def world(cast, stand_at, quick_print):
    stand_at(cast.today)
    return build(cast)

def test_roles(world):
    wrong=[]
    for who in ROLES:
        client=world.cast.client(who)
        for row in OFFICE_FILES:
            wrong += [f"{who}: {line}" for line in differences(client,row,world,who)]
    assert wrong==[]
    for row in OFFICE_FILES:
        assert ask(Client(), row, world, OWN, "nobody").url.startswith("/login/")

def test_hostile(world):
    cast=world.cast; at=cast.at(); by=cast.actor("clerk")
    p=plans.make_plan(data=plans.PlanData(name="国庆",source="通知",first=date(2026,10,1),last=date(2026,10,8)),by=by,at=at)
    u=urgent.report_urgent(data=urgent.ReportData(happened_at=at,place="x",headcount=2,demand="d",story="s"),by=cast.actor("liaison"),at=at)
    a=analyses.start_analysis(period=period_from("2026-09",cast.today),by=by,at=at)
    urls=["/analysis/","/analysis/sheet.xlsx","/analysis/reports/","/analysis/reports/new/",f"/analysis/reports/{a.pk}/","/urgent/","/urgent/new/",f"/urgent/{u.pk}/","/plans/","/plans/new/",f"/plans/{p.pk}/",f"/plans/{p.pk}/edit/"]
    wrong=[]
    acts=["save","submit","approve","return_draft","refresh","judge","change_level","pass_on","entry","phone_up","draft_bulletin","save_bulletin","submit_bulletin","issue_bulletin","close","pick","drop","step","return_plan"]
    for who in ("clerk","director","liaison"):
        client=cast.client(who); client.raise_request_exception=False
        for url in urls:
            page=client.get(url)
            fields=form_fields(page.content.decode(errors="ignore")) if page.status_code==200 and "html" in page["Content-Type"] else {}
            for text in NONSENSE:
                wrong+=tried(client,(client.post,client.get),url,{**fields,**dict.fromkeys((*fields,*MORE,"matters","units","item","level","period","state"),text)})
            for act in acts:
                for text in (*NONSENSE[:4],*HIDDEN):
                    wrong+=tried(client,(client.post,),url,{**dict.fromkeys((*fields,"matters","units","item","level","kind","text","opinion","leader","due_on","next_step","body","remark","version","text_sha256","organ","person"),text),"act":act,"revision":fields.get("revision","1")})
    assert wrong==[]
