"""The permission table of supervision orders. Own unit and others are told apart in tests/supervision/orders."""

from tests.permissions.table import CLERK, CONVENORS, DIRECTOR, LEADER, LIAISON, OFFICE, Row, acts

SECRETARIAT = (DIRECTOR, CLERK)
READERS = (*OFFICE, LIAISON, LEADER)

SUPERVISION = (
    Row("supervision:orders", whole=READERS),
    Row("supervision:orders_print", whole=READERS),
    Row("supervision:orders_sheet", whole=OFFICE),
    Row("supervision:board", whole=READERS),
    Row("supervision:order_new", whole=SECRETARIAT),
    Row("supervision:order", "absent", READERS, ok=404),
    Row("supervision:order_preview", "absent", OFFICE, ok=404),
    *acts(
        "supervision:order",
        "absent",
        edit=SECRETARIAT,
        submit=SECRETARIAT,
        decide=CONVENORS,
        issue=SECRETARIAT,
        take_back=SECRETARIAT,
        drop=SECRETARIAT,
        receive=(*SECRETARIAT, LIAISON),
        remind=SECRETARIAT,
        progress=(LIAISON,),
        reply=(LIAISON,),
        accept=SECRETARIAT,
        give_back=SECRETARIAT,
        extend=CONVENORS,
        again=SECRETARIAT,
    ),
)
