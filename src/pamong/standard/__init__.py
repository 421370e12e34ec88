"""Pure. The published service standard as data: sections, clauses, annotations, conditions, chapters 1-14."""
