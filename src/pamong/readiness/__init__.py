"""What the standards in force demand of people and equipment, and what is there (chapters 8, 9)."""
