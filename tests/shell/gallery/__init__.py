"""Invented pages that show every macro with sample rows, so that the look can be seen and measured without a room."""
