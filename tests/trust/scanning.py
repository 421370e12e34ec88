"""What the rows of the scans need: a file that four people can send, and a scan that is there already."""

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.applications import installation as office
from tests.applications.scanning import RED, attach

if TYPE_CHECKING:
    from tests.trust.rows import World


class Photo(SimpleUploadedFile):
    """A file that is read from its beginning each time it is sent."""

    def read(self, *size: int) -> bytes:
        self.seek(0)
        return bytes(super().read(*size))


def photographed(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": office.key(), "requirement": "photo", "picture": Photo("foto.jpg", RED)}


def scanned(_world: "World") -> tuple[Any, ...]:
    row = office.ktp()
    return (row.public_code, attach(row).pk)
