"""Briefings and dossiers on paper: one HTML document each, and its PDF."""
