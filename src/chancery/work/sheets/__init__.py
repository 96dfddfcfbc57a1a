"""Tracking sheets of tasks: the official 25 columns, or any other by mapping, in and out."""
