"""The counter: an application from intake to hand-over (chapters 2, 4, 5, 6, 7)."""
