"""What is typed about a resident. An identity number typed here is never drawn back into the page: it travels sealed
in a hidden field, and its place stays empty.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from pamong.ledger.identifiers import uuid7
from pamong.notices import queries as notices
from pamong.notices.rules import CHANNELS
from pamong.residents import queries, rules
from pamong.shell.fields import typed
from pamong.shell.words import message
from pamong.standard.messages import Message, Refusal
from pamong.vault.errors import SealBroken
from pamong.vault.numbers import NumberFinding, SealedNumber
from pamong.vault.sealing import seal, unseal

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"]
MOMENT_FORMATS = ["%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M"]
_FIELD_OF = {
    "name": "name",
    "sex": "sex",
    "citizenship": "citizenship",
    "birth_place": "birth_place",
    "birth_date": "birth_date",
    "number": "number",
    "kk_number": "kk_number",
    "phone": "phone",
    "address": "address",
    "email": "email",
    "notice_channel": "notice_channel",
    "notice_language": "notice_language",
    "village": "village",
}


def closed_list(values: Mapping[str, Message], *, empty: str = "") -> Callable[[], list[tuple[str, str]]]:
    """A closed list as choices, in the language of whoever reads the form at that moment."""

    def choices() -> list[tuple[str, str]]:
        first = [("", str(empty))] if empty else []
        return [*first, *((value, message(word)) for value, word in values.items())]

    return choices


def _channels() -> list[tuple[str, str]]:
    """Ways to be told that this installation can go, and first of all: none."""
    open_ways = {name: word for name, word in CHANNELS.items() if name in notices.channels()}
    return closed_list(open_ways, empty=gettext("Tidak perlu"))()


class UnseenInput(forms.TextInput):
    """A text field that never draws what was typed."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        del value
        return super().get_context(name, None, attrs)


