"""Web pages: what a reader of the page sees, as paragraphs and tables."""
