"""The pieces papers are made of: who and what, clauses, requirements, what is promised, addresses."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, override

from pamong.applications.codes import spaced
from pamong.applications.present import rows, words
from pamong.applications.queries.page import ApplicationPage, TimelineRow
from pamong.ledger.rules import EntryRow
from pamong.shell import rows as shell
from pamong.shell.paper import Pair, both, law, qr
from pamong.shell.words import label, message, number
from pamong.staff import queries as staff
from pamong.staff.rules import label as post_label
from pamong.standard.chapters.fee import fee
from pamong.standard.chapters.product import products
from pamong.standard.chapters.requirements import ChecklistItem, unmet
from pamong.standard.document import Standard
from pamong.standard.parts import Label

Fact = tuple[Pair, Pair | str]

_UNITS = {
    "minutes": ngettext_lazy("%(n)s menit", "%(n)s menit", "n"),
    "hours": ngettext_lazy("%(n)s jam", "%(n)s jam", "n"),
    "days": ngettext_lazy("%(n)s hari", "%(n)s hari", "n"),
    "working_days": ngettext_lazy("%(n)s hari kerja", "%(n)s hari kerja", "n"),
    "weeks": ngettext_lazy("%(n)s pekan", "%(n)s pekan", "n"),
    "months": ngettext_lazy("%(n)s bulan", "%(n)s bulan", "n"),
    "years": ngettext_lazy("%(n)s tahun", "%(n)s tahun", "n"),
}


def in_both(name: Label) -> Pair:
    """A standard's own words in both languages."""
    return both(lambda: label(name))


def service_name(standard: Standard) -> Pair:
    """The service as the standard names it; by the title of the document where it has no name of its own."""
    if standard.name is None:
        return {"id": standard.title, "en": standard.title}
    return in_both(standard.name)


def clause(standard: Standard, clause_id: str) -> dict[str, Any]:
    """A clause as it is printed: number, text in pieces, its continuation below."""
    found = standard.clause(clause_id)
    text = " ".join(part for part in (found.text, found.clause.continuation) if part)
    return {"clause": clause_id, "text": law(text)}


def clauses(standard: Standard, ids: Iterable[str | None]) -> list[dict[str, Any]]:
    """Several clauses, each once; what is no clause of the body is left out."""
    known = {found.id for found in standard.clauses()}
    return [clause(standard, one) for one in dict.fromkeys(ids) if one in known]


def lines(items: Sequence[ChecklistItem], standard: Standard) -> list[dict[str, Any]]:
    """Requirements for a paper: clause, name, and what the paper must look like for this person."""
    drawn = {}
    for language in ("id", "en"):
        with override(language):
            drawn[language] = [_line(row) for row in rows.requirements(items, standard)]
    pairs = zip(drawn["id"], drawn["en"], strict=True)
    return [
        {
            "clause": ours["clause"],
            "name": {"id": ours["name"], "en": theirs["name"]},
            "demands": {"id": ours["demands"], "en": theirs["demands"]},
        }
        for ours, theirs in pairs
    ]


def _line(row: shell.ChecklistRow) -> dict[str, str]:
    demands = [*row.attributes, row.copies]
    if row.undetermined:
        demands.append(_("belum dapat ditentukan: %(facts)s") % {"facts": row.undetermined})
    return {
        "clause": row.clause,
        "name": row.name,
        "demands": "; ".join(part for part in demands if part),
    }


def status_url(code: str) -> str:
    """The public address of one application's status, in the language without a prefix."""
    with override("id"):
        return settings.PUBLIC_URL + reverse(settings.STATUS_PAGE, args=[code])


def check_url() -> str:
    """The public address where anybody can check a receipt."""
    with override("id"):
        return settings.PUBLIC_URL + reverse(settings.RECEIPT_PAGE)


def amount_of_time(amount: int, unit: str) -> str:
    """`12 hari kerja`, in the reader's language."""
    return str(_UNITS[unit] % {"n": amount})


def identity(page: ApplicationPage) -> list[Fact]:
    """Which application this is and whose: never more of the person than name and birth year."""
    born = both(lambda: _("lahir %(year)s") % {"year": page.resident.birth_year})
    whose = {language: f"{page.resident.name} ({text})" for language, text in born.items()}
    return [
        (both(lambda: _("Nomor register")), f"{page.service.upper()} {page.number}"),
        (both(lambda: _("Layanan")), service_name(page.standard)),
        # The name is the same in both languages and stands there once.
        (both(lambda: _("Pemohon")), whose["id"]),
    ]


