"""Bargain a collective agreement: its language, its redlines, its cost and its record."""

__version__ = "0.1.0"
