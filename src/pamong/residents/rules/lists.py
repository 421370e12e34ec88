"""The closed lists of this room, each value with its word for pages and papers."""

from collections.abc import Mapping

from pamong.standard.messages import N_, Message, Refusal

SEXES: Mapping[str, Message] = {
    "f": Message(N_("Perempuan")),
    "m": Message(N_("Laki-laki")),
}
CITIZENSHIPS: Mapping[str, Message] = {
    "wni": Message(N_("WNI")),
    "wna": Message(N_("Orang asing")),
}
# A number that is not known stays empty with its reason; an invented one would block the true one for ever.
MISSING_REASONS: Mapping[str, Message] = {
    "newborn": Message(N_("Bayi, NIK belum terbit")),
    "not_registered": Message(N_("Belum terdaftar sebagai penduduk")),
    "no_document": Message(N_("Dokumen hilang dan nomor tidak diingat")),
    "moving_in": Message(N_("Sedang pindah datang, nomor belum dapat diperiksa")),
    "being_repaired": Message(N_("Nomor sedang dibetulkan Dispenduk")),
}
# The first three are answers of the fact `recording`; the last two say that a recording exists and is stuck.
ANSWERS: Mapping[str, Message] = {
    "not_recorded": Message(N_("Belum pernah direkam")),
    "recorded_card_pending": Message(N_("Sudah direkam, KTP belum jadi")),
    "recorded_card_issued": Message(N_("Sudah direkam, KTP sudah diterbitkan")),
    "duplicate": Message(N_("Rekaman ganda di sistem nasional")),
    "enrolment_failed": Message(N_("Rekaman gagal diproses di sistem nasional")),
}
VOID_REASONS: Mapping[str, Message] = {
    "rejected_nationally": Message(N_("Ditolak sistem nasional, harus direkam ulang")),
    "wrong_person": Message(N_("Tercatat pada orang yang salah")),
    "not_carried_out": Message(N_("Perekaman tidak jadi dilakukan")),
    "device_failure": Message(N_("Alat rusak, rekaman tidak terkirim")),
}
PURPOSES: Mapping[str, Message] = {
    "type_into_siak": Message(N_("Mengetik ke SIAK")),
    "compare_document": Message(N_("Mencocokkan dengan dokumen")),
    "print_form": Message(N_("Mengisi formulir resmi")),
    "asked_by_resident": Message(N_("Diminta pemilik data")),
}


def known(value: str, values: Mapping[str, Message], clause: str | None = None) -> Refusal | None:
    """None when ``value`` is on the closed list, else the refusal."""
    if value in values:
        return None
    return Refusal(clause, Message(N_("Pilih salah satu alasan dari daftar.")), "not_on_list")