def promise(page: ApplicationPage) -> Pair:
    """Chapter 5 in one line, with its clause."""
    allowed = page.clock.limit
    return both(
        lambda: (
            _("Paling lama %(time)s sejak lengkap (butir %(clause)s)")
            % {"time": amount_of_time(allowed.at_most, allowed.unit), "clause": allowed.clause}
        )
    )


def fee_line(standard: Standard) -> Pair:
    """Chapter 6 in one line: what it costs; a standard that is silent is not "free"."""
    cost = fee(standard)
    if cost.kind == "free":
        return both(lambda: _("GRATIS – tidak dipungut biaya (butir %(clause)s)") % {"clause": cost.clause})
    if cost.amount is not None:
        amount = cost.amount
        return both(
            lambda: (
                _("Biaya: Rp %(amount)s (butir %(clause)s)")
                % {"amount": number(amount), "clause": cost.clause}
            )
        )
    return both(lambda: _("Biaya: tidak disebut dalam standar"))


def product_line(standard: Standard) -> Pair:
    """Chapter 7 in one line: what the applicant receives, with its clause; nothing where the standard names none."""
    found = products(standard)
    if not found:
        return {"id": "", "en": ""}
    return both(
        lambda: (
            _("Hasil layanan: %(product)s (butir %(clause)s)")
            % {"product": ", ".join(label(product.name) for product in found), "clause": found[0].clause}
        )
    )


def code_block(page: ApplicationPage) -> dict[str, Any]:
    """The public code to be typed, and the QR code that opens its page."""
    url = status_url(page.code)
    return {
        "label": both(lambda: _("Kode publik")),
        "text": spaced(page.code),
        "hint": both(lambda: _("Lihat perkembangannya dengan memindai kode ini, atau buka:")),
        "url": url,
        "qr": qr(url),
    }


def handed_over(page: ApplicationPage) -> frozenset[str]:
    """The papers that were handed in so far, as the entries say: whatever the examination thought of them."""
    taken_back = {row.entry.payload.get("reversed") for row in page.timeline}
    return frozenset(
        paper
        for row in page.timeline
        if row.entry.verb in {"submit", "resubmit"} and str(row.entry.id) not in taken_back
        for paper in row.entry.payload["present"]
    )


def missing(
    items: Sequence[ChecklistItem], handed: Collection[str], standard: Standard
) -> Iterator[dict[str, Any]]:
    """What was not handed in and stands between the applicant and "complete"; alternatives are one line."""
    lacking = set(unmet(tuple(items), dict.fromkeys(handed, "present")))
    for group, members in groupby(items, key=lambda item: item.group):
        waited = [item for item in members if (group or item.id) in lacking or item.id in lacking]
        drawn = lines([item for item in waited if item.id not in handed], standard)
        if group is not None and len(drawn) > 1:
            yield any_of(drawn, waited[0])
        else:
            yield from drawn


def any_of(drawn: Sequence[dict[str, Any]], first: ChecklistItem) -> dict[str, Any]:
    """Several papers of which one is enough, as one line."""
    assert first.group_name is not None
    names = in_both(first.group_name)
    choice = {language: " / ".join(line["name"][language] for line in drawn) for language in ("id", "en")}
    lead = both(lambda: _("salah satu:"))
    return {
        "clause": drawn[0]["clause"],
        "name": names,
        "demands": {language: f"{lead[language]} {choice[language]}" for language in choice},
    }


def last(page: ApplicationPage, verb: str) -> TimelineRow:
    """The newest entry of this verb; the state says that there is one."""
    return next(row for row in reversed(page.timeline) if row.entry.verb == verb)


def name_of(entry: EntryRow) -> str:
    """The name of who acted."""
    return staff.names_of({entry.actor}).get(entry.actor, "")


def post_of(entry: EntryRow) -> Pair:
    """The post of who acted."""
    return both(lambda: message(post_label(entry.actor_post)))


def person(entry: EntryRow) -> str:
    """Who acted, with the post: the office speaks Indonesian about itself."""
    post = post_of(entry)["id"]
    name = name_of(entry)
    return f"{name} ({post})" if name else post


def reason(code: str) -> Pair:
    """A reason from one of the closed lists, in words."""
    return both(lambda: message(words.REASONS[code]))


def sentence(text: str) -> str:
    """The text beginning with a capital."""
    return text[:1].upper() + text[1:]


def table(say: Callable[[], Sequence[Sequence[str]]]) -> list[list[Pair]]:
    """A table of texts, every cell in both languages."""
    drawn = {}
    for language in ("id", "en"):
        with override(language):
            drawn[language] = [list(row) for row in say()]
    return [
        [{"id": ours, "en": theirs} for ours, theirs in zip(*pair, strict=True)]
        for pair in zip(drawn["id"], drawn["en"], strict=True)
    ]
