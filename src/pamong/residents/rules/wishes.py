"""Whether and how somebody wishes to be told. Nobody is told who did not ask for it."""

from dataclasses import dataclass, field

from pamong.notices.rules import CHANNELS, LANGUAGES
from pamong.residents.rules.persons import normalised_phone, tidy
from pamong.shell.mail import is_email
from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.numbers import holds_number


@dataclass(frozen=True, slots=True)
class NoticeWish:
    """The channel ("" for none) and language, with the two addresses that a channel may need."""

    channel: str
    language: str = "id"
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


def why_not_wish(wish: NoticeWish) -> Refusal | None:
    """None when a notice could reach the person as wished, or none is wished; else what is missing for it."""
    return _why_not_email(tidy(wish.email)) or _why_not_lists(wish) or _why_not_reached(wish)


def _why_not_email(email: str) -> Refusal | None:
    if not email:
        return None
    if not is_email(email):
        return Refusal(None, Message(N_("E-mail ditulis seperti nama@contoh.id.")), "email_wrong")
    if holds_number(email):
        return Refusal(None, Message(N_("E-mail tidak memuat nomor identitas.")), "email_has_number")
    return None


def _why_not_lists(wish: NoticeWish) -> Refusal | None:
    if wish.channel and wish.channel not in CHANNELS:
        return Refusal(None, Message(N_("Pilih cara pemberitahuan.")), "notice_channel_unknown")
    if wish.language not in LANGUAGES:
        return Refusal(None, Message(N_("Pilih bahasa pemberitahuan.")), "notice_language_unknown")
    return None


def _why_not_reached(wish: NoticeWish) -> Refusal | None:
    if wish.channel == "email" and not tidy(wish.email):
        return Refusal(
            None, Message(N_("Isi e-mail, atau pilih cara pemberitahuan lain.")), "notice_channel_needs_email"
        )
    if wish.channel not in {"", "email"} and not normalised_phone(wish.phone):
        return Refusal(
            None,
            Message(N_("Isi nomor telepon, atau pilih cara pemberitahuan lain.")),
            "notice_channel_needs_phone",
        )
    return None
