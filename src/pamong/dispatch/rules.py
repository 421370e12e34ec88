"""What may happen to a bundle and to what lies in it (KTP 4.6, 4.7; KK 4.3), decided without a database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pamong.standard.messages import N_, Message, Refusal


class Direction(StrEnum):
    """Whether a bundle takes applications out for printing, or brings back what became of them."""

    OUT = "out"
    BACK = "back"


class Result(StrEnum):
    """What the other office says of one application; NONE while it has said nothing."""

    NONE = ""
    IN_PROCESS = "in_process"
    PRINTED = "printed"
    REFUSED = "refused"
    NO_BLANKS = "no_blanks"
    DUPLICATE = "duplicate"


class Ending(StrEnum):
    """How an application's way in a bundle ended; OPEN while it has not."""

    OPEN = ""
    HOME = "home"
    TAKEN_OUT = "taken_out"
    STAYED = "stayed"


DIRECTIONS = tuple(str(direction) for direction in Direction)
RESULTS = tuple(str(result) for result in Result if result)
ENDINGS = tuple(str(ending) for ending in Ending if ending)

# With these an application goes home; with the others it stays where it is, and is outstanding.
GOES_HOME = frozenset({Result.PRINTED, Result.REFUSED, Result.DUPLICATE})
RESULT_WORDS: Mapping[str, Message] = {
    "in_process": Message(N_("Diproses")),
    "printed": Message(N_("Tercetak")),
    "refused": Message(N_("Ditolak Dispenduk")),
    "no_blanks": Message(N_("Blangko habis")),
    "duplicate": Message(N_("Ganda")),
}
# Why Dispenduk does not print it. Each leads to one way of giving it back to the applicant.
REASONS: Mapping[str, Message] = {
    "missing_paper": Message(N_("Berkas kurang")),
    "unreadable_paper": Message(N_("Berkas tidak terbaca")),
    "data_differs": Message(N_("Data berbeda dari basis data kependudukan")),
    "recording_unusable": Message(N_("Hasil perekaman tidak dapat dipakai")),
}
# These two say nothing without the paper they mean.
NAMES_A_PAPER = frozenset({"missing_paper", "unreadable_paper"})


@dataclass(frozen=True)
class Mark:
    """What the other office says of one application. `requirement` is the paper a refusal is about, as the pinned
    standard calls it; `note` is free text and stays out of the ledger.
    """

    code: str
    result: str
    reason: str = ""
    requirement: str = ""
    note: str = ""

    @property
    def says(self) -> tuple[str, str, str]:
        """What is compared when the same list is sent again."""
        return self.result, self.reason, self.requirement


@dataclass(frozen=True)
class Standing:
    """Where one application stands between the two offices."""

    sent: bool
    received: bool
    leaving: bool
    closed: bool = False


def may_mark(mark: Mark, where: Standing, *, requirements: Collection[str]) -> Refusal | None:
    """A result is said of what was counted in and has not left again; a refusal says why, and which paper it is about."""
    if not where.received:
        return _refusal("not_received", N_("Berkas ini belum diterima di sini; terima dulu bundelnya."))
    if where.leaving or where.closed:
        return _refusal("left", N_("Berkas ini sudah ada dalam bundel kembali; hasilnya tidak diubah lagi."))
    return _sound(mark, requirements)


def _sound(mark: Mark, requirements: Collection[str]) -> Refusal | None:
    """Whether a mark by itself says what it must say."""
    if mark.result not in RESULTS:
        return _refusal("unknown_result", N_("Pilih hasil dari daftar."))
    if mark.result != Result.REFUSED:
        return None
    if mark.reason not in REASONS:
        return _refusal("unknown_reason", N_("Pilih alasan penolakan dari daftar."))
    if mark.reason in NAMES_A_PAPER and mark.requirement not in requirements:
        return _refusal(
            "unknown_requirement", N_("Sebutkan berkas mana yang dimaksud, dari daftar persyaratan.")
        )
    return None


def may_make(codes: Sequence[str], ready: Collection[str]) -> Refusal | None:
    """A bundle holds at least one application, and only such as wait to be sent."""
    if not codes:
        return _refusal("nothing_ready", N_("Tidak ada berkas yang siap dikirim."))
    if not set(codes) <= set(ready):
        return _refusal("not_ready", N_("Ada berkas yang tidak lagi menunggu dikirim; lihat daftarnya dulu."))
    return None


