"""The standard in force as files, side by side with other offices, and its words explained: for anybody, without a trace."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pamong.library.actions import install
from pamong.library.models import StandardVersion
from pamong.library.renderings import FORMS
from pamong.noticeboard import queries
from pamong.noticeboard.present import FORMS as NAMES
from pamong.standard.renderings.page import policy
from tests.applications.browsing import text
from tests.applications.installation import IN_FORCE, KK_OFFICE, KTP_OFFICE, actor, key
from tests.applications.papers.printing import text as pdf_text
from tests.clauses.shipped import shipped
from tests.standard.renderings.variants import bent, clause_with

pytestmark = pytest.mark.usefixtures("two_offices")


def get(name: str, *arguments: str, language: str = "") -> HttpResponse:
    with translation.override("id"):
        answer = Client().get(language + reverse(f"noticeboard:{name}", args=arguments))
    assert isinstance(answer, HttpResponse)
    return answer


def service(office: str, name: str, language: str = "") -> str:
    return get("service", office, name, language=language).content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_the_standard_in_force_is_a_file_for_anybody(form: str) -> None:
    answer = get("rendering", KTP_OFFICE, "ktp", form)
    assert (answer.status_code, answer["Content-Type"]) == (200, FORMS[form].media_type)
    name = f"standar-ktp-{KTP_OFFICE}-rev01.{FORMS[form].suffix}"
    assert answer["Content-Disposition"] == f'inline; filename="{name}"'
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    assert f'href="{reverse("noticeboard:rendering", args=[KTP_OFFICE, "ktp", form])}"' in service(
        KTP_OFFICE, "ktp"
    )


def test_the_page_names_every_form_there_is() -> None:
    assert set(NAMES) == set(FORMS)


def test_the_web_page_is_served_under_the_policy_that_knows_its_style() -> None:
    assert get("rendering", KTP_OFFICE, "ktp", "html")["Content-Security-Policy"] == policy()


def test_the_print_says_since_when_it_binds_and_where_to_read_it() -> None:
    found = pdf_text(get("rendering", KK_OFFICE, "kk", "pdf").content)
    assert "Berlaku mulai" in found
    assert f"/layanan/{KK_OFFICE}/kk" in found


def test_the_decree_that_enacts_it_stands_on_the_sheet_for_the_catalogue() -> None:
    StandardVersion.objects.filter(office=KTP_OFFICE).update(decree="188.45/1/427.101/2027")
    found = get("rendering", KTP_OFFICE, "ktp", "sippn").content.decode()
    assert "[No. SK]\n188.45/1/427.101/2027" in found


def test_in_english_the_labels_are_english_and_the_address_stays_the_indonesian_one() -> None:
    found = get("rendering", KTP_OFFICE, "ktp", "html", language="/en").content.decode()
    assert "Issued on" in found
    assert f"/layanan/{KTP_OFFICE}/ktp" in found
    assert f"/en/layanan/{KTP_OFFICE}" not in found


@pytest.mark.parametrize(
    "arguments", [(KTP_OFFICE, "ktp", "docx"), (KTP_OFFICE, "kk", "pdf"), ("99.99.99", "ktp", "pdf")]
)
def test_what_is_not_offered_is_not_there(arguments: tuple[str, str, str]) -> None:
    assert get("rendering", *arguments).status_code == 404


def test_a_file_is_drawn_once_and_again_only_for_a_new_revision() -> None:
    first = get("rendering", KTP_OFFICE, "ktp", "jsonld").content
    drawn = queries._made.cache_info().misses
    assert get("rendering", KTP_OFFICE, "ktp", "jsonld").content == first
    assert queries._made.cache_info().misses == drawn

    def faster(data: dict[str, Any]) -> None:
        clause_with(data, "limit")["limit"].update(at_most=10)
        data["document"]["revision"] = "02"

    install(
        actor=actor("camat"), key=key(), standard=bent(faster), in_force_from=IN_FORCE + timedelta(days=1)
    )
    assert '"P10D"' in get("rendering", KTP_OFFICE, "ktp", "jsonld").content.decode()


def jatiroto(data: dict[str, Any]) -> None:
    data.update(office=KK_OFFICE, office_name="Jatiroto")
    data["document"]["number"] = "SP-KEC.JATIROTO-PELY-02"
    clause_with(data, "limit")["limit"].update(at_most=5)


def test_one_service_in_several_offices_stands_side_by_side() -> None:
    compare = reverse("noticeboard:compare", args=["ktp"])
    assert compare not in service(KTP_OFFICE, "ktp"), "with nobody to compare with there is no link"
    install(actor=actor("camat", KK_OFFICE), key=key(), standard=bent(jatiroto), in_force_from=IN_FORCE)
    assert f'href="{compare}"' in service(KTP_OFFICE, "ktp")
    found = text(get("compare", "ktp"))
    assert "Yosowilangun" in found
    assert "Jatiroto" in found
    assert "paling lama 12 hari kerja" in found
    assert "paling lama 5 hari kerja" in found
    assert "at most 5 working days" in text(get("compare", "ktp", language="/en"))


def test_a_service_nobody_offers_cannot_be_compared() -> None:
    assert get("compare", "akta").status_code == 404


@pytest.mark.clause("ktp", "3.1")
@pytest.mark.clause("kk", "3.1")
@pytest.mark.parametrize(("office", "name"), [(KTP_OFFICE, "ktp"), (KK_OFFICE, "kk")])
def test_the_word_is_explained_on_the_page_of_the_service(office: str, name: str) -> None:
    found = text(get("service", office, name))
    assert "Definisi" in found
    assert shipped(name).clause("3.1").text in found


@pytest.mark.clause("ktp", "3.1")
@pytest.mark.clause("kk", "3.1")
def test_the_glossary_explains_every_word_and_says_which_standard_does() -> None:
    answer = get("glossary")
    terms = re.findall(r'<h2 lang="id">([^<]+)</h2>', answer.content.decode())
    assert terms == ["KK (Kartu Keluarga)", "KTP (Kartu Tanda Penduduk)"]
    found = text(answer)
    assert shipped("ktp").clause("3.1").text in found
    assert "Kecamatan Jatiroto: SP-KEC.JATIROTO-PELY-01, revisi 01" in found


def test_a_standard_without_definitions_has_no_heading_for_them() -> None:
    standard = bent(lambda data: clause_with(data, "definition").pop("definition"))
    install(actor=actor("camat"), key=key(), standard=standard, in_force_from=IN_FORCE + timedelta(days=1))
    assert "Definisi" not in text(get("service", KTP_OFFICE, "ktp"))
