"""Where dispute screening stands in the house: kinds, duties, figures, origins, navigation, homes, journal words, demo."""

from petitions.permissions import REPORT_DISPUTE, VIEW_DISPUTE, VIEW_ROUND
from petitions.screening.actions import rounds as screenings
from petitions.screening.actions.cases import ORIGIN
from petitions.screening.actions.due import remind_of_disputes
from petitions.screening.actions.mediations import check_dispute_file
from petitions.screening.demo import load
from petitions.screening.queries import figures as dispute_figures
from petitions.screening.queries import homes as sections
from petitions.screening.rules.disputes import DISPUTES
from petitions.screening.rules.rounds import CIRCULAR, HALF_MONTH, MONTH, ROUNDS
from records.duties import openers as duties
from records.figures import sources as figures
from records.jobs import ticks
from records.matters import kinds, origins
from township.frame import demo_parts, homes, navigation
from township.journal import words as journal_words
from township.permissions import CLERK, DIRECTOR, GRID_MEMBER, LIAISON

GROUP = "矛盾排查"
WORDS = {
    "screening.open": "开始排查",
    "screening.hand_in": "报送排查情况",
    "screening.correct": "更正排查情况",
    "screening.urge": "催报",
    "screening.save_circular": "修改排查通报",
    "dispute.report": "登记矛盾纠纷",
    "dispute.export": "导出矛盾纠纷台账",
    "dispute.print": "打印矛盾纠纷台账",
    "dispute.import": "导入矛盾纠纷台账",
    "dispute.import_check": "检查矛盾纠纷台账",
    "dispute.import_discard": "放弃导入矛盾纠纷台账",
}


def register() -> None:
    """Enter everything; called once from AppConfig.ready()."""
    kinds.register(kinds.Kind(key="screening", label="排查轮次", url_name="petitions:screening", view=VIEW_ROUND))
    kinds.register(
        kinds.Kind(
            key="dispute", label="矛盾纠纷", url_name="petitions:dispute", view=VIEW_DISPUTE, gate=check_dispute_file
        )
    )
    journal_words.enter(
        {f"screening.{move.name}": move.label for move in ROUNDS.moves}
        | {f"dispute.{move.name}": move.label for move in DISPUTES.moves}
        | WORDS
    )
    for clause in (HALF_MONTH, MONTH):
        duties.register_opener(clause, OPENERS[clause])
        duties.register_link(clause, screenings.link)
    duties.register_link(CIRCULAR, screenings.circular_link)
    figures.register_figures(dispute_figures.KEY, dispute_figures.TITLE, 30, dispute_figures.provider)
    origins.register_origin("dispute", ORIGIN)
    navigation.register(GROUP, "报告纠纷", "petitions:dispute_new", REPORT_DISPUTE, 10, phone="报告")
    navigation.register(GROUP, "排查轮次", "petitions:rounds", VIEW_ROUND, 20)
    navigation.register(GROUP, "矛盾纠纷", "petitions:disputes", VIEW_DISPUTE, 30)
    homes.register(LIAISON, 38, "petitions/screening/rounds/home_liaison.html", sections.liaison)
    homes.register(GRID_MEMBER, 55, "petitions/screening/rounds/home_grid.html", sections.grid)
    homes.register((CLERK, DIRECTOR), 45, "petitions/screening/rounds/home_office.html", sections.office)
    ticks.register_daily(remind_of_disputes)
    demo_parts.register(load)


OPENERS = {clause: screenings.opener(clause) for clause in (HALF_MONTH, MONTH)}
