"""Assessment: schemes, scorecards, reports and compliance.

Floor 4: reads the queries of floor 3, never their models or actions.
"""
