"""Makes an office with a desa whose officer can sign in: `python -m tests.campaigns.desa_office DRAFTS`.

Prints the codes of so many drafts, ready to be sent ahead. With `recount` instead it prints what is there, as JSON.
"""

import json
import sys
from datetime import date, timedelta

import django

from tests.campaigns.office import PASSWORD

DESA = "35.08.07.2001"
USERNAME = "desa.kampanye"
SEEN = ("applicant_signature", "village_head_signature", "photo")
NAME, ADDRESS = "Uji Kampanye", "Dusun Kampanye RT 02 RW 01 dekat balai desa"


def build(drafts: int) -> None:
    from tests.campaigns.office import build as office

    list(office(0))
    from pamong.desa import actions
    from pamong.desa.content import Content
    from pamong.ledger import clock
    from pamong.offices import queries as offices
    from pamong.staff import actions as staff
    from pamong.staff.rules import Actor

    installer = Actor("installation", "Pemasang", "35.08", "it")
    first = f"{PASSWORD}-awal"
    person = staff.add_person(
        actor=installer, username=USERNAME, full_name="Desa Kampanye", password=first, key="campaign:desa"
    )
    staff.appoint(
        actor=installer,
        person_id=person.id,
        office=DESA,
        post="desa",
        valid_from=clock.today(offices.zone(DESA)) - timedelta(days=1),
        decree="SK uji",
        key="campaign:desa:appoint",
    )
    actor = Actor(str(person.id), "Desa Kampanye", DESA, "desa")
    staff.change_password(
        actor=actor, current=first, password=PASSWORD, session_key="", key="campaign:desa:password"
    )
    content = Content(NAME, "m", "Lumajang", date(1990, 5, 17), "wni", number_missing_reason="no_document")
    for number in range(drafts):
        row = actions.prepare(actor=actor, key=f"campaign:draft:{number}", service="ktp", content=content)
        print(row.code)


def recount() -> None:
    """`typed`: the telephone numbers on the forms that came by the line, each sent with another; `half`: forms that are
    not what was typed; `sent`: the forms that were sent, once for each entry that says so.
    """
    django.setup()
    from pamong.desa import sealed
    from pamong.desa.models import PreparedForm
    from pamong.ledger.models import Entry

    by_line = [content for row in PreparedForm.objects.all() if (content := sealed.content(row)).phone]
    rows = {str(row.pk): row.code for row in PreparedForm.objects.filter(state="sent")}
    sent = Entry.objects.filter(verb="send_form").values_list("subject_id", flat=True)
    found = {
        "typed": sorted(content.phone for content in by_line),
        "half": [content.phone for content in by_line if (content.name, content.address) != (NAME, ADDRESS)],
        "sent": sorted(rows.get(subject, "not sent") for subject in sent),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1] == "recount":
        recount()
    else:
        build(int(sys.argv[1]))
