"""The permission table of documents, working groups, responsibility letters and work points."""

from tests.permissions.table import CLERK, CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row, acts

SECRETARIAT = (DIRECTOR, CLERK)
READERS = (*OFFICE, LIAISON, LEADER)


def absent(name: str, roles: tuple[str, ...]) -> Row:
    """An address with the number of a row that is not there."""
    return Row(f"meetings:{name}", "absent", roles, ok=404)


PAPERS = (
    Row("meetings:papers", whole=READERS),
    Row("meetings:papers_sheet", whole=OFFICE),
    Row("meetings:papers_print", whole=READERS),
    Row("meetings:paper_new", whole=(CLERK,)),
    absent("paper", READERS),
    *acts(
        "meetings:paper",
        "absent",
        edit=(CLERK,),
        submit=(CLERK,),
        take_back=(CLERK,),
        decide=(*CONVENORS, DIRECTOR),
        distribute=(CLERK,),
        issue=SECRETARIAT,
        receive=(*SECRETARIAT, LIAISON),
        remind=SECRETARIAT,
        rewrite=(CLERK,),
        revive=(CLERK,),
        drop=(CLERK,),
    ),
    absent("paper_preview", OFFICE),
    Row("meetings:incoming_list", whole=READERS),
    Row("meetings:incoming_sheet", whole=OFFICE),
    Row("meetings:incoming_print", whole=READERS),
    Row("meetings:incoming_new", whole=(CLERK,)),
    absent("incoming", READERS),
    *acts(
        "meetings:incoming",
        "absent",
        add_files=(CLERK,),
        opine=SECRETARIAT,
        assign=(*CONVENORS, DIRECTOR),
        handle=(*SECRETARIAT, LIAISON),
        close=SECRETARIAT,
    ),
    Row("meetings:groups", whole=READERS),
    Row("meetings:groups_sheet", whole=OFFICE),
    Row("meetings:group_new", whole=SECRETARIAT),
    Row("meetings:groups_print", whole=READERS),
    absent("group", READERS),
    *acts(
        "meetings:group",
        "absent",
        agree=CONVENORS,
        report=(*SECRETARIAT, LIAISON, LEADER),
        change_members=SECRETARIAT,
        link=SECRETARIAT,
        withdraw=SECRETARIAT,
        disband=CONVENORS,
    ),
    Row("meetings:letters_list", whole=READERS),
    Row("meetings:letters_list_sheet", whole=OFFICE),
    Row("meetings:letters_list_print", whole=READERS),
    Row("meetings:letters_new", whole=(CLERK,)),
    absent("letters", READERS),
    *acts(
        "meetings:letters",
        "absent",
        decide=(*CONVENORS, DIRECTOR),
        edit=(CLERK,),
        submit=(CLERK,),
        take_back=(CLERK,),
        sign=SECRETARIAT,
        remind=SECRETARIAT,
    ),
    absent("letters_preview", OFFICE),
    absent("letters_pdf", READERS),
    Row("meetings:plans", whole=READERS),
    Row("meetings:plans_sheet", whole=OFFICE),
    absent("plan", READERS),
    Row("meetings:plans_print", whole=READERS),
    Row("meetings:plan_new", whole=(CLERK,)),
    *acts(
        "meetings:work_points",
        "absent",
        submit=(CLERK,),
        add=(CLERK,),
        preface=(CLERK,),
        reopen=(CLERK,),
        remove=(CLERK,),
        report=(*SECRETARIAT, LIAISON),
    ),
)
