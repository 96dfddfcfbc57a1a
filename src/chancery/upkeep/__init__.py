"""Keeping the house running: what the clock does, backups, and what a doctor looks at."""
