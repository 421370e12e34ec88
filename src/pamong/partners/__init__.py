"""Programs of other offices: scoped tokens and the frame of the API."""
