"""Findings waiting for a person; what was accepted, corrected, refused."""
