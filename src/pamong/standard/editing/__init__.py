"""Changing a standard: operations on its plain data, and writing it as YAML so that what nobody touched stays as it was."""
