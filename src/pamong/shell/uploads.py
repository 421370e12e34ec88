"""What a browser sends along stays in memory until it is sealed or forgotten.

Django by itself writes a larger file into the folder for temporary files, where a scan would lie readable, and stay when
the power goes. The setting FILE_UPLOAD_HANDLERS names this class alone.
"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from pamong.shell.pictures import LIMITS


class HeldInMemory(FileUploadHandler):
    """Keeps a file up to the size of the largest picture. Of a larger one nothing is kept but its size, so that the form
    can say how large it was.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A part of it, from the byte `start` on."""
        if start + len(raw_data) <= LIMITS.source_bytes:
            self._kept.write(raw_data)
        else:
            self._kept = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as the form meets it; empty, with its true size, when it was too large."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
