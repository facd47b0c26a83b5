"""Tests that look at built sites as a reader does, most of them in a real Chromium."""
