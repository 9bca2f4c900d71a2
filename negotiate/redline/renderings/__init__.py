"""One redline, several renderings: JSON, Markdown, web page, terminal. None does I/O.

Each is a module of its own, loaded by who needs it: a redline in the terminal starts without
the others.
"""
