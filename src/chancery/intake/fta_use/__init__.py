"""Figures on the use of trade agreements out of a spreadsheet."""
