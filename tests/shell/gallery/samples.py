"""Sample rows and forms. Every person and number here is invented."""

from django import forms

from pamong.shell.rows import ActButton, ChecklistRow, QueueRow, QuickAction, StepRow, TimelineRow

QUEUE = (
    QueueRow(
        url="#a",
        number="KTP-2026-000412",
        name="Wagiyem binti Contoh",
        service="KTP elektronik",
        status="late",
        status_text="Lewat 2 hari kerja",
        step="Perekaman",
        due="10-12-2026",
        since="19 hari sejak datang",
        action=QuickAction(label="Rekam", url="#rekam"),
    ),
    QueueRow(
        url="#b",
        number="KTP-2026-000431",
        name="Bagas Rekaan Prasetyo",
        service="KTP elektronik",
        status="due_today",
        step="Pemeriksaan",
        due="14-12-2026",
        since="12 hari sejak lengkap",
        action=QuickAction(label="Periksa", url="#periksa", post=True, hidden=(("idempotency", "x1"),)),
    ),
    QueueRow(
        url="#c",
        number="KK-2026-000077",
        name="Sri Umpama",
        service="Kartu Keluarga",
        status="ready",
        step="Penyerahan",
        since="1 hari sejak siap",
        action=QuickAction(label="Serahkan", url="#serah", key="s"),
    ),
    QueueRow(
        url="#d", number="KK-2026-000078", name="Joko Misal", service="Kartu Keluarga", status="returned"
    ),
    QueueRow(
        url="#e", number="KK-2026-000079", name="Tini Andaikan", service="Kartu Keluarga", status="hold"
    ),
    QueueRow(
        url="#f", number="KK-2026-000080", name="Dewi Seumpama", service="Kartu Keluarga", status="on_time"
    ),
    QueueRow(
        url="#g", number="KK-2026-000081", name="Rudi Ibarat", service="Kartu Keluarga", status="outside"
    ),
    QueueRow(
        url="#h", number="KK-2026-000082", name="Ani Misalnya", service="Kartu Keluarga", status="closed"
    ),
    QueueRow(
        url="#i", number="KK-2026-000083", name="Budi Contohnya", service="Kartu Keluarga", status="withdrawn"
    ),
    QueueRow(
        url="#j", number="KK-2026-000084", name="Eko Permisalan", service="Kartu Keluarga", status="waiting"
    ),
)
CHECKLIST = (
    ChecklistRow(
        id="f107",
        clause="2.1",
        name="Formulir F-1.07",
        state="present",
        copies="1 asli",
        issued_by="desa",
        attributes=("ditandatangani pemohon", "diketahui kepala desa"),
    ),
    ChecklistRow(
        id="photo",
        clause="2.2",
        name="Pas foto",
        state="deficient",
        copies="1 lembar",
        attributes=("3 x 4", "berwarna", "latar biru"),
        reason="Latar merah; tahun lahir genap meminta latar biru.",
        interpretation="Butir 4.2 dibaca sebagai foto yang sama.",
    ),
    ChecklistRow(id="kk", clause="2.3", name="Fotokopi Kartu Keluarga", copies="1 lembar"),
    ChecklistRow(
        id="loss", clause="2.4", name="Surat kehilangan", state="not_applicable", issued_by="kepolisian"
    ),
    ChecklistRow(
        id="deed",
        clause="2.5",
        name="Akta kelahiran",
        optional=True,
        group="akta atau surat lahir",
        undetermined="Belum diketahui apakah ada anak baru.",
    ),
)
STEPS = (
    StepRow(
        clause="4.3",
        text="Pemohon menyerahkan berkas di loket.",
        state="done",
        holder="Pemohon",
        when="01-12-2026",
    ),
    StepRow(
        clause="4.4",
        text="Petugas memeriksa kelengkapan dan keabsahan.",
        state="done",
        holder="Kasi Pelayanan Umum",
    ),
    StepRow(
        clause="4.5",
        text="Operator merekam sidik jari, iris mata dan tanda tangan.",
        state="skipped",
        note="sudah pernah direkam 03-05-2024",
    ),
    StepRow(
        clause="4.6",
        text="Berkas dikirim untuk dicetak.",
        state="current",
        holder="Dispenduk Capil",
        when="sejak 04-12-2026",
        interpretation="Pengirim tidak disebut dalam teks.",
    ),
    StepRow(clause="4.7", text="KTP diserahkan kepada pemohon.", state="awaited", holder="Petugas loket"),
)
TIMELINE = (
    TimelineRow(
        moment="04-12-2026 09.41",
        act="Dikirim ke Dispenduk",
        actor="Nur Contoh",
        post="Operator",
        clause="4.6",
    ),
    TimelineRow(
        moment="02-12-2026 08.10",
        act="Dinyatakan lengkap",
        actor="Tri Misal",
        post="Kasi",
        clause="4.4",
        reversed=True,
        note="Tanggal lahir berbeda dengan Kartu Keluarga.",
    ),
    TimelineRow(
        moment="01-12-2026 10.02",
        act="Diterima",
        actor="Ida Umpama",
        post="Petugas loket",
        clause="4.3",
        declared="30-11-2026 14.20",
    ),
)
ACTS = (
    ActButton(label="Sah", url="#sah", key="v", kind="main", post=True, hidden=(("idempotency", "x2"),)),
    ActButton(label="Kembalikan", url="#kembali", key="k"),
    ActButton(label="Tolak", url="#tolak", kind="danger"),
)


class IntakeForm(forms.Form):
    name = forms.CharField(label="Nama lengkap", help_text="Seperti pada Kartu Keluarga.")
    born = forms.CharField(label="Tanggal lahir", help_text="Contoh: 14-12-1990")
    citizenship = forms.ChoiceField(label="Kewarganegaraan", choices=[("wni", "WNI"), ("wna", "WNA")])
    reason = forms.ChoiceField(
        label="Alasan",
        widget=forms.RadioSelect,
        choices=[("new", "Baru"), ("lost", "Hilang"), ("change", "Perubahan data")],
    )
    brought = forms.MultipleChoiceField(
        label="Yang dibawa",
        widget=forms.CheckboxSelectMultiple,
        choices=[("kk", "KK"), ("photo", "Foto")],
        required=False,
    )
    remark = forms.CharField(label="Catatan", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Data sudah dibacakan kepada pemohon")
    token = forms.CharField(widget=forms.HiddenInput, initial="x3")
