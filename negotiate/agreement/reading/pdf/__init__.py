"""PDF files with a text layer: letters by their place become lines, columns and tables."""
