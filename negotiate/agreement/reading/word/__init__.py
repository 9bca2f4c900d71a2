"""Word files: the package, its styles and numbering, and the paragraphs a reader sees."""
