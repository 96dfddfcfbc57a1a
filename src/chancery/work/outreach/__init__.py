"""Outreach of missions: its rules, lists and totals."""
