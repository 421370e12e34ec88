"""Notices in words: how each stands, and what a person can do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.notices.queries import NoticeRow
from pamong.notices.rules import CHANNELS, ERRORS, LOG, Letter, State
from pamong.shell.words import message, moment
from pamong.standard.messages import N_, Message

_SHORT: Mapping[str, Message] = {
    **CHANNELS,
    "whatsapp": Message(N_("WhatsApp")),
    LOG: Message(N_("Berkas catatan")),
}
STATES: Mapping[State, Message] = {
    State.WAITING: Message(N_("Menunggu dikirim")),
    State.BY_HAND: Message(N_("Menunggu dikirim petugas")),
    State.RETRYING: Message(N_("Gagal, dicoba lagi")),
    State.SENT: Message(N_("Terkirim")),
    State.FAILED: Message(N_("Gagal")),
    State.OVERTAKEN: Message(N_("Didahului kabar yang lebih baru")),
    State.SILENT: Message(N_("Tidak dikirim: tidak ada lagi yang perlu diberitahukan")),
}
_LOOKS: Mapping[State, tuple[str, str]] = {
    State.WAITING: ("", "circle"),
    State.BY_HAND: ("warn", "person"),
    State.RETRYING: ("warn", "clock"),
    State.SENT: ("safe", "check"),
    State.FAILED: ("late", "alert"),
    State.OVERTAKEN: ("", "minus"),
    State.SILENT: ("", "minus"),
}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in a list: state as word, tone and icon; `said` is the rest in one line."""

    url: str
    about: str
    about_url: str
    channel: str
    ordered: str
    state: str
    tone: str
    icon: str
    said: str
    retry_url: str


def lines(
    found: Sequence[NoticeRow],
    zone: ZoneInfo,
    people: Mapping[str, str],
    subjects: Mapping[str, tuple[str, str]],
    *,
    acting: bool,
) -> list[NoticeLine]:
    """The notices of a list; `people` are the names of those who pressed send, `subjects` what the notices are about,
    `acting` says who may try again.
    """
    lines = []
    for row in found:
        name, address = subjects.get(row.job.subject_id, (_("Ringkasan pagi untuk petugas"), ""))
        lines.append(_line(row, zone, people, name, address, acting=acting))
    return lines


def _line(
    row: NoticeRow, zone: ZoneInfo, people: Mapping[str, str], name: str, address: str, *, acting: bool
) -> NoticeLine:
    tone, icon = _LOOKS[row.state]
    return NoticeLine(
        url=reverse("notices:page", args=[row.job.id]),
        about=name,
        about_url=address,
        channel=channel(row.job.channel),
        ordered=moment(row.ordered_at, zone),
        state=message(STATES[row.state]),
        tone=tone,
        icon=icon,
        said=_said(row, zone, people),
        retry_url=reverse("notices:retry", args=[row.job.id]) if acting and row.state is State.FAILED else "",
    )


def channel(name: str) -> str:
    """The way in the reader's language."""
    return message(_SHORT[name])


def _said(row: NoticeRow, zone: ZoneInfo, people: Mapping[str, str]) -> str:
    """When it was sent and by whom, or why not, and when it is tried again."""
    parts = []
    if row.sent_at:
        parts.append(moment(row.sent_at, zone))
    if row.sent_by:
        parts.append(people.get(row.sent_by, ""))
    if row.last_error:
        parts.append(message(ERRORS[row.last_error]))
    if row.attempts > 1:
        parts.append(ngettext("%(n)s percobaan", "%(n)s percobaan", row.attempts) % {"n": row.attempts})
    if row.state is State.RETRYING and row.next_at:
        parts.append(_("berikutnya %(moment)s") % {"moment": moment(row.next_at, zone)})
    return " · ".join(part for part in parts if part)


def whatsapp_url(letter: Letter) -> str:
    """What opens WhatsApp with the text in it; the person there presses send."""
    return f"https://wa.me/{letter.address.removeprefix('+')}?text={quote(letter.text, safe='')}"
