"""From finding to record, across the stages: accept, correct, refuse, undo."""
