"""Who acts in these tests. The people themselves live in a room above; this one knows three facts of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Acting:
    person_id: str
    office: str
    post: str


IT = Acting("it-1", "35.08", "it")
CAMAT = Acting("camat-7", "35.08.07", "camat")
SEKRETARIS = Acting("sekretaris-7", "35.08.07", "sekretaris")
LOKET = Acting("loket-7", "35.08.07", "loket")
