"""The offices of a kabupaten side by side, in figures only; adding an office (chapters 4, 5)."""
