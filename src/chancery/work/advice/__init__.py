"""Advice: who may see and do what, its days, what it stands on."""
