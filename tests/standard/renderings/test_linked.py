"""The open data as its users read it: as triples, held against shapes written from CPSV-AP 3.2's tables."""

import json
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from pamong.standard.document import Standard
from pamong.standard.renderings.edition import UNSIGNED, Edition
from pamong.standard.renderings.linked import json_ld, linked
from tests.clauses.shipped import shipped
from tests.standard.renderings.variants import bent, clause_with

# rdflib's own JSON-LD reader still uses what rdflib calls deprecated; it is a tool of the tests only.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SHAPES = Graph().parse(Path(__file__).parent / "shapes.ttl")
SH = Namespace("http://www.w3.org/ns/shacl#")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
PAGE = "https://pelayanan.contoh.example/layanan/35.08.07/ktp"


def graph(standard: Standard, edition: Edition = UNSIGNED) -> Graph:
    return Graph().parse(data=json_ld(standard, edition), format="json-ld")


def findings(data: Graph) -> list[tuple[str, str, str]]:
    """What the shapes complain about: severity, focus node, path; empty when the data conform, warnings included."""
    _conforms, report, _text = pyshacl.validate(data, shacl_graph=SHAPES, allow_warnings=False)
    return sorted(
        (
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def mandatory() -> list[tuple[str, str]]:
    """Each class with each property it cannot be without."""
    return sorted(
        (str(kind), str(SHAPES.value(rule, SH.path)))
        for shape, kind in SHAPES.subject_objects(SH.targetClass)
        for rule in SHAPES.objects(shape, SH.property)
        if SHAPES.value(rule, SH.minCount) and SHAPES.value(rule, SH.severity) is None
    )


STANDARDS = ["ktp", "kk"]


@pytest.mark.parametrize("service", STANDARDS)
def test_the_open_data_conform_to_the_profile(service: str) -> None:
    assert findings(graph(shipped(service))) == []


@pytest.mark.parametrize("service", STANDARDS)
def test_every_shape_has_something_to_look_at(service: str) -> None:
    data = graph(shipped(service))
    looked_at = {
        str(kind): len(set(data.subjects(RDF.type, kind))) for kind in SHAPES.objects(None, SH.targetClass)
    }
    assert {kind for kind, nodes in looked_at.items() if nodes == 0} == set()


@pytest.mark.parametrize(("kind", "path"), mandatory())
def test_control_without_a_mandatory_property_the_data_fail(kind: str, path: str) -> None:
    data = graph(shipped("ktp"))
    nodes = list(data.subjects(RDF.type, URIRef(kind)))
    for node in nodes:
        data.remove((node, URIRef(path), None))
    assert {("Violation", str(node), path) for node in nodes} <= set(findings(data))


def test_the_mandatory_properties_are_those_of_the_profile() -> None:
    assert len(mandatory()) == 24
    service = {path.rpartition("/")[2] for kind, path in mandatory() if kind == str(CPSV.PublicService)}
    assert service == {"identifier", "title", "description", "hasCompetentAuthority"}


@pytest.mark.parametrize("service", STANDARDS)
def test_every_code_and_node_that_is_cited_carries_its_type(service: str) -> None:
    data = graph(shipped(service))
    cited = {
        node
        for predicate, node in data.predicate_objects()
        if isinstance(node, URIRef) and predicate != RDF.type
    }
    assert {node for node in cited if data.value(node, RDF.type) is None} == set()
    rupiah = URIRef("http://publications.europa.eu/resource/authority/currency/IDR")
    assert data.value(rupiah, RDF.type) == SKOS.Concept


def test_control_a_code_without_its_type_fails() -> None:
    data = graph(shipped("ktp"))
    data.remove((URIRef("http://publications.europa.eu/resource/authority/currency/IDR"), RDF.type, None))
    assert [path for _severity, _node, path in findings(data)] == [str(CV.currency)]


def test_the_service_says_what_the_standard_promises() -> None:
    data = graph(shipped("ktp"), Edition(url=PAGE))
    service = URIRef(PAGE)
    assert data.value(service, RDF.type) == CPSV.PublicService
    assert str(data.value(service, DCT.identifier)) == "SP-KEC.YOSOWILANGUN-PELY-02"
    assert set(data.objects(service, DCT.title)) == {
        Literal("Kartu Tanda Penduduk (KTP)", lang="id"),
        Literal("Identity card (KTP)", lang="en"),
    }
    assert str(data.value(service, CV.processingTime)) == "P12D"
    cost = data.value(service, CV.hasCost)
    assert float(str(data.value(cost, CV.hasValue))) == 0.0
    assert len(list(data.objects(service, CV.hasLegalResource))) == 12
    assert len(list(data.objects(service, CV.holdsRequirement))) == 3
    assert len(list(data.objects(service, CV.hasChannel))) == 5


def test_each_alternative_of_a_requirement_is_evidence_of_its_own() -> None:
    data = graph(shipped("kk"))
    assert len(set(data.subjects(RDF.type, CV.Evidence))) == 11


@pytest.mark.parametrize(
    ("limit", "duration"),
    [
        ({"at_most": 2, "unit": "hours"}, "PT2H"),
        ({"about": 3, "unit": "weeks"}, "P21D"),
        ({"range": {"least": 1, "most": 2}, "unit": "months"}, "P2M"),
    ],
)
def test_a_limit_is_a_duration(limit: dict[str, Any], duration: str) -> None:
    standard = bent(lambda data: clause_with(data, "limit").update(limit=limit))
    assert linked(standard, UNSIGNED)["@graph"][0]["cv:processingTime"]["@value"] == duration


def bare(data: dict[str, Any]) -> None:
    """A standard that says as little as one may: no name, product, fee, definition, address or party of its own."""
    data.pop("name")
    data["actors"] = {}
    data["letterhead"] = {"authority": ["Pemerintah Contoh"], "office": "Kecamatan Contoh"}
    data["status"] = "adopted"
    clause_with(data, "limit").update(
        limits=[
            {"at_most": 2, "unit": "days", "when": {"citizenship": "wna"}},
            {"at_most": 1, "unit": "days"},
        ]
    )
    for annotation in ("limit", "fee", "product", "definition", "channel"):
        while any(
            annotation in clause for section in data["sections"] for clause in section.get("clauses", ())
        ):
            clause_with(data, annotation).pop(annotation)


def test_a_standard_that_says_little_still_conforms_where_the_profile_insists() -> None:
    standard = bent(bare)
    found = findings(graph(standard))
    assert {severity for severity, _node, _path in found} == {"Warning"}
    assert {path.rpartition("/")[2].rpartition("#")[2] for _severity, _node, path in found} == {
        "hasCost",
        "processingTime",
        "produces",
    }
    service = linked(standard, UNSIGNED)["@graph"][0]
    assert service["@id"] == "urn:pamong:35.08.07:ktp"
    assert service["dct:description"] == service["dct:title"]
    assert service["adms:status"] == {"@id": "http://purl.org/adms/status/Completed"}


def test_a_standard_without_a_procedure_is_described_by_its_title() -> None:
    def change(data: dict[str, Any]) -> None:
        data["sections"][3]["components"] = []

    rule = next(node for node in linked(bent(change), UNSIGNED)["@graph"] if node["@type"] == "cpsv:Rule")
    assert rule["dct:description"] == [{"@language": "id", "@value": "Penerbitan KTP (Kartu Tanda Penduduk)"}]


def test_a_channel_without_a_name_goes_by_its_clause() -> None:
    channels = [node for node in linked(shipped("ktp"), UNSIGNED)["@graph"] if node["@type"] == "cv:Channel"]
    found = next(node for node in channels if node["dct:identifier"] == "kanal-complaint-means")
    assert found["dct:description"][0]["@value"] == shipped("ktp").clause("11.1").text


def test_a_service_named_only_by_its_product_is_described_by_it() -> None:
    standard = bent(lambda data: clause_with(data, "definition").pop("definition"))
    assert (
        linked(standard, UNSIGNED)["@graph"][0]["dct:description"][0]["@value"]
        == "Kartu Tanda Penduduk (KTP)"
    )


def test_equal_standards_give_equal_bytes() -> None:
    assert json_ld(shipped("ktp"), UNSIGNED) == json_ld(bent(lambda data: data), UNSIGNED)
    assert json.loads(json_ld(shipped("ktp"), UNSIGNED))["@context"]["cpsv"] == str(CPSV)
