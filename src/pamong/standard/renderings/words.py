"""What the renderings call things: components, posts, units, conditions, fees and limits, in the reader's words."""

import re
from collections.abc import Iterable, Mapping

from pamong.standard.annotations.delivery import FeeAnnotation, LimitAnnotation, Paper
from pamong.standard.chapters.requirements import ATTRIBUTES, attribute_text
from pamong.standard.conditions import AllOf, AnyOf, Condition, Not, Test
from pamong.standard.document import Component, NumberedClause, Standard
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Unit
from pamong.standard.renderings.reader import Reader

# In the order in which the law puts them before the public (UU 25/2009; PermenPANRB 15/2014).
PUBLIC_COMPONENTS: tuple[Component, ...] = (
    "requirements",
    "procedure",
    "time_limit",
    "fee",
    "product",
    "complaints",
)
COMPONENTS: Mapping[Component, Message] = {
    "requirements": Message(N_("Persyaratan")),
    "procedure": Message(N_("Sistem, mekanisme, dan prosedur")),
    "time_limit": Message(N_("Jangka waktu penyelesaian")),
    "fee": Message(N_("Biaya/tarif")),
    "product": Message(N_("Produk pelayanan")),
    "complaints": Message(N_("Penanganan pengaduan, saran, dan masukan")),
    "legal_basis": Message(N_("Dasar hukum")),
    "facilities": Message(N_("Sarana, prasarana, dan/atau fasilitas")),
    "competence": Message(N_("Kompetensi pelaksana")),
    "internal_oversight": Message(N_("Pengawasan internal")),
    "staff_count": Message(N_("Jumlah pelaksana")),
    "service_guarantee": Message(N_("Jaminan pelayanan")),
    "safety_guarantee": Message(N_("Jaminan keamanan dan keselamatan pelayanan")),
    "performance_evaluation": Message(N_("Evaluasi kinerja pelaksana")),
}
ACTORS: Mapping[str, Message] = {
    "applicant": Message(N_("Pemohon")),
    "visitor": Message(N_("Pengunjung")),
    "kasi": Message(N_("Kasi Pelayanan Umum")),
    "operator": Message(N_("Operator")),
    "loket": Message(N_("Petugas loket")),
    "sekretaris": Message(N_("Sekretaris")),
    "camat": Message(N_("Camat")),
    "information_officer": Message(N_("Petugas layanan informasi")),
    "general_services": Message(N_("Seksi Pelayanan Umum")),
    "dispenduk": Message(N_("Dispenduk Capil")),
    "head_of_dispenduk": Message(N_("Kepala Dispenduk Capil")),
    "desa": Message(N_("Kantor desa")),
    "village_head": Message(N_("Kepala desa")),
    "courier": Message(N_("Kurir")),
}
_UNITS: Mapping[Unit, Message] = {
    "minutes": Message(N_("{n} menit")),
    "hours": Message(N_("{n} jam")),
    "days": Message(N_("{n} hari")),
    "working_days": Message(N_("{n} hari kerja")),
    "weeks": Message(N_("{n} pekan")),
    "months": Message(N_("{n} bulan")),
    "years": Message(N_("{n} tahun")),
}
_TESTS: Mapping[str, str] = {
    "is": N_("{fact}: {value}"),
    "in": N_("{fact}: salah satu dari {value}"),
    "even": N_("{fact} genap"),
    "odd": N_("{fact} ganjil"),
    "includes": N_("{fact}: {value}"),
    "at_least": N_("{fact} paling sedikit {value}"),
    "at_most": N_("{fact} paling banyak {value}"),
}
_SIZE = re.compile(r"^(\d+)x(\d+)$")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """A clause's text in pieces, each with whether it is bold: `**word**` is how a standard marks bold words."""
    found = enumerate(_BOLD.split(text))
    return tuple((piece, place % 2 == 1) for place, piece in found if piece)


def plain(text: str) -> str:
    """A clause's text without the marks of bold words."""
    return _BOLD.sub(r"\1", text)


def service_name(standard: Standard, reader: Reader) -> str:
    """The service in the reader's language; the title of the document where it has no name of its own."""
    return reader.name(standard.name) if standard.name else standard.title


def actor(standard: Standard, key: str, reader: Reader) -> str:
    """An actor as the standard names it, else as every office calls it, else by its key."""
    declared = standard.actors.get(key)
    if declared is not None and declared.name is not None:
        return reader.name(declared.name)
    return reader.say(ACTORS[key]) if key in ACTORS else key.replace("_", " ")


def actors(standard: Standard, keys: Iterable[str], reader: Reader) -> str:
    """Several actors in one line."""
    return ", ".join(actor(standard, key, reader) for key in keys)


def amount(number: int, unit: Unit, reader: Reader) -> str:
    """`12 hari kerja`; English has a form of its own for one."""
    said = reader.say(_UNITS[unit].text, n=number)
    return said.removesuffix("s") if reader.language == "en" and number == 1 else said


