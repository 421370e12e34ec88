"""What is asked before a scan is attached, and before one is withdrawn."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.acts import ReasonForm
from pamong.applications.forms.base import ActForm
from pamong.applications.forms.words import in_words, label
from pamong.shell.pictures import ACCEPTED, LIMITS, MEGABYTE, too_large
from pamong.standard.chapters.requirements import ChecklistItem, Need
from pamong.standard.messages import Message

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

OTHER = "other"
"""The choice for a paper that is no requirement of the standard."""


class ScanForm(ActForm):
    """Which paper the picture shows, and the picture: a file, or on a telephone its camera."""

    requirement = forms.ChoiceField(label=gettext_lazy("Yang dipindai"))
    picture = forms.FileField(
        label=gettext_lazy("Berkas gambar"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": gettext_lazy("Pilih berkas gambarnya, atau ambil dengan kamera.")},
    )
    # Only the camera of the device's own, by its own program: the page itself may use none (see `shell.middleware`).
    camera = forms.FileField(
        required=False,
        label=gettext_lazy("Ambil dengan kamera"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, items: Sequence[ChecklistItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "scan-%s", **kwargs})
        papers = [
            (item.id, f"{item.clause} {label(item.name)}")
            for item in items
            if item.need is not Need.NOT_APPLICABLE
        ]
        self.fields["requirement"] = forms.ChoiceField(
            label=gettext_lazy("Yang dipindai"),
            choices=[("", _("Pilih…")), *papers, (OTHER, _("Berkas lain"))],
        )
        self.fields["picture"].required = "camera" not in self.files
        most = LIMITS.source_bytes // MEGABYTE
        self.fields["picture"].help_text = _("JPEG, PNG, atau WebP; paling besar %(most)s MB.") % {
            "most": most
        }
        for name in ("picture", "camera"):
            self.fields[name].widget.attrs |= {
                "data-most-bytes": LIMITS.source_bytes,
                "data-too-large": _("Berkas ini lebih dari %(most)s MB. Kecilkan dulu, lalu pilih lagi.")
                % {"most": most},
            }

    def clean(self) -> dict[str, Any]:
        """One picture, of a size that is taken."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        sent: UploadedFile[bytes] | None = given.get("picture") or given.get("camera")
        if sent is not None and (problem := too_large(sent.size or 0)):
            self.add_error("picture", in_words(problem))
        return given

    def arguments(self) -> dict[str, Any]:
        """What the act is called with; what a browser calls the file is left behind here."""
        given = self.cleaned_data
        sent: UploadedFile[bytes] = given.get("picture") or given["camera"]
        return {
            "key": given["key"],
            "requirement": "" if given["requirement"] == OTHER else given["requirement"],
            "picture": sent.read(),
        }


class ScanReasonForm(ReasonForm):
    """Why a scan is shown no longer. A reason from the list is enough, and holds nothing of a person."""

    def __init__(self, reasons: Mapping[str, Message], *args: Any, **kwargs: Any) -> None:
        super().__init__(reasons, *args, **kwargs)
        del self.fields["note"]
