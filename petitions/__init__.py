"""Petition cases: registration, handling, reply, delivery, conclusion; public look-up; import of ledgers."""
