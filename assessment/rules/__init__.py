"""Rules of this app: pure Python, each with its source."""
