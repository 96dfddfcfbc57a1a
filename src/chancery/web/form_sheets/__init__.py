"""Rows of a spreadsheet as records of any kind: read, checked and recorded as its add form does."""
