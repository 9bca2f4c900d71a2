"""Bargain a collective agreement: its language, its redlines, its cost and its record."""

__version__ = "1.0.0"
