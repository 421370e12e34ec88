"""The forms of the counter keep what was typed: taking in, examining, and every other act of an application."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from pamong.applications.models import Application
from pamong.staff.models import KeptForm
from tests.applications import installation as office
from tests.applications.browsing import browser, text, typed
from tests.applications.installation import KK_OFFICE

pytestmark = pytest.mark.usefixtures("counters")
BACK = "Isian Anda yang belum selesai dipulihkan"


@pytest.fixture
def clerk() -> Client:
    return browser("loket")


def save(client: Client, name: str, **values: Any) -> None:
    """What the script of a form sends a moment after a change."""
    assert client.post("/isian", {"isian": name, **values}).status_code == 204


class TestIntake:
    @pytest.fixture
    def clerk(self) -> Client:
        return browser("loket", KK_OFFICE)

    @pytest.fixture
    def address(self) -> str:
        person = office.resident(KK_OFFICE)
        return reverse("applications:take_in", args=["kk", person.id])

    def name(self, address: str) -> str:
        return f"intake:kk:{address.rsplit('/', 1)[-1]}"

    def test_answers_ticks_and_key_come_back(self, clerk: Client, address: str) -> None:
        used = str(uuid4())
        answers = {"fact_reasons": ["lost_card", "new_child"], "present": ["loss-letter"], "key": used}
        save(clerk, self.name(address), **answers)
        page = clerk.get(address)
        assert BACK in text(page)
        found = typed(page)
        assert (found["fact_reasons"], found["present"], found["key"]) == (
            "lost_card,new_child",
            "loss-letter",
            used,
        )

    def test_counting_anew_keeps_the_form_as_well(self, clerk: Client, address: str) -> None:
        form = {
            "isian": self.name(address),
            "key": str(uuid4()),
            "fact_reasons": ["lost_card"],
            "hitung": "1",
        }
        assert BACK not in text(clerk.post(address, form))
        found = typed(clerk.get(address))
        assert (found["fact_reasons"], found["key"]) == ("lost_card", form["key"])

    def test_what_is_sent_with_the_kept_key_files_once(self, clerk: Client, address: str) -> None:
        save(clerk, self.name(address), key=str(uuid4()), fact_reasons=["lost_card"], present=["loss-letter"])
        again = typed(clerk.get(address))
        sent = {"isian": again["isian"], "key": again["key"], "fact_reasons": ["lost_card"]}
        first, second = clerk.post(address, sent), clerk.post(address, sent)
        assert first["Location"] == second["Location"]
        assert Application.objects.count() == 1
        assert not KeptForm.objects.exists()

    def test_it_is_of_one_person(self, clerk: Client, address: str) -> None:
        save(clerk, self.name(address), key=str(uuid4()), fact_reasons=["lost_card"])
        other = reverse("applications:take_in", args=["kk", office.resident(KK_OFFICE).id])
        assert BACK not in text(clerk.get(other))


class TestActs:
    def test_an_examination_begun_comes_back(self, clerk: Client) -> None:
        row = office.ktp()
        address = reverse("applications:page", args=[row.public_code])
        used = str(uuid4())
        save(
            clerk,
            f"examination:{row.public_code}:{row.version}",
            **{
                "key": used,
                "state-photo": "deficient",
                "reason-photo": "Latar hijau",
                "note": "Datang besok",
            },
            field_1="name",
            given_1="Sekar",
            evidence_1="Sekarwati",
        )
        page = clerk.get(address)
        assert BACK in text(page)
        found = typed(page)
        assert (found["state-photo"], found["reason-photo"]) == ("deficient", "Latar hijau")
        assert (found["note"], found["evidence_1"], found["field_1"]) == ("Datang besok", "Sekarwati", "name")
        assert f'value="{used}"' in text(page)

    def test_a_refusal_begun_comes_back_unfolded(self, clerk: Client) -> None:
        row = office.ktp()
        address = reverse("applications:page", args=[row.public_code])
        values = {"refuse-key": str(uuid4()), "refuse-reason": "not_entitled", "refuse-note": "Domisili lain"}
        save(clerk, f"refuse:{row.public_code}:{row.version}", **values)
        page = clerk.get(address)
        found = typed(page)
        assert {name: found[name] for name in values} == values
        assert re.findall(r"<details open><summary[^>]*>([A-Z]\w+ \w+)", text(page)) == ["Tolak permohonan"]

    def test_after_another_act_what_was_typed_before_is_not_shown(self, clerk: Client) -> None:
        """Its findings are of an earlier round; and once it was sent it is gone."""
        row = office.ktp()
        begun = {"key": str(uuid4()), "state-photo": "deficient", "reason-photo": "Latar hijau"}
        save(clerk, f"examination:{row.public_code}:{row.version}", **begun)
        office.give_back(row)
        office.bring(row, "photo")
        assert BACK not in text(clerk.get(reverse("applications:page", args=[row.public_code])))

    def test_the_act_ends_it(self, clerk: Client) -> None:
        row = office.ktp()
        mark = {"isian": f"hold:{row.public_code}:{row.version}"}
        values = {"hold-key": str(uuid4()), "hold-reason": "power_cut"}
        save(clerk, mark["isian"], **values)
        assert (
            clerk.post(reverse("applications:hold", args=[row.public_code]), {**mark, **values}).status_code
            == 302
        )
        assert not KeptForm.objects.exists()

    def test_an_error_keeps_what_was_sent(self, clerk: Client) -> None:
        row = office.ktp()
        address = reverse("applications:return", args=[row.public_code])
        sent = {
            "isian": f"examination:{row.public_code}:{row.version}",
            "key": str(uuid4()),
            "state-photo": "deficient",
            "note": "Datang besok",
        }
        assert clerk.post(address, sent).status_code == 422
        found = typed(clerk.get(reverse("applications:page", args=[row.public_code])))
        assert (found["state-photo"], found["note"]) == ("deficient", "Datang besok")

    def test_a_resubmission_begun_keeps_its_ticks(self, clerk: Client) -> None:
        row = office.ktp_at("submit")
        save(
            clerk,
            f"resubmit:{row.public_code}:{row.version}",
            key=str(uuid4()),
            present=["photo"],
        )
        found = typed(clerk.get(reverse("applications:page", args=[row.public_code])))
        assert found["present"] == "photo"
