"""Joint meetings: sessions, topics, minutes, resolutions and the dispatches that follow them.

Floor 3: stands beside petitions and supervision, imports township and records only.
"""
