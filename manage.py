#!/usr/bin/env python3
"""Command line of the project. Without DJANGO_SETTINGS_MODULE it runs the embedded mode."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    execute_from_command_line(sys.argv)
