"""The names, days and figures in a text: one file for each family of mentions."""
