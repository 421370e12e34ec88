"""Typed rows of the counter formatted for pages."""
