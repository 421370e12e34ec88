"""What a draft begins with: the version before it, counted up, or the empty form of the law. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from pamong.standard.controlled import NAMES, ControlledDocument
from pamong.standard.document import Standard
from pamong.standard.editing.writing import emit

Written = Standard | ControlledDocument

SIGNERS: Mapping[str, str] = {"prepared": "kasi", "reviewed": "sekretaris", "approved": "camat"}
"""Who signs a standard that says nothing else: the section head, the Sekretaris, the Camat (cover of both sources)."""

# The fourteen components of UU 25/2009 article 21 and PermenPANRB 15/2014, delivery first, and the definitions.
_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Dasar Hukum", ("legal_basis",)),
    ("Persyaratan", ("requirements",)),
    ("Definisi", ()),
    ("Sistem, Mekanisme, dan Prosedur", ("procedure",)),
    ("Jangka Waktu Penyelesaian", ("time_limit",)),
    ("Biaya/Tarif", ("fee",)),
    ("Produk Pelayanan", ("product",)),
    ("Sarana, Prasarana, dan/atau Fasilitas", ("facilities",)),
    ("Kompetensi dan Jumlah Pelaksana", ("competence", "staff_count")),
    ("Pengawasan Internal", ("internal_oversight",)),
    ("Penanganan Pengaduan, Saran, dan Masukan", ("complaints",)),
    ("Jaminan Pelayanan", ("service_guarantee",)),
    ("Jaminan Keamanan dan Keselamatan Pelayanan", ("safety_guarantee",)),
    ("Evaluasi Kinerja Pelaksana", ("performance_evaluation",)),
)


def empty_text(office: Mapping[str, str], *, service: str, title: str) -> str:
    """The YAML of a standard that has its headings and nothing else.

    `office` holds code, name, place, authority, address, phone, email, website, city, postal_code; empty lines are left
    out. Sections without a key of the law carry `key: definitions`.
    """
    return emit(
        {
            "format": "pamong/standard@1",
            "service": service,
            "title": title or service,
            **_frame(office, "Standar Pelayanan Publik", f"SP-{_capital(office)}-{service.upper()}"),
            "sections": [
                {"heading": heading, **({"components": list(keys)} if keys else {"key": "definitions"})}
                for heading, keys in _HEADINGS
            ],
        }
    )


def empty_document(office: Mapping[str, str], *, key: str) -> str:
    """The YAML of another controlled document with one clause to begin with; `key` is one of `controlled.NAMES`."""
    name = NAMES[key].fill()
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return emit(
        {
            "format": "pamong/document@1",
            "key": key,
            "title": name,
            **_frame(office, name, f"{initials}-{_capital(office)}-01"),
            "sections": [{"heading": name, "clauses": [{"text": "…"}]}],
        }
    )


def _frame(office: Mapping[str, str], kind: str, number: str) -> dict[str, object]:
    """What stands around every text of an office: whose it is, its letterhead, its number, its signatures."""
    return {
        "office": office["code"],
        "office_name": office["place"],
        "status": "draft",
        "letterhead": {
            "authority": [office["authority"]],
            "office": office["name"],
            **{line: office[line] for line in _LINES if office.get(line)},
        },
        "document": {
            "kind": kind,
            "number": number,
            "revision": "00",
            "signatures": [{"part": part, "post": post} for part, post in SIGNERS.items()],
        },
    }


_LINES = ("address", "phone", "email", "website", "city", "postal_code")


def _capital(office: Mapping[str, str]) -> str:
    return office["place"].upper().replace(" ", "-")


W = TypeVar("W", Standard, ControlledDocument)


def adopted(text: Written, office: Mapping[str, str]) -> Written:
    """The text as it will bind: the office's own, with the lines of the letterhead it leaves open copied into it."""
    open_lines = {
        line: office[line] for line in _LINES if office.get(line) and getattr(text.letterhead, line) is None
    }
    letterhead = text.letterhead.model_copy(update=open_lines)
    copied = text.model_copy(update={"status": "adopted", "letterhead": letterhead})
    return type(text).from_canonical(copied.canonical())


def next_revision(standard: W, *, on: date) -> W:
    """The text as the beginning of its next revision: counted up, dated, not yet issued, no longer an example."""
    counted = counted_up(standard.document.revision)
    header = standard.document.running_header
    if header is not None:
        header = header.model_copy(update={"revision": header.revision and counted, "issued_on": None})
    document = standard.document.model_copy(
        update={"revision": counted, "revised_on": on, "issued_on": None, "running_header": header}
    )
    # Read anew: copies would carry what the old text had computed about itself.
    copied = standard.model_copy(update={"status": "draft", "document": document})
    return type(standard).from_canonical(copied.canonical())


def counted_up(revision: str) -> str:
    """`01` becomes `02`, `9` becomes `10`; a mark that is no number gets one behind it."""
    if revision.isdecimal():
        return str(int(revision) + 1).zfill(len(revision))
    return f"{revision}-1"
