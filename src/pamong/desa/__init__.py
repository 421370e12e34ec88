"""The desa's desk: F-1.07 prepared with the resident, what was returned, what is ready (chapters 2, 4)."""
