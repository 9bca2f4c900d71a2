"""What the contract says: documents, articles, clauses, tables, citations; reading and writing them."""
