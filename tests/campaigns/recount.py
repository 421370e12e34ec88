"""Counts what the database holds after a crash: `python -m tests.campaigns.recount`; prints JSON.

`half`: applications whose row is not what their last entry says, entries without application, applications without
entry. `gaps`: register numbers missing or doubled. `keys`: the idempotency keys of every act that is there.
"""

import json

import django


def recount() -> dict[str, object]:
    django.setup()
    from pamong.applications import states
    from pamong.applications.models import Application
    from pamong.ledger.models import Entry
    from pamong.offices.models import RegisterCounter

    half = []
    rows = {str(row.pk): row for row in Application.objects.all()}
    entries: dict[str, Entry] = {}
    for entry in Entry.objects.filter(subject_kind="application").order_by("subject_sequence"):
        entries[entry.subject_id] = entry
    half += [f"entry without application: {subject}" for subject in entries.keys() - rows.keys()]
    half += [f"application without entry: {subject}" for subject in rows.keys() - entries.keys()]
    for subject in rows.keys() & entries.keys():
        if entries[subject].payload["after"] != states.data(states.state_of(rows[subject])):
            half.append(f"row and last entry differ: {subject}")
    gaps = []
    for counter in RegisterCounter.objects.filter(book="ktp"):
        numbers = sorted(row.number for row in rows.values() if row.book == counter.book)
        if numbers != list(range(1, counter.last + 1)):
            gaps.append(f"{counter.book} {counter.year}: {len(numbers)} numbers, counter at {counter.last}")
    keys = list(Entry.objects.filter(subject_kind="application").values_list("key", flat=True))
    return {"half": half, "gaps": gaps, "keys": keys}


if __name__ == "__main__":
    print(json.dumps(recount()))
