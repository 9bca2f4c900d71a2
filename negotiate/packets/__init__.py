"""What crosses the table: Word, PDF, web page, Markdown."""
