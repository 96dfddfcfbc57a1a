"""Consultations: who may see and do what, their clock, their papers."""
