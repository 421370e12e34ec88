"""Session and person of a request, as Django asks for them: the same reads, their statements put together once.

Every page of the staff begins with both.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from pamong.ledger.prepared import Prepared
from pamong.staff.models import Person


class SessionStore(DatabaseSessions):
    """Sessions in the database: one that was ended in one process is ended in all."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(key=self.session_key, now=timezone.now())  # noqa: TID251 - by the clock that Django wrote the expiry with
        if found is None:
            # As Django's own: the cookie of a session that is no more must not become the key of a new one.
            self._session_key = None
        return found


class People(ModelBackend):
    """Finds the person of a session; somebody who has left is nobody."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person with this key who has not left."""
        found = _PERSON.first(key=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


_SESSION = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))
_PERSON = Prepared(lambda key: Person.objects.filter(pk=key))
