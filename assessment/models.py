"""Models of the assessment floor, gathered for Django."""

from assessment.board.models import KeptFigure, Outline, Taking, Wall
from assessment.commendation.models import Commendation, CommendObjection, Nominee
from assessment.leaders.models import LeaderComment
from assessment.schemes.models.runs import Entry, Run, RunRow, RunUnit, ScoreObjection
from assessment.schemes.models.schemes import Scheme

__all__ = [
    "CommendObjection",
    "Commendation",
    "Entry",
    "KeptFigure",
    "LeaderComment",
    "Nominee",
    "Outline",
    "Run",
    "RunRow",
    "RunUnit",
    "Scheme",
    "ScoreObjection",
    "Taking",
    "Wall",
]
