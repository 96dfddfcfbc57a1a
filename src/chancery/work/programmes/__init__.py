"""Programmes: their outline, how far tasks have come, how targets stand."""
