"""What changed between two texts, and what separates three."""
