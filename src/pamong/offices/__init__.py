"""Kabupaten, kecamatan, desa, Dispenduk; calendar, hours, register counters (letterhead)."""
