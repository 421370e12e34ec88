"""The pages of document control in words."""

from pamong.library.present.draft import draft
from pamong.library.present.shelf import shelf
from pamong.library.present.version import version

__all__ = ["draft", "shelf", "version"]
