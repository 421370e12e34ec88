"""Document control: versions of standards, in force from a date (cover, chapters 1-14)."""
