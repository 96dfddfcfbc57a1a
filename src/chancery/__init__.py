"""Chancery: the working system of a foreign ministry's economic diplomacy."""

__version__ = "0.1.0"
