"""Markdown: the marks around the words are taken off, each listed; tables become tables."""
