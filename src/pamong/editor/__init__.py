"""Writing standards in the browser: every piece of the format through forms (cover, chapters 1-14)."""
