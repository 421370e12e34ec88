# ruff: noqa: A005 - the tests of a room carry its name; nothing is imported from here
