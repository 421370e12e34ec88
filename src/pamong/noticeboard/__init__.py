"""What the public may read: services, the standard, status by code."""
