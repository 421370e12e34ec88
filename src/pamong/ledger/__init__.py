"""Append-only log of every act, one log per office; the clock that dates it."""
