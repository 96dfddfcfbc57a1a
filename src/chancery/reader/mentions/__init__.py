"""The names, days and figures in a text: one file for each family of mentions."""

from chancery.reader.mentions.finding import find_mentions

__all__ = ["find_mentions"]
