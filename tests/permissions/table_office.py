"""The permission table of 形势分析, 紧急信息, 敏感时期预案 and 领导包案: roles against addresses of a number that is not there.

Own unit, other unit and other township are told apart where the rows are made, in tests/petitions/office.
"""

from tests.permissions.table import AUDITOR, CLERK, CONVENORS, DIRECTOR, GRID, LEADER, LIAISON, OFFICE, Row, acts

SECRETARIAT = (DIRECTOR, CLERK)
INSIDE = (*OFFICE, LIAISON, LEADER, GRID)
SPONSORED = (*OFFICE, LEADER, LIAISON)
WORKING = (*SECRETARIAT, LIAISON, LEADER, GRID)


def absent(name: str, roles: tuple[str, ...], post: bool = False) -> Row:
    """An address with numbers in it."""
    return Row(f"petitions:{name}", "absent", roles, ok=404, post=post)


OFFICE_FILES = (
    Row("petitions:analysis", whole=OFFICE),
    Row("petitions:analysis_sheet", whole=OFFICE),
    Row("petitions:analysis_pdf", whole=OFFICE),
    Row("petitions:analyses", whole=(*OFFICE, LEADER)),
    Row("petitions:analyses_sheet", whole=OFFICE),
    Row("petitions:analysis_start", whole=SECRETARIAT, ok=302, post=True),
    absent("analysis_report", (*OFFICE, LEADER)),
    Row("petitions:analyses_print", whole=(*OFFICE, LEADER)),
    absent("analysis_preview", (*OFFICE, LEADER)),
    *acts(
        "petitions:analysis",
        "absent",
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        take_back=SECRETARIAT,
        decide=(DIRECTOR, *CONVENORS),
        refresh=SECRETARIAT,
    ),
    Row("petitions:urgent_list", whole=INSIDE),
    Row("petitions:urgent_new", whole=INSIDE),
    absent("urgent", INSIDE),
    Row("petitions:urgent_list_print", whole=INSIDE),
    Row("petitions:urgent_list_sheet", whole=OFFICE),
    absent("urgent_preview", (*SECRETARIAT, *CONVENORS)),
    *acts(
        "petitions:urgent",
        "absent",
        judge=SECRETARIAT,
        draft_bulletin=SECRETARIAT,
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        take_back=SECRETARIAT,
        decide=(DIRECTOR, *CONVENORS),
        distribute=SECRETARIAT,
        add=WORKING,
        verify=WORKING,
        follow_up=WORKING,
        phone_up=SECRETARIAT,
        pass_on=SECRETARIAT,
        change_level=SECRETARIAT,
        close=SECRETARIAT,
    ),
    Row("petitions:plans", whole=(*INSIDE, AUDITOR)),
    Row("petitions:plan_new", whole=(CLERK,)),
    absent("plan", INSIDE),
    *acts(
        "petitions:plan",
        "absent",
        pick=(CLERK,),
        submit=(CLERK,),
        take_back=(CLERK,),
        decide=(DIRECTOR, *CONVENORS),
        change=(CLERK,),
        drop=(CLERK,),
        report_step=(CLERK, LIAISON),
    ),
    absent("plan_pdf", INSIDE),
    *(Row(f"petitions:{name}", whole=SPONSORED) for name in ("sponsor_problems", "sponsor_duties", "sponsor_tasks")),
    *(
        Row(f"petitions:{name}_print", whole=SPONSORED)
        for name in ("sponsor_problems", "sponsor_duties", "sponsor_tasks")
    ),
    *(Row(f"petitions:{name}_sheet", whole=OFFICE) for name in ("sponsor_problems", "sponsor_duties", "sponsor_tasks")),
    absent("sponsorship", SPONSORED),
    *acts(
        "petitions:sponsorship",
        "absent",
        **dict.fromkeys(("set_plan", "change_plan", "add_step", "drop_step", "set_team"), (*OFFICE, LEADER)),
        **dict.fromkeys(("send", "revise", "tick", "conclude"), (*OFFICE, LEADER)),
        **dict.fromkeys(("agree", "object", "report", "finish"), (CLERK, LIAISON)),
        lift=(DIRECTOR, *CONVENORS),
    ),
)
