"""The typed annotations of clauses: `delivery` for chapters 1 to 7, `quality` for chapters 8 to 14."""
