"""Finding one's way: what refers to what, and which clauses say these words."""
