"""A text that is being written, as pages show it."""
