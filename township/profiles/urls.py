"""Addresses of the rule profile."""

from django.urls import path

from township.profiles.views import clauses
from township.profiles.views import profiles as rules
from township.profiles.views import values as rule_values

urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/history/", rules.rule_history, name="rule_history"),
    path("rules/profiles/", rules.rule_profiles, name="rule_profiles"),
    path("rules/profiles/<slug:key>/", rules.rule_profile, name="rule_profile"),
    path("rules/profiles/<slug:key>/adopt/", rules.rule_profile_adopt, name="rule_profile_adopt"),
    path("rules/profiles/<slug:profile_key>/<slug:key>/", clauses.rule_clause_add, name="rule_clause_add"),
    path("rules/values/", rule_values.rule_values, name="rule_values"),
    path("rules/values/<slug:section>/<number:number>/", rule_values.rule_entry, name="rule_entry"),
    path("rules/adoptions/<number:adoption_id>/", rules.rule_adoption, name="rule_adoption"),
    path("rules/changes/<number:change_id>/", clauses.rule_change, name="rule_change"),
    path("rules/clauses/<slug:key>/", clauses.rule_clause, name="rule_clause"),
    path("rules/clauses/<slug:key>/change/", clauses.rule_clause_change, name="rule_clause_change"),
    path("rules/clauses/<slug:key>/end/", clauses.rule_clause_end, name="rule_clause_end"),
]