def limit(found: LimitAnnotation, reader: Reader) -> str:
    """How long it may take, in one phrase."""
    if found.range is not None:
        low, high = str(found.range.least), amount(found.range.most, found.unit, reader)
        return reader.say(N_("{low} sampai {high}"), low=low, high=high)
    if found.about is not None:
        return reader.say(N_("sekitar {time}"), time=amount(found.about, found.unit, reader))
    assert found.at_most is not None, "the checks let no limit pass that names no time"
    return reader.say(N_("paling lama {time}"), time=amount(found.at_most, found.unit, reader))


def limits(standard: Standard, reader: Reader) -> tuple[str, ...]:
    """Every limit of the standard, each with the condition under which it holds."""
    return tuple(
        _under(limit(placed.value, reader), condition(standard, placed.value.when, reader))
        for placed in standard.placed(LimitAnnotation)
    )


def fee(standard: Standard, reader: Reader) -> str:
    """What it costs. A standard that says nothing about fees does not say "free"."""
    placed = standard.placed(FeeAnnotation)
    if not placed:
        return reader.say(N_("tidak disebut dalam standar"))
    if placed[0].value.amount is None:
        return reader.say(N_("gratis"))
    return f"Rp {reader.amount(placed[0].value.amount)}"


def condition(standard: Standard, when: Condition | None, reader: Reader) -> str:
    """A condition with the labels of the standard's own facts; empty where there is none."""
    match when:
        case None:
            return ""
        case Not(part):
            return reader.say(N_("bukan ({condition})"), condition=condition(standard, part, reader))
        case AllOf(parts):
            return reader.say(N_(" dan ")).join(condition(standard, part, reader) for part in parts)
        case AnyOf(parts):
            return _any(standard, parts, reader)
    return _test(standard, when, reader)


def _any(standard: Standard, parts: tuple[Condition, ...], reader: Reader) -> str:
    """Several values of one fact are said in one breath: `Alasan permohonan: A atau B`."""
    or_ = reader.say(N_(" atau "))
    tests = [part for part in parts if isinstance(part, Test) and part.operator in {"is", "includes"}]
    if len(tests) == len(parts) and len({(test.fact, test.operator) for test in tests}) == 1:
        fact = _fact(standard, tests[0].fact, reader)
        values = or_.join(_value(standard, test.fact, test.value, reader) for test in tests)
        return reader.say(_TESTS["is"], fact=fact, value=values)
    return or_.join(condition(standard, part, reader) for part in parts)


def _test(standard: Standard, test: Test, reader: Reader) -> str:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    said = ", ".join(_value(standard, test.fact, value, reader) for value in values)
    return reader.say(_TESTS[test.operator], fact=_fact(standard, test.fact, reader), value=said)


def _fact(standard: Standard, name: str, reader: Reader) -> str:
    fact = standard.facts.get(name)
    return reader.name(fact.label) if fact and fact.label else name


def _value(standard: Standard, name: str, value: object, reader: Reader) -> str:
    fact = standard.facts.get(name)
    label = fact.labels.get(str(value)) if fact else None
    return reader.name(label) if label else str(value)


def demands(standard: Standard, paper: Paper, reader: Reader) -> str:
    """Original or copy, how many, which form, what it must look like and for whom: one line for a table."""
    kind = {True: reader.say(N_("asli")), False: reader.say(N_("fotokopi")), None: ""}[paper.original]
    sheets = "" if paper.copies is None else reader.say(N_("{n} lembar"), n=paper.copies)
    form = reader.say(N_("formulir {form}"), form=paper.form) if paper.form else ""
    fixed = [_attribute(name, value, reader) for name, value in paper.attributes.items()]
    open_ended = reader.say(N_("dirinci oleh petugas")) if paper.open_ended else ""
    optional = reader.say(N_("bila ada")) if paper.optional else ""
    varying = [
        _under(", ".join(_attribute(name, value, reader) for name, value in rule.attributes.items()), when)
        for rule in paper.attributes_when
        if (when := condition(standard, rule.when, reader))
    ]
    parts = (kind, sheets, form, *fixed, *varying, open_ended, optional)
    return "; ".join(part for part in parts if part)


def _attribute(name: str, value: str, reader: Reader) -> str:
    shown = _SIZE.sub(r"\1 x \2 cm", value)
    if name not in ATTRIBUTES:
        return f"{name.replace('_', ' ')}: {shown}"
    return reader.say(attribute_text(name, shown))


def _under(text: str, when: str) -> str:
    return f"{text} ({when})" if when else text


def interpretations(numbered: NumberedClause) -> tuple[str, ...]:
    """What a person decided about a clause where its text is silent, each once."""
    found = [numbered.clause.interpretation]
    for _path, annotation in numbered.clause.annotations():
        parts = (
            annotation,
            *getattr(annotation, "any_of", ()),
            *getattr(annotation, "attributes_when", ()),
            *getattr(annotation, "outcomes", {}).values(),
        )
        found += [part.interpretation for part in parts]
    return tuple(dict.fromkeys(text for text in found if text))