def may_send(*, sent: bool, cancelled: bool, items: int, courier: str) -> Refusal | None:
    """Whoever carries it is named; what has left does not leave again."""
    if sent:
        return _refusal("already_sent", N_("Bundel ini sudah dikirim."))
    if cancelled or not items:
        return _refusal("empty", N_("Bundel ini kosong; tidak ada yang dikirim."))
    if not courier.strip():
        return _refusal("no_courier", N_("Tulis nama orang yang membawanya."))
    return None


def may_change(*, sent: bool, cancelled: bool) -> Refusal | None:
    """Before it leaves, a bundle can be changed; afterwards only counted."""
    if sent or cancelled:
        return _refusal(
            "already_sent", N_("Bundel ini sudah dikirim atau dibatalkan; isinya tidak diubah lagi.")
        )
    return None


def may_receive(*, sent: bool, counted: Collection[str], inside: Collection[str]) -> Refusal | None:
    """What is counted was on its way in this bundle: something else in the bag is another bundle's."""
    if not sent:
        return _refusal("not_sent", N_("Bundel ini belum dikirim."))
    if not counted:
        return _refusal("nothing_counted", N_("Pindai atau pilih sekurangnya satu berkas."))
    if not set(counted) <= set(inside):
        return _refusal(
            "not_inside", N_("Ada berkas yang tidak tercantum dalam bundel ini; periksa daftar pengantarnya.")
        )
    return None


def may_take_back(where: Standing, *, ending: str) -> Refusal | None:
    """What never lay in the bag is taken back by the office that counted it: not sent after all, or not home after all."""
    lost_on_the_way = where.sent and not where.received and not where.closed
    if lost_on_the_way or ending == Ending.HOME:
        return None
    return _refusal("not_missing", N_("Hanya yang tidak ditemukan dalam bundel yang dibatalkan begini."))


def guards(verb: str, where: Standing) -> Refusal | None:
    """Whether an act on an application by itself would break the count of the bundle it lies in."""
    if verb == "dispatch" and not where.sent:
        return _refusal(
            "in_bundle", N_("Berkas ini sudah ada dalam bundel; kirim bundelnya, atau keluarkan berkas ini.")
        )
    if verb in {"receive_back", "reverse dispatch"} and where.sent:
        return _refusal("in_bundle", N_("Berkas ini tercatat dalam bundel; catat pada bundelnya."))
    return None


def settled(verb: str, result: str, *, returned: bool) -> Refusal | None:
    """What came back unprinted is not ready for anybody: it is given back to the applicant or ended first."""
    if verb == "ready" and result in {Result.REFUSED, Result.DUPLICATE} and not returned:
        return _refusal(
            "unprinted",
            N_(
                "Berkas ini kembali tanpa hasil; kembalikan kepada pemohon atau akhiri, jangan dinyatakan siap."
            ),
        )
    if verb == "reverse receive_back":
        return _refusal("in_bundle", N_("Berkas ini tercatat dalam bundel; catat pada bundelnya."))
    return None


@dataclass(frozen=True)
class Count:
    """The reconciliation of one or many bundles: what went out is what is home, on the way or outstanding.

    `sent` = `home` + `coming` + `there` + `missing` + `on_the_way` + `stayed`, always.
    """

    sent: int = 0
    on_the_way: int = 0
    missing: int = 0
    there: int = 0
    coming: int = 0
    home: int = 0
    stayed: int = 0

    @property
    def outstanding(self) -> int:
        """What has gone out and is not home."""
        return self.on_the_way + self.missing + self.there + self.coming

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def place_of(where: Standing, *, ending: str, bundle_counted: bool, home_sent: bool) -> Count:
    """One application as a count of one: the pieces of a reconciliation are added, never guessed."""
    if not where.sent or ending == Ending.TAKEN_OUT:
        return Count()
    if ending == Ending.HOME:
        return Count(sent=1, home=1)
    if ending == Ending.STAYED:
        return Count(sent=1, stayed=1)
    if not where.received:
        return Count(sent=1, missing=1) if bundle_counted else Count(sent=1, on_the_way=1)
    return Count(sent=1, coming=1) if home_sent else Count(sent=1, there=1)


AGES = (3, 7, 14)
"""The upper ends, in days, of the age groups of what lies outside; the last group has none."""


def age_group(days: int) -> int:
    """Which age group a number of days falls in: 0 for up to three days, and so on."""
    return sum(days > end for end in AGES)


def _refusal(code: str, text: str) -> Refusal:
    return Refusal(None, Message(text), code)
