"""Pamong runs a public-service counter exactly as its published standard promises."""

__version__ = "0.1.0"
