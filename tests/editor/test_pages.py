"""Writing a standard through its pages: saving, adding, moving, two editors at once, and the YAML behind it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from pamong.editor import actions, rules
from pamong.ledger.rules import Refused
from pamong.library import actions as library
from pamong.library import queries
from pamong.standard.editing import changes, places
from tests.applications.browsing import browser
from tests.applications.installation import key
from tests.editor.drafts import KASI, begun, data_of, revision, sent, text_of
from tests.library import drafting

pytestmark = pytest.mark.usefixtures("two_offices")


@pytest.fixture
def kasi() -> Client:
    return browser("kasi")


def at(draft: UUID, address: str, rest: str = "") -> str:
    return f"/penyunting/{draft}/bagian/{address}{rest}"


def change(client: Client, draft: UUID, address: str, **said: Any) -> HttpResponse:
    form = {"key": str(uuid4()), **said}
    return client.post(f"/penyunting/{draft}/ubah/{address}", form)  # type: ignore[return-value]


def whole(draft: UUID, address: str) -> str:
    return places.mark(places.look(data_of(draft), places.path_of(address)))


def body(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_written_in_a_form_stands_in_the_text_and_nothing_else_changes(kasi: Client) -> None:
    draft = revision().id
    before = text_of(draft)
    answer = kasi.post(at(draft, "bab.4.butir.0.limit"), sent(draft, "bab.4.butir.0.limit", at_most="10"))
    assert answer.status_code == 302
    new, old = text_of(draft).splitlines(), before.splitlines()
    changed = [line for line in new if line not in old]
    assert [line.strip() for line in changed] == ["limit: {at_most: 10, unit: working_days}"]


def test_a_page_that_saves_by_itself_gets_only_what_changed_around_it(kasi: Client) -> None:
    draft = revision().id
    form = sent(draft, "bab.1.butir.0", text="Surat pengantar.")
    answer = kasi.post(at(draft, "bab.1.butir.0"), form, headers={"HX-Request": "true"})
    said = body(answer)
    assert "Tersimpan, versi 2" in said
    assert 'id="contents"' in said
    assert "<textarea" not in said
    wrong = kasi.post(
        at(draft, "bab.1.butir.0"), sent(draft, "bab.1.butir.0", text=""), headers={"HX-Request": "true"}
    )
    assert wrong.status_code == 422
    assert "Isian ini wajib diisi." in body(wrong)
    assert "Surat pengantar." in text_of(draft)


def test_findings_stand_beside_their_clause(kasi: Client) -> None:
    draft = revision().id
    kasi.post(at(draft, "bab.3.butir.4.step"), sent(draft, "bab.3.butir.4.step", uses=["meja", "palu"]))
    page = body(kasi.get(at(draft, "bab.3.butir.4")))
    assert "Temuan di sini (1)" in page
    assert "“palu”" in page
    other = body(kasi.get(at(draft, "bab.3.butir.5")))
    assert "Temuan di sini" not in other
    assert "“palu”" in other, "all findings stand in the list of all"


def test_wrong_fields_keep_what_was_typed(kasi: Client) -> None:
    draft = revision().id
    form = sent(draft, "bab.4.butir.0.limit", at_most="dua belas")
    answer = kasi.post(at(draft, "bab.4.butir.0.limit"), form)
    assert answer.status_code == 422
    assert 'value="dua belas"' in body(answer)
    assert "Isi dengan bilangan bulat." in body(answer)


def test_rows_are_added_and_taken_away_without_scripts(kasi: Client) -> None:
    draft = revision().id
    address = "bab.1.butir.1.requirement"
    form = sent(draft, address, do="add:attributes_when")
    more = kasi.post(at(draft, address), form)
    assert more.status_code == 200
    assert 'name="attributes_when.3.row"' in body(more)
    condition = kasi.post(at(draft, address), {**form, "do": "group:when"})
    assert 'name="when.0.join"' in body(condition)
    assert "attributes_when.3" not in text_of(draft)
    fewer = kasi.post(at(draft, address), sent(draft, address) | {"do": "remove:attributes_when.0"})
    assert fewer.status_code == 302
    assert "background: orange" not in text_of(draft)
    drawn = kasi.post(
        at(draft, address),
        sent(draft, address)
        | {"do": "redraw:when.0.fact", "when.0.row": "1", "when.join": "all", "when.0.fact": "citizenship"},
    )
    assert "Warga negara asing" in body(drawn)


def test_a_clause_a_requirement_a_fact_a_card_and_a_chapter_are_added(kasi: Client) -> None:
    draft = begun().id
    change(kasi, draft, "bab.1", do="clause", text="Pas foto.")
    assert "Persyaratan" in body(kasi.get(at(draft, "bab.1.butir.0", "?jenis=requirement")))
    photo = {"key": "k", "name.id": "Pas foto", "name.en": "Photo", "document": "photo"}
    kasi.post(at(draft, "bab.1.butir.0.requirement", "?baru=1"), photo)
    kasi.post(at(draft, "bab.1.butir.0.requirement", "?baru=1"), {**photo, "key": "l", "name.id": "KK"})
    assert kasi.get(f"/penyunting/{draft}?fakta=Umur").headers["Location"].endswith("fakta.umur?baru=1")
    kasi.post(at(draft, "fakta.umur", "?baru=1"), {"key": "m", "from": "applicant.age"})
    assert "Pertanyaan" in body(kasi.get(at(draft, "fakta.umur")))
    card = {"key": "n", "key_": "", "printed_title": "Petugas", "post": "loket", "count": "1"}
    assert kasi.get(at(draft, "bab.8.kartu.0", "?baru=1")).status_code == 200
    wrong = kasi.post(at(draft, "bab.8.kartu.0", "?baru=1"), card)
    assert wrong.status_code in {302, 422}
    change(kasi, draft, "bab.13", do="chapter", text="Penutup")
    change(kasi, draft, "bab.14", do="block", text="oversight@1")
    data = data_of(draft)
    assert [one["id"] for one in data["sections"][1]["clauses"][0]["requirements"]] == ["pas-foto", "kk"]
    assert data["facts"] == {"umur": {"from": "applicant.age"}}
    assert data["sections"][14] == {"heading": "Penutup", "clauses": [{"use": "oversight@1"}]}


def test_clauses_move_with_their_numbers_and_go_over_into_the_next_chapter(kasi: Client) -> None:
    draft = revision().id
    mine = whole(draft, "bab.1.butir.1")
    moved = change(kasi, draft, "bab.1.butir.1", do="down", was=mine)
    assert moved.headers["Location"].endswith("bab.1.butir.2")
    assert "2.3" in body(kasi.get(at(draft, "bab.1.butir.2")))
    over = change(kasi, draft, "bab.1.butir.2", do="down", was=mine)
    assert over.headers["Location"].endswith("bab.2.butir.0")
    gone = change(kasi, draft, "bab.2.butir.0", do="remove", was=mine)
    assert gone.headers["Location"].endswith("bab.2")
    assert mine not in {
        places.mark(places.look(data_of(draft), one.path)) for one in places.places(data_of(draft))
    }


def test_shared_text_is_read_here_and_becomes_ones_own(kasi: Client) -> None:
    draft = revision().id
    page = body(kasi.get(at(draft, "bab.10.butir.0")))
    assert "Teks bersama: complaints@1" in page
    assert "11.9" in page
    assert (
        change(kasi, draft, "bab.10.butir.0", do="unpin", was=whole(draft, "bab.10.butir.0")).status_code
        == 302
    )
    assert len(data_of(draft)["sections"][10]["clauses"]) == 9
    found = queries.draft_page(actor=KASI, draft=draft)
    assert found is not None
    assert found.standard is not None
    assert found.standard.clause("11.9").clause.block is None
    assert "Kecamatan Yosowilangun" in found.standard.clause("11.1").text


# Two editors at once.


def test_two_editors_of_different_clauses_both_keep_what_they_wrote(kasi: Client) -> None:
    draft = revision().id
    first = sent(draft, "bab.1.butir.0", text="Dari penyunting pertama.")
    second = sent(draft, "bab.1.butir.1", text="Dari penyunting kedua.")
    assert kasi.post(at(draft, "bab.1.butir.0"), first).status_code == 302
    assert browser("loket").post(at(draft, "bab.1.butir.1"), second).status_code == 302
    assert "Dari penyunting pertama." in text_of(draft)
    assert "Dari penyunting kedua." in text_of(draft)


def test_a_clause_is_found_where_the_other_editor_moved_it(kasi: Client) -> None:
    draft = revision().id
    mine = sent(draft, "bab.1.butir.1", text="Tetap saya temukan.")
    change(browser("loket"), draft, "bab.1.butir.1", do="up", was=whole(draft, "bab.1.butir.1"))
    answer = kasi.post(at(draft, "bab.1.butir.1"), mine)
    assert answer.headers["Location"].endswith("bab.1.butir.0")
    assert data_of(draft)["sections"][1]["clauses"][0]["text"] == "Tetap saya temukan."


def test_two_editors_of_one_clause_see_both_texts_and_choose(kasi: Client) -> None:
    draft = revision().id
    mine = sent(draft, "bab.1.butir.0", text="Isian kedua.")
    browser("loket").post(at(draft, "bab.1.butir.0"), sent(draft, "bab.1.butir.0", text="Isian pertama."))
    met = kasi.post(at(draft, "bab.1.butir.0"), mine)
    assert met.status_code == 409
    assert "Isian pertama." in body(met)
    assert "Isian kedua." in body(met)
    assert "Isian kedua." not in text_of(draft)
    alone = kasi.post(at(draft, "bab.1.butir.0"), mine, headers={"HX-Request": "true"})
    assert "Bandingkan" in body(alone)
    both = kasi.post(at(draft, "bab.1.butir.0"), {**mine, "do": "both"})
    assert both.headers["Location"].endswith("bab.1.butir.1")
    chosen = sent(draft, "bab.1.butir.0") | {"text": "Isian kedua, dipilih."}
    assert kasi.post(at(draft, "bab.1.butir.0"), chosen).status_code == 302
    texts = [clause["text"] for clause in data_of(draft)["sections"][1]["clauses"]]
    assert texts[:2] == ["Isian kedua, dipilih.", "Isian kedua."]


def test_what_somebody_removed_meanwhile_is_not_lost_for_the_other(kasi: Client) -> None:
    draft = revision().id
    mine = sent(draft, "bab.4.butir.0.limit", at_most="9")
    change(
        browser("loket"), draft, "bab.4.butir.0.limit", do="remove", was=whole(draft, "bab.4.butir.0.limit")
    )
    met = kasi.post(at(draft, "bab.4.butir.0.limit"), mine)
    assert met.status_code == 409
    assert "Sudah dihapus oleh" in body(met)
    assert "9" in body(met)


def test_what_was_changed_meanwhile_is_not_removed(kasi: Client) -> None:
    draft = revision().id
    seen = whole(draft, "bab.1.butir.0")
    browser("loket").post(at(draft, "bab.1.butir.0"), sent(draft, "bab.1.butir.0", text="Baru."))
    answer = change(kasi, draft, "bab.1.butir.0", do="remove", was=seen)
    assert answer.status_code == 409
    assert "Baru." in text_of(draft)


def test_somebody_who_saves_in_the_same_moment_is_waited_for_and_in_the_end_told() -> None:
    draft = begun().id

    def meanwhile(data: changes.Data) -> tuple[changes.Data, Any]:
        now = queries.draft(actor=KASI, draft=draft)
        assert now is not None
        text = f"{now.text}# {now.version}\n"
        library.save_draft(actor=KASI, key=key(), draft=draft, text=text, expected_version=now.version)
        return changes.add_chapter(data, 0, "Lagi"), ()

    with pytest.raises(Refused) as refused:
        actions.change(actor=KASI, key="x", draft=draft, how=meanwhile)
    assert refused.value.refusal == rules.BUSY


# The YAML behind it.


def test_yaml_goes_out_and_in_again_identical(kasi: Client) -> None:
    draft = revision()
    out = kasi.get(f"/penyunting/{draft.id}/yaml/unduh")
    assert out.content.decode() == draft.text
    assert out.headers["Content-Disposition"] == 'attachment; filename="ktp.yaml"'
    form = {"key": "a", "version": 1, "file": SimpleUploadedFile("ktp.yaml", out.content)}
    assert kasi.post(f"/penyunting/{draft.id}/yaml", form).status_code == 302
    again = queries.draft(actor=KASI, draft=draft.id)
    assert again is not None
    assert (again.text, again.version) == (draft.text, 1), "the same text is no new version"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at_most: 12", "at_most: dua", "5.1"),
        ("sections:", "bagian:", "bagian"),
        ("sections:", "sections: [", "YAML tidak dapat dibaca"),
    ],
)
def test_yaml_that_is_no_standard_is_refused_with_line_and_mend(
    kasi: Client, old: str, new: str, said: str
) -> None:
    draft = revision()
    bad = draft.text.replace(old, new)
    assert bad != draft.text
    answer = kasi.post(f"/penyunting/{draft.id}/yaml", {"key": "a", "version": 1, "text": bad})
    assert answer.status_code == 422
    assert said in body(answer)
    assert "Cara memperbaikinya" in body(answer)
    assert text_of(draft.id) == draft.text


def test_yaml_over_a_newer_text_is_laid_aside_not_over_it(kasi: Client) -> None:
    draft = revision()
    browser("loket").post(at(draft.id, "bab.1.butir.0"), sent(draft.id, "bab.1.butir.0", text="Baru."))
    given = draft.text.replace("at_most: 12", "at_most: 7")
    answer = kasi.post(f"/penyunting/{draft.id}/yaml", {"key": "a", "version": 1, "text": given})
    assert answer.status_code == 409
    assert "at_most: 7" in body(answer)
    assert "Baru." in text_of(draft.id)


def test_nothing_and_too_much_are_refused(kasi: Client) -> None:
    draft = begun().id
    nothing = kasi.post(f"/penyunting/{draft}/yaml", {"key": "a", "version": 1})
    assert "pilih berkasnya" in body(nothing)
    much = SimpleUploadedFile("x.yaml", b"a" * 1_000_001)
    answer = kasi.post(f"/penyunting/{draft}/yaml", {"key": "a", "version": 1, "file": much})
    assert "terlalu besar" in body(answer)


def test_a_text_of_another_shape_is_mended_as_yaml(kasi: Client) -> None:
    draft = begun()
    library.save_draft(actor=KASI, key=key(), draft=draft.id, text="sections: x\n", expected_version=1)
    for page in (at(draft.id, "identitas"), f"/penyunting/{draft.id}"):
        assert kasi.get(page).headers["Location"].endswith("/yaml")
    assert change(kasi, draft.id, "bab.0", do="clause", text="x").headers["Location"].endswith("/yaml")
    assert "Sunting sebagai formulir" not in body(kasi.get(f"/penyunting/{draft.id}/yaml"))
    for kind in ("formulir", "alur", "naskah"):
        assert "belum berbentuk standar" in body(kasi.get(f"/penyunting/{draft.id}/pratinjau/{kind}"))
    with pytest.raises(Refused) as refused:
        actions.change(actor=KASI, key="x", draft=draft.id, how=lambda data: (data, ()))
    assert refused.value.refusal == rules.UNREADABLE


def test_addresses_that_lead_nowhere_are_not_found(kasi: Client) -> None:
    draft = begun().id
    for address in ("bab.99", "x", "fakta.tidak-ada", "bab.0.butir.7", "bab.0.butir.0.requirement"):
        assert kasi.get(at(draft, address)).status_code == 404, address
    assert kasi.get(f"/penyunting/{draft}/pratinjau/lain").status_code == 404
    assert kasi.get(at(uuid4(), "bab.0")).status_code == 404
    assert change(kasi, draft, "bab.99", do="clause", text="x").status_code == 404


# Previews.


def test_the_previews_show_the_form_the_flow_and_the_text(kasi: Client) -> None:
    draft = revision().id
    empty = body(kasi.get(f"/penyunting/{draft}/pratinjau/formulir"))
    assert "Belum dapat ditentukan" in empty
    even = body(kasi.get(f"/penyunting/{draft}/pratinjau/formulir?fact_birth_year=1990&fact_citizenship=wni"))
    assert "latar belakang biru" in even
    flow = body(kasi.get(f"/penyunting/{draft}/pratinjau/alur"))
    assert "Merekam KTP elektronik" in flow
    assert "complete_and_valid: Merekam KTP elektronik" in flow
    assert "<svg" in flow, "the chart as it will be published"
    assert "4.4 Memeriksa berkas (Seksi Pelayanan Umum): lengkap dan valid, lalu 4.5" in flow, "its text twin"
    text = body(kasi.get(f"/penyunting/{draft}/pratinjau/naskah"))
    assert "5. Jangka Waktu Penyelesaian" in text
    assert "Buku Pengaduan" in text
    new = begun().id
    assert "sesudah temuannya diperbaiki" in body(kasi.get(f"/penyunting/{new}/pratinjau/formulir"))
    assert "Bagan digambar sesudah temuannya diperbaiki." in body(
        kasi.get(f"/penyunting/{new}/pratinjau/alur")
    )


def test_the_page_as_it_will_be_printed_says_that_it_does_not_bind_yet(kasi: Client) -> None:
    draft = revision()
    assert f"/standar/konsep/{draft.id}/naskah" in body(kasi.get(f"/penyunting/{draft.id}/pratinjau/naskah"))
    for who in (kasi, browser("camat")):
        page = who.get(f"/standar/konsep/{draft.id}/naskah")
        assert "<style>" in page.content.decode()
        assert 'class="mark">DRAF</span>' in page.content.decode()
        assert "style-src 'sha256-" in page.headers["Content-Security-Policy"]
    drafting.submit(draft)
    submitted = body(kasi.get(f"/standar/konsep/{draft.id}/naskah"))
    assert 'class="mark">DRAF</span>' in submitted, "its text says adopted already"
    assert "5. Jangka Waktu Penyelesaian" in submitted


def test_a_text_that_cannot_be_read_has_no_printed_page(kasi: Client) -> None:
    draft = begun()
    library.save_draft(actor=KASI, key=key(), draft=draft.id, text="sections: x\n", expected_version=1)
    answer = kasi.get(f"/standar/konsep/{draft.id}/naskah")
    assert answer.headers["Location"] == f"/standar/konsep/{draft.id}"
