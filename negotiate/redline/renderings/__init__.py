"""One redline, several renderings: JSON, Markdown, web page, terminal. None does I/O."""

from negotiate.redline.renderings.as_html import to_html
from negotiate.redline.renderings.as_json import to_json
from negotiate.redline.renderings.as_markdown import to_markdown
from negotiate.redline.renderings.as_text import to_text

__all__ = ["to_html", "to_json", "to_markdown", "to_text"]
