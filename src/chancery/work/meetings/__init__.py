"""Meetings: what waits for a decision, agenda, decisions, papers, what became of them."""
