"""Briefwright turns structured YAML briefings into a searchable static site."""

__version__ = "0.1.0"
