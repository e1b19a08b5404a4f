"""Addresses of the assessment floor."""

from assessment.board.urls import urlpatterns as board_patterns
from assessment.commendation.urls import urlpatterns as commendation_patterns
from assessment.compliance.urls import urlpatterns as compliance_patterns
from assessment.leaders.urls import urlpatterns as leader_patterns
from assessment.schemes.urls import urlpatterns as scheme_patterns

app_name = "assessment"

urlpatterns = [*compliance_patterns, *scheme_patterns, *leader_patterns, *commendation_patterns, *board_patterns]
