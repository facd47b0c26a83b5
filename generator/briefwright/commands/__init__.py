"""The commands, one a module; cli.py puts them together."""
