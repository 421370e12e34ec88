"""Forms that keep what was typed: sealed on the server, for the person who typed it, until the act is done.

A form takes part by its mark (`staff/parts/kept.jinja`): its name in a hidden field. From then on the guards of this
room keep what is sent and not carried out, and drop what is; the page asks `find` when it is opened.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, QueryDict

from pamong.ledger import queries as ledger
from pamong.ledger.prepared import Prepared
from pamong.offices import queries as offices
from pamong.staff.actions import keeping as actions
from pamong.staff.models import KeptForm
from pamong.staff.rules import Actor
from pamong.vault.errors import SealBroken
from pamong.vault.sealing import unseal

MARK = "isian"
"""The hidden field with the name of the form, for example "intake:ktp:<resident>"."""
LONGEST_NAME = 200
# What belongs to one sending and not to the form.
_OF_THE_SENDING = frozenset({MARK, "csrfmiddlewaretoken", "confirmed", "hitung", "all_present"})


@dataclass(frozen=True)
class KeptRow:
    """What stood in the form called ``name`` when it was last kept."""

    name: str
    values: QueryDict = field(repr=False)
    kept_at: datetime
    zone: tzinfo


def find(request: HttpRequest, actor: Actor, name: str) -> KeptRow | None:
    """What the actor had typed into one form that is being opened; None for a form that is being sent."""
    return find_each(request, actor, (name,)).get(name)


def find_each(request: HttpRequest, actor: Actor, names: Collection[str]) -> Mapping[str, KeptRow]:
    """What the actor had typed into these forms, by name. A form whose key an act has used since is finished, and none."""
    if request.method not in {"GET", "HEAD"}:
        return {}
    wanted = {identifier(actor, name): name for name in names}
    found: dict[str, KeptRow] = {}
    for row in _KEPT.rows(ids=list(wanted)):
        values = _opened(row)
        if values is not None and not is_done(values):
            name = wanted[row.pk]
            found[name] = KeptRow(name, values, row.kept_at, offices.zone(actor.office))
    return found


_KEPT = Prepared(lambda ids: KeptForm.objects.filter(pk__in=ids))


def keep(actor: Actor, sent: QueryDict) -> None:
    """Keep what was typed into a marked form, unless its act was done meanwhile: then nothing is left to keep.

    A saving that arrives after the act (the browser sends both at once) must not bring the form back.
    """
    row = identifier(actor, sent.get(MARK, ""))
    if is_done(sent):
        actions.drop_form(actor=actor, form_id=row)
    else:
        actions.keep_form(actor=actor, form_id=row, content=_written(sent))


def drop(actor: Actor, name: str) -> None:
    """Forget what the actor typed into this form; nothing happens when nothing is kept."""
    actions.drop_form(actor=actor, form_id=identifier(actor, name))


@contextmanager
def kept_unless_done(request: HttpRequest, actor: Actor) -> Iterator[None]:
    """Around a view: a marked form that did not lead to its act is kept, whatever was answered."""
    try:
        yield
    except (Http404, PermissionDenied, SuspiciousOperation):
        raise  # nothing that this person may do
    except Exception:
        keep_sent(request, actor)
        raise
    keep_sent(request, actor)


def keep_sent(request: HttpRequest, actor: Actor) -> None:
    """Keep or drop the marked form that this request sends, if it sends one."""
    if is_marked(request):
        keep(actor, request.POST)


def is_marked(request: HttpRequest) -> bool:
    """Whether a form that keeps what was typed is being sent."""
    return request.method == "POST" and 0 < len(request.POST.get(MARK, "")) <= LONGEST_NAME


def identifier(actor: Actor, name: str) -> UUID:
    """The key of the row: the same person, office and form meet in one row, also when two windows save at once."""
    return uuid5(NAMESPACE_URL, json.dumps(["pamong:kept", actor.person_id, actor.office, name]))


def is_done(values: QueryDict) -> bool:
    """Whether the act of this form stands in the ledger: then a second sending would only answer the first."""
    keys = [value for name, value in values.items() if name == "key" or name.endswith("-key")]
    return any(ledger.by_key(str(key)) is not None for key in keys if _is_ours(str(key)))


def _is_ours(key: str) -> bool:
    """Whether a page of ours could have made this key: whatever else stands there is not asked of the database."""
    with suppress(ValueError):
        return str(UUID(key)) == key
    return False


def _written(sent: QueryDict) -> str:
    pairs = [
        (name, value) for name, values in sent.lists() if name not in _OF_THE_SENDING for value in values
    ]
    return json.dumps(pairs, ensure_ascii=False)


def _opened(row: KeptForm) -> QueryDict | None:
    """What was typed; None when it does not open here: a kept form is a convenience and never worth a broken page."""
    try:
        text = unseal(row.content, table=actions.TABLE, column=actions.COLUMN, row=row.pk)
    except SealBroken:
        return None
    values = QueryDict(mutable=True)
    for name, value in json.loads(text):
        values.appendlist(name, value)
    return values
