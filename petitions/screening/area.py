"""Dispute screening: rounds, returns, disputes from report to strike-off (E1–E6)."""

from petitions.permissions import REPORT_DISPUTE, VIEW_DISPUTE, VIEW_ROUND
from petitions.screening.actions import rounds
from petitions.screening.actions.cases import ORIGIN
from petitions.screening.actions.circulars import FLOW
from petitions.screening.actions.imports import DISPUTES as DISPUTE_TABLE
from petitions.screening.actions.mediations import AGREEMENT, check_dispute_file
from petitions.screening.demo import load
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import Round
from petitions.screening.queries import figures
from petitions.screening.queries.declared import RETURNED
from petitions.screening.queries.disputes import FROM_DISPUTE
from petitions.screening.queries.people import dispute_work
from petitions.screening.queries.rounds import RETURN_ACTS
from petitions.screening.rules.rounds import CIRCULAR, HALF_MONTH, MONTH
from petitions.screening.views.ledgers import DISPUTES, ROUNDS
from records.areas import Area, DutyPart, Figures, Kind, Tab
from township.frame import navigation
from township.permissions import GRID_MEMBER

WORDS = {
    "screening.open": "开始排查",
    "screening.hand_in": "报送排查情况",
    "screening.correct": "更正排查情况",
    "screening.urge": "催报",
    "screening.release": "单位免报",
    "dispute.report": "登记矛盾纠纷",
}

OPENERS = {clause: rounds.opener(clause) for clause in (HALF_MONTH, MONTH)}
navigation.register_start("报告纠纷", "petitions:dispute_new", REPORT_DISPUTE, 20, first_for=(GRID_MEMBER,))
AREA = Area(
    carries=(FROM_DISPUTE,),
    kinds=(
        Kind(
            key="screening",
            label="排查轮次",
            url_name="petitions:screening",
            view=VIEW_ROUND,
            model=Round,
            work=FLOW.work,
            late_ground="missing_report",
        ),
        Kind(
            key="dispute",
            label="矛盾纠纷",
            url_name="petitions:dispute",
            view=VIEW_DISPUTE,
            gate=check_dispute_file,
            identity_papers=frozenset({AGREEMENT}),
            model=Dispute,
            work=dispute_work,
            words=lambda row: row.place,
        ),
    ),
    tabs=(
        Tab("screening", "排查轮次", "petitions:rounds", VIEW_ROUND, 10),
        Tab("screening", "矛盾纠纷", "petitions:disputes", VIEW_DISPUTE, 20),
    ),
    imports=(DISPUTE_TABLE,),
    words=WORDS | ROUNDS.journal_words | DISPUTES.journal_words,
    duties=(
        *(
            DutyPart(
                clause,
                openers=OPENERS[clause],
                link=rounds.link,
                acts=RETURN_ACTS,
                judged_on="排查",
                release=rounds.release,
            )
            for clause in (HALF_MONTH, MONTH)
        ),
        DutyPart(CIRCULAR, link=rounds.circular_link),
    ),
    figures=(Figures(figures.KEY, figures.TITLE, 30, figures.provider),),
    declared=(RETURNED,),
    origins={"dispute": ORIGIN},
    demo=load,
)
