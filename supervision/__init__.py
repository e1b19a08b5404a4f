"""Supervision: inspections, orders to act and accountability.

Floor 3: stands beside petitions and meetings, imports township and records only.
"""
