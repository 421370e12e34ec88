"""What the editor refuses. Who may write, and which text is kept, the library decides."""

from pamong.standard.messages import N_, Message, Refusal

COVER = "cover"

UNREADABLE = Refusal(
    COVER,
    Message(N_("Naskah ini belum dapat dibaca sebagai formulir; perbaiki dahulu pada halaman YAML.")),
    "unreadable",
)
CHANGED = Refusal(
    COVER,
    Message(
        N_(
            "Bagian ini baru saja diubah atau dipindahkan orang lain. Belum ada yang berubah; lihat dahulu isinya sekarang."
        )
    ),
    "changed",
)
BUSY = Refusal(COVER, Message(N_("Orang lain sedang menyimpan konsep yang sama. Coba sekali lagi.")), "busy")
INCOMPLETE = Refusal(
    COVER, Message(N_("Belum ada yang berubah: tulis dahulu teks untuk yang Anda tambahkan.")), "incomplete"
)
