"""A post's start page: composes what every room has waiting for this person."""
