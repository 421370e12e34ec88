"""The forms of a page as a browser sees them, and the ways a person or a tampering one fills them in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "search", "tel", "number", "email", "url", "password", "date", ""}


@dataclass
class Control:
    """One control: its type, and the value it would send; choices for what is chosen from."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = False
    longest: int | None = None
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form with its controls and the buttons that would be sent with it."""

    method: str
    action: str
    controls: list[Control] = field(default_factory=list)
    # Where its other buttons send it.
    others: list[str] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(control.name for control in self.controls)

    def typed(self, text: str) -> dict[str, str]:
        """Every field one can type into holds `text`; of what one chooses the first real choice."""
        return self._filled({"typed": text}, by_hand=True)

    def tampered(self, text: str) -> dict[str, str]:
        """What is chosen from holds `text` as well: not by a person, but by who writes a request by hand."""
        return self._filled({"typed": text, "chosen": text})

    def forged(self, text: str) -> dict[str, str]:
        """Even what the page keeps for itself holds `text`, the token apart."""
        return self._filled({"typed": text, "chosen": text, "hidden": text})

    def _filled(self, put: dict[str, str], *, by_hand: bool = False) -> dict[str, str]:
        sent: dict[str, str] = {}
        for control in self.controls:
            if control.kind in TYPED or control.kind == "textarea":
                sent[control.name] = put["typed"][: control.longest if by_hand else None]
            elif control.kind == "hidden":
                token = control.name == "csrfmiddlewaretoken"
                sent[control.name] = control.value if token else put.get("hidden", control.value)
            elif control.kind == "select":
                first = next((choice for choice in control.choices if choice), "")
                sent[control.name] = put.get("chosen", first)
            elif control.kind in {"radio", "checkbox"} and (control.chosen or control.name not in sent):
                sent[control.name] = put.get("chosen", control.value)
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [
            given[name] for name in ("href", "src", "action", "formaction", "hx-post") if given.get(name)
        ]
        if tag == "form":
            self._form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, given, self._form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None

    def _control(self, tag: str, given: dict[str, str], form: Form) -> None:
        if tag == "button" and given.get("formaction"):
            form.others.append(given["formaction"])
        if tag == "option" and self._select is not None:
            self._select.choices.append(given.get("value", ""))
        if not given.get("name"):
            return
        if tag == "input":
            kind, longest = given.get("type", "").lower(), given.get("maxlength")
            form.controls.append(
                Control(
                    given["name"],
                    kind,
                    given.get("value", "on"),
                    "checked" in given,
                    int(longest) if longest else None,
                )
            )
        elif tag == "textarea":
            form.controls.append(Control(given["name"], "textarea"))
        elif tag == "select":
            self._select = Control(given["name"], "select")
            form.controls.append(self._select)


def read(page: str) -> tuple[list[Form], list[str]]:
    """The forms of a page, and every address it names."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms, reader.links


def tries(form: Form, text: str) -> Iterator[dict[str, str]]:
    """The three ways to put a number where it does not belong, the most likely one first."""
    seen: list[dict[str, str]] = []
    # A form sent by GET and altered by hand is an address typed by hand: those are tried on their own.
    ways = [form.typed] if form.method == "get" else [form.typed, form.tampered, form.forged]
    for sent in (way(text) for way in ways):
        if sent not in seen:
            seen.append(sent)
            yield sent
