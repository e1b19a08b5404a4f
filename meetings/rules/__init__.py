"""Rules of the joint meeting as pure Python: no database, no clock, no settings."""