class KeyedForm(forms.Form):
    """Carries the key that makes a form count once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def act_key(self) -> str:
        return str(self.cleaned_data["key"])


class ResidentForm(KeyedForm):
    """The data of one resident, for entering and for correcting."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=120, help_text=_("Seperti tertulis pada dokumen")
    )
    number = forms.CharField(
        label=_("NIK"),
        required=False,
        max_length=40,
        widget=UnseenInput(attrs={"inputmode": "numeric", "spellcheck": "false"}),
    )
    number_missing_reason = forms.ChoiceField(
        label=_("Bila NIK belum diketahui, alasannya"),
        required=False,
        choices=closed_list(rules.MISSING_REASONS, empty="–"),
    )
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=closed_list(rules.SEXES), widget=forms.RadioSelect
    )
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=80)
    birth_date = forms.DateField(
        label=_("Tanggal lahir"),
        input_formats=DATE_FORMATS,
        help_text=_("Contoh: 14-12-1984"),
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric"}),
    )
    citizenship = forms.ChoiceField(
        label=_("Kewarganegaraan"),
        choices=closed_list(rules.CITIZENSHIPS),
        widget=forms.RadioSelect,
        initial="wni",
    )
    village = forms.ChoiceField(label=_("Desa atau kelurahan"))
    kk_number = forms.CharField(
        label=_("Nomor KK"),
        required=False,
        max_length=40,
        widget=UnseenInput(attrs={"inputmode": "numeric", "spellcheck": "false"}),
    )
    address = forms.CharField(label=_("Alamat"), required=False, max_length=200)
    phone = forms.CharField(
        label=_("Nomor telepon"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    notice_channel = forms.ChoiceField(
        label=_("Pemberitahuan yang diinginkan pemohon"), required=False, choices=_channels
    )
    notice_language = forms.ChoiceField(
        label=_("Bahasa pemberitahuan"),
        required=False,
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
    )
    number_kept = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    kk_number_kept = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    onward = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(
        self,
        villages: Sequence[tuple[str, str]],
        data: QueryDict | None = None,
        *,
        today: date,
        correcting: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(data.copy() if data is not None else None, **options)
        self.fields["village"].choices = [("", "–"), *villages]  # type: ignore[attr-defined]
        unchanged = gettext("Kosong berarti tidak berubah") if correcting else ""
        self.hints = {"number": unchanged, "kk_number": unchanged}
        self._number_warnings: list[Message] = []
        self._correcting = correcting
        self._today = today
        if correcting:
            del self.fields["number_missing_reason"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        typed = self._whole("number")
        self._examine(
            "number",
            typed,
            lambda: queries.examine_number(typed, birth_date=found.get("birth_date"), sex=found.get("sex")),
        )
        typed_kk = self._whole("kk_number")
        self._examine("kk_number", typed_kk, lambda: queries.examine_kk_number(typed_kk))
        if not self.errors:
            self._ask_the_rules()
        return found

    def _ask_the_rules(self) -> None:
        # Before the warnings are shown: nobody should confirm what is refused afterwards.
        found = self.cleaned_data
        person = rules.Person(
            name=rules.tidy(found["name"]),
            sex=found["sex"],
            birth_place=rules.tidy(found["birth_place"]),
            birth_date=found["birth_date"],
            citizenship=found["citizenship"],
            number_known=self._correcting or bool(found["number"]),
            number_missing_reason=found.get("number_missing_reason", ""),
            address=rules.tidy(found["address"]),
        )
        refusal = rules.why_not_person(person, today=self._today) or rules.why_not_phone(found["phone"])
        if refusal:
            self.refuse(refusal)

    def _whole(self, field: str) -> str:
        """What was typed, or what was typed before and travelled sealed."""
        typed = str(self.cleaned_data.get(field, ""))
        kept = str(self.cleaned_data.get(f"{field}_kept", ""))
        return typed or _opened(kept, field, str(self.cleaned_data.get("key", "")))

    def _examine(self, field: str, typed: str, examine: Callable[[], NumberFinding[Any]]) -> None:
        self._keep(field, "")
        self.cleaned_data[field] = ""
        if not typed:
            return
        finding = examine()
        number: SealedNumber | None = finding.number
        if number is None:
            self.add_error(field, message(finding.refused or ""))
            return
        self.cleaned_data[field] = number.reveal()
        self._number_warnings += finding.warnings
        self._keep(field, _closed(number, field, str(self.cleaned_data.get("key", ""))))
        self.hints[field] = _filled_in(number)

    def _keep(self, field: str, token: str) -> None:
        # The page is drawn from `data`; a typed number is taken out of it and its sealed form put in.
        self.data[f"{field}_kept"] = token  # type: ignore[index]

    @sensitive_variables()
    def restore(self, earlier: QueryDict) -> None:
        """Show a kept form again, unjudged. A whole number travels sealed, as after an error; one that was typed halfway
        is not drawn, and the form says that it has to be typed again.
        """
        onward = self.initial.get("onward")
        self.initial = {**self.initial, **typed(self, earlier)}
        if onward:
            self.initial["onward"] = onward
        for field, examine in (("number", queries.examine_number), ("kk_number", queries.examine_kk_number)):
            self._restore_number(field, examine, earlier)

    def _restore_number(
        self, field: str, examine: Callable[[str], NumberFinding[Any]], earlier: QueryDict
    ) -> None:
        key = str(earlier.get("key", ""))
        written = earlier.get(field, "") or _opened(earlier.get(f"{field}_kept", ""), field, key)
        self.initial[field] = self.initial[f"{field}_kept"] = ""
        finding = examine(written) if written else None
        if finding is None:
            return
        if finding.number is None:
            self.hints[field] = gettext("Belum lengkap ketika disimpan; ketik lagi.")
            return
        self.initial[f"{field}_kept"] = _closed(finding.number, field, key)
        self.hints[field] = _filled_in(finding.number)

    def warnings(self) -> list[str]:
        """What looks unusual, in the reader's language; empty for a form that is not valid."""
        found = [
            *(each.message for each in rules.worth_a_look(self.cleaned_data.get("name", ""))),
            *self._number_warnings,
        ]
        return [message(each) for each in found]

    def confirmed(self, warnings: Iterable[str]) -> bool:
        """Whether the person saw exactly these warnings and wants to keep what was typed."""
        return self.data.get("confirmed") == seen(warnings)

    def values(self) -> dict[str, Any]:
        """What the verbs of this room take. When correcting, an empty number means that it stays as it is."""
        names = (*_FIELD_OF, *(() if self._correcting else ("number_missing_reason",)))
        found = {name: self.cleaned_data[name] for name in names}
        if self._correcting:
            found |= {name: found[name] or None for name in ("number", "kk_number")}
        return found | {"notice_language": found["notice_language"] or "id"}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal of the rules at the field it is about, or above the form."""
        about = (
            field for field in sorted(_FIELD_OF, key=len, reverse=True) if refusal.code.startswith(field)
        )
        field = next(about, None)
        self.add_error(field if field in self.fields else None, message(refusal.message))


class RevealForm(KeyedForm):
    purpose = forms.ChoiceField(
        label=_("Untuk apa NIK dilihat"), choices=closed_list(rules.PURPOSES, empty="–")
    )


class NationalAnswerForm(KeyedForm):
    state = forms.ChoiceField(
        label=_("Jawaban sistem nasional"), choices=closed_list(rules.ANSWERS, empty="–")
    )
    answered_at = forms.DateTimeField(
        label=_("Dijawab pada"),
        input_formats=MOMENT_FORMATS,
        help_text=_("Contoh: 14-12-2026 09.30"),
        widget=forms.DateTimeInput(format="%d-%m-%Y %H.%M"),
    )

    def moment(self, zone: ZoneInfo) -> datetime:
        """The moment as the clock on the office's wall showed it."""
        found: datetime = self.cleaned_data["answered_at"]
        return found.replace(tzinfo=zone)


class VoidForm(KeyedForm):
    reason = forms.ChoiceField(
        label=_("Alasan pembatalan"), choices=closed_list(rules.VOID_REASONS, empty="–")
    )


class KnownElsewhereForm(KeyedForm):
    """Serves here whom another office knows: the whole number, sealed when it was typed into `ResidentForm`."""

    of_form = forms.UUIDField(widget=forms.HiddenInput)
    number_kept = forms.CharField(max_length=400, widget=forms.HiddenInput)

    def number(self) -> str:
        return _opened(self.cleaned_data["number_kept"], "number", str(self.cleaned_data["of_form"]))


def seen(warnings: Iterable[str]) -> str:
    """A mark for a set of warnings: confirming one set does not confirm another."""
    return hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16]


def _filled_in(number: SealedNumber) -> str:
    return gettext("Sudah diisi: %(number)s. Isi lagi hanya bila berubah.") % {"number": number}


def _closed(number: SealedNumber, field: str, key: str) -> str:
    return base64.urlsafe_b64encode(seal(number.reveal(), table="form", column=field, row=key)).decode()


def _opened(token: str, field: str, key: str) -> str:
    if not token:
        return ""
    try:
        return unseal(base64.urlsafe_b64decode(token), table="form", column=field, row=key)
    except (SealBroken, binascii.Error):
        return ""
