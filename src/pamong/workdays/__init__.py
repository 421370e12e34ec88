"""Pure. Counting working time over an office calendar, and explaining it day by day (chapter 5)."""
