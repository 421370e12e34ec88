"""Open data: one service as JSON-LD in the terms of CPSV-AP 3.2, the European profile for public services.

Every node carries its identifier, and every code that is cited carries its own type, so that the graph can be checked
without fetching anything. Where the profile allows one value and the standard states several (limits by condition),
the value is left out rather than chosen.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pamong.standard.annotations.delivery import LimitAnnotation, Requirement
from pamong.standard.annotations.quality import Channel
from pamong.standard.chapters.fee import fee
from pamong.standard.chapters.legal_basis import instruments
from pamong.standard.chapters.product import products
from pamong.standard.document import Standard
from pamong.standard.parts import Label, Unit
from pamong.standard.renderings import words
from pamong.standard.renderings.edition import Edition
from pamong.standard.renderings.public import clauses_of
from pamong.standard.renderings.reader import INDONESIAN

Node = dict[str, Any]

CONTEXT: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The class that the profile's shapes ask of the area a public organisation covers.
_AREA_TYPE = "http://data.europa.eu/88u/dataset/atu-type"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_LANGUAGE = f"{_AUTHORITY}/language/IND"
_RUPIAH = f"{_AUTHORITY}/currency/IDR"
_STATUS = {"adopted": "Completed", "draft": "UnderDevelopment", "example": "UnderDevelopment"}
# ISO 8601 knows no working days: P12D is the promise in days, the clause beside it says which days count.
_DURATIONS: Mapping[Unit, tuple[str, int, str]] = {
    "minutes": ("PT", 1, "M"),
    "hours": ("PT", 1, "H"),
    "days": ("P", 1, "D"),
    "working_days": ("P", 1, "D"),
    "weeks": ("P", 7, "D"),
    "months": ("P", 1, "M"),
    "years": ("P", 1, "Y"),
}


def json_ld(standard: Standard, edition: Edition) -> str:
    """The whole document, keys in a fixed order: equal standards give equal bytes."""
    return json.dumps(linked(standard, edition), ensure_ascii=False, indent=2) + "\n"


def linked(standard: Standard, edition: Edition) -> Node:
    """The graph as plain data: the service first, then everything it points at, each thing once."""
    base = edition.url or f"urn:pamong:{standard.office}:{standard.service}"
    nodes: dict[str, Node] = {}
    for node in (_service(standard, base), *_around(standard, base)):
        nodes.setdefault(node["@id"], node)
    return {"@context": dict(CONTEXT), "@graph": list(nodes.values())}


def _around(standard: Standard, base: str) -> Iterator[Node]:
    yield from _office(standard, base)
    yield from _codes(standard, base)
    yield from _requirements(standard, base)
    yield from _rules(standard, base)
    yield from _laws(standard, base)
    yield from _outputs(standard, base)
    yield from _cost(standard, base)
    yield from _channels(standard, base)
    yield from _participations(standard, base)


def _service(standard: Standard, base: str) -> Node:
    papers = list(_papers(standard))
    node: Node = {
        "@id": base,
        "@type": "cpsv:PublicService",
        "dct:identifier": standard.document.number,
        "dct:title": _label(standard.name) if standard.name else [_text(standard.title)],
        "dct:description": [_text(_description(standard))],
        "dct:language": {"@id": _LANGUAGE},
        "dct:spatial": {"@id": f"{base}#wilayah"},
        "dcat:keyword": [_text(standard.service.upper()), _text(standard.title)],
        "adms:status": {"@id": _status(standard)},
        "cv:hasCompetentAuthority": {"@id": f"{base}#kantor"},
        "cv:contactPoint": {"@id": f"{base}#kontak"},
        "cv:hasChannel": [{"@id": node["@id"]} for node in _channel_nodes(standard, base)],
        "cv:holdsRequirement": [{"@id": f"{base}#syarat-{name}"} for name, _label, _clause in papers],
        "cpsv:hasInput": [{"@id": f"{base}#bukti-{name}"} for name, _label, _clause in papers],
        "cv:hasInputType": [{"@id": f"{base}#jenis-{name}"} for name, _label, _clause in papers],
        "cpsv:follows": {"@id": f"{base}#prosedur"},
        "cv:hasLegalResource": [{"@id": node["@id"]} for node in _laws(standard, base)],
        "cpsv:produces": [{"@id": f"{base}#hasil-{product.id}"} for product in products(standard)],
        "cv:hasCost": [{"@id": node["@id"]} for node in _cost(standard, base) if node["@type"] == "cv:Cost"],
        "cv:hasParticipation": [{"@id": f"{base}#peran-{name}"} for name in _outside(standard)],
        "cv:processingTime": _duration(standard),
    }
    return {key: value for key, value in node.items() if value not in (None, [])}


def _description(standard: Standard) -> str:
    """What the service is, in the words of its own definition; else what it hands over; else its title."""
    definitions = [one.text for section in standard.sections for one in section.clauses if one.definition]
    handed = [product.name.id for product in products(standard)]
    return words.plain(" ".join(definitions or handed or [standard.title]))


def _duration(standard: Standard) -> Node | None:
    placed = standard.placed(LimitAnnotation)
    if len(placed) != 1:
        return None
    found = placed[0].value
    number = found.at_most or found.about or (found.range.most if found.range else 0)
    lead, times, unit = _DURATIONS[found.unit]
    return {"@type": "xsd:duration", "@value": f"{lead}{number * times}{unit}"}


def _office(standard: Standard, base: str) -> Iterator[Node]:
    head = standard.letterhead
    yield {
        "@id": f"{base}#kantor",
        "@type": ["cv:PublicOrganisation", "org:Organization", "foaf:Agent"],
        "dct:identifier": standard.office,
        "dct:title": [_text(head.office)],
        "skos:prefLabel": [_text(head.office)],
        "dct:spatial": {"@id": f"{base}#wilayah"},
        "locn:address": {"@id": f"{base}#alamat"},
    }
    place = " ".join(part for part in (head.city, head.postal_code) if part)
    yield {
        "@id": f"{base}#alamat",
        "@type": "locn:Address",
        "locn:fullAddress": [_text(", ".join(part for part in (head.address, place) if part) or head.office)],
        "locn:adminUnitL1": [_text("Indonesia"), {"@language": "en", "@value": "Indonesia"}],
    }
    yield {"@id": f"{base}#wilayah", "@type": ["dct:Location", _AREA_TYPE], "dct:identifier": standard.office}
    contact: Node = {"@id": f"{base}#kontak", "@type": "cv:ContactPoint"}
    reach = {"cv:email": head.email, "cv:telephone": head.phone}
    yield contact | {key: value for key, value in reach.items() if value}


def _codes(standard: Standard, base: str) -> Iterator[Node]:
    """The codes that are cited, each with its type and a name."""
    yield {"@id": _LANGUAGE, "@type": "dct:LinguisticSystem", "skos:prefLabel": [_english("Indonesian")]}
    yield {"@id": _RUPIAH, "@type": "skos:Concept", "skos:prefLabel": [_english("Indonesian rupiah")]}
    name = _STATUS[standard.status]
    yield {"@id": _status(standard), "@type": "skos:Concept", "skos:prefLabel": [_english(name)]}
    kinds = {placed.value.kind for placed in standard.placed(Channel)} | {"counter"}
    for kind in sorted(kinds):
        said = kind.replace("_", " ")
        yield {
            "@id": f"{base}#jenis-kanal-{kind}",
            "@type": "skos:Concept",
            "skos:prefLabel": [_english(said)],
        }
    if _outside(standard):
        yield {"@id": f"{base}#peran", "@type": "skos:Concept", "skos:prefLabel": [_english("takes part")]}


def _status(standard: Standard) -> str:
    return f"http://purl.org/adms/status/{_STATUS[standard.status]}"


def _papers(standard: Standard) -> Iterator[tuple[str, Label, str]]:
    """Every paper that can be asked for: id, name, the text of its clause."""
    for placed in standard.placed(Requirement):
        for paper in placed.value.any_of or (placed.value,):
            yield paper.id, paper.name, placed.clause.text


def _requirements(standard: Standard, base: str) -> Iterator[Node]:
    for name, label, clause in _papers(standard):
        yield {
            "@id": f"{base}#syarat-{name}",
            "@type": "cv:Requirement",
            "dct:identifier": f"syarat-{name}",
            "dct:title": _label(label),
            "dct:description": [_text(words.plain(clause))],
            "cv:hasSupportingEvidence": {"@id": f"{base}#bukti-{name}"},
            "cv:fulfils": {"@id": f"{base}#prosedur"},
        }
        yield {
            "@id": f"{base}#bukti-{name}",
            "@type": "cv:Evidence",
            "dct:identifier": f"bukti-{name}",
            "dct:title": _label(label),
            "dct:conformsTo": {"@id": f"{base}#jenis-{name}"},
            "dct:language": {"@id": _LANGUAGE},
            "cv:supportsRequirement": {"@id": f"{base}#syarat-{name}"},
        }
        yield {"@id": f"{base}#jenis-{name}", "@type": "cv:EvidenceType", "dct:identifier": f"jenis-{name}"}


def _rules(standard: Standard, base: str) -> Iterator[Node]:
    texts = [words.plain(clause.text) for clause in clauses_of(standard, "procedure")]
    yield {
        "@id": f"{base}#prosedur",
        "@type": "cpsv:Rule",
        "dct:identifier": f"prosedur-{standard.service}",
        "dct:title": [_text(INDONESIAN.say(words.COMPONENTS["procedure"]))],
        "dct:description": [_text(" ".join(texts) or standard.title)],
        "dct:language": {"@id": _LANGUAGE},
        "cpsv:implements": [{"@id": node["@id"]} for node in _laws(standard, base)],
    }


def _laws(standard: Standard, base: str) -> Iterator[Node]:
    for placed in instruments(standard):
        yield {
            "@id": f"{base}#hukum-{placed.value.instrument}",
            "@type": "eli:LegalResource",
            "dct:title": [_text(words.plain(placed.clause.text).rstrip(";."))],
        }


def _outputs(standard: Standard, base: str) -> Iterator[Node]:
    for product in products(standard):
        clause = standard.clause(product.clause).clause
        yield {
            "@id": f"{base}#hasil-{product.id}",
            "@type": "cv:Output",
            "dct:identifier": f"hasil-{product.id}",
            "dct:title": _label(product.name),
            "dct:description": [_text(words.plain(clause.continuation or clause.text))],
            "dct:language": {"@id": _LANGUAGE},
        }


def _cost(standard: Standard, base: str) -> Iterator[Node]:
    """Free is a cost of nothing; a standard that does not name a fee has no cost node at all."""
    found = fee(standard)
    if found.clause is None:
        return
    yield {
        "@id": f"{base}#biaya",
        "@type": "cv:Cost",
        "dct:identifier": f"biaya-{standard.service}",
        "dct:description": [_text(words.plain(standard.clause(found.clause).text))],
        "cv:hasValue": {"@type": "xsd:double", "@value": f"{found.amount or 0}.0"},
        "cv:currency": {"@id": _RUPIAH},
        "cv:isDefinedBy": {"@id": f"{base}#kantor"},
    }


def _channel_nodes(standard: Standard, base: str) -> list[Node]:
    """The counter, where the service is asked for, and the ways to complain about it."""
    counter = Label(id=f"Loket {standard.letterhead.office}", en=f"Counter of {standard.letterhead.office}")
    rows = [("loket", "counter", counter)]
    for placed in standard.placed(Channel):
        name = placed.value.name or Label(id=placed.clause.text, en=placed.clause.text)
        rows.append((placed.value.id, placed.value.kind, name))
    return [
        {
            "@id": f"{base}#kanal-{name}",
            "@type": "cv:Channel",
            "dct:identifier": f"kanal-{name}",
            "dct:description": _label(label),
            "dct:type": {"@id": f"{base}#jenis-kanal-{kind}"},
            "cv:ownedBy": {"@id": f"{base}#kantor"},
        }
        for name, kind, label in rows
    ]


def _channels(standard: Standard, base: str) -> Iterator[Node]:
    yield from _channel_nodes(standard, base)


def _outside(standard: Standard) -> tuple[str, ...]:
    """The parties outside the office that the standard names itself."""
    return tuple(name for name, actor in standard.actors.items() if actor.kind == "outside" and actor.name)


def _participations(standard: Standard, base: str) -> Iterator[Node]:
    for name in _outside(standard):
        label = standard.actors[name].name
        assert label is not None, "only parties with a name are listed"
        yield {
            "@id": f"{base}#peran-{name}",
            "@type": "cv:Participation",
            "dct:identifier": f"peran-{name}",
            "dct:description": _label(label),
            "cv:role": {"@id": f"{base}#peran"},
            "cv:hasParticipant": {"@id": f"{base}#pihak-{name}"},
        }
        yield {
            "@id": f"{base}#pihak-{name}",
            "@type": "foaf:Agent",
            "dct:identifier": f"pihak-{name}",
            "dct:title": _label(label),
        }


def _text(text: str) -> Node:
    return {"@language": "id", "@value": text}


def _english(text: str) -> Node:
    return {"@language": "en", "@value": text}


def _label(label: Label) -> list[Node]:
    return [_text(label.id), _english(label.en)]
