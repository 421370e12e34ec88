"""The chapters of the document, one module each: what the chapter promises, asked of a standard.

Every module answers plain questions with frozen rows and, where it can go wrong, has `problems(standard)`.
"""
