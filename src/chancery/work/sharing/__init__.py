"""Proposals shared between missions, and how fast a proposal follows an outside event."""
