"""Derived views: pure functions of the corpus, in a stable order, returning frozen data for templates."""
