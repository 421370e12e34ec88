"""How many entries the logs of an installation hold: `python -m bench.entries`."""

import os

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django

    django.setup()
    from pamong.ledger.models import Entry

    print(Entry.objects.count())
