"""The calendar in the office's hands: import, decrees, closures, and the deadlines they move (chapter 5)."""
