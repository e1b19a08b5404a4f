"""Pure rules: data in, decision out. No Django, no settings, no clock on the wall, no I/O."""
