#!/usr/bin/env python3
"""Command line of the project. Without DJANGO_SETTINGS_MODULE it runs the embedded mode."""

import os
import sys

from config.commands import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    run(sys.argv)
