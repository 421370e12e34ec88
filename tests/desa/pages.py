"""The pages of the desa's desk, with something of everything on them, for whoever looks at every page."""

from pamong.desa.actions import prepare_collection
from tests.applications.installation import give_back, key, ktp, ktp_at
from tests.desa.prepared import draft, officer, sent


def a_form() -> str:
    """The code of a form on its way, compared with nothing."""
    return sent(card={}).code


def on_a_list() -> str:
    """The code of a list by which a desa collects one ready application."""
    ready = ktp_at("hand-over").public_code
    made = prepare_collection(actor=officer(), key=key(), codes=[ready], collector="Puspa Contohsari")
    return made.code


def pages_of_a_desa() -> dict[str, str]:
    """The desa's desk with something of everything, and a form at every stage."""
    give_back(ktp("not_recorded"))
    made = on_a_list()
    ktp_at("hand-over")
    fresh = draft(card={"name": "Melati Karang"})
    return {
        "desa, desk": "/desa",
        "desa, collect": "/desa/pengambilan",
        "desa, a list": f"/desa/pengambilan/{made}",
        "desa, new form": "/desa/formulir/baru/ktp",
        "desa, draft": f"/desa/formulir/{fresh.code}",
        "desa, correct": f"/desa/formulir/{fresh.code}/ubah",
        "desa, sent": f"/desa/formulir/{sent().code}",
    }
