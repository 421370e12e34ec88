"""What there is: every address of the installation, and everything that it has written down."""

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver

# Signing in, being counted and setting up codes are one's own business and write into these on the way to a refusal.
_OWN_BUSINESS = {"sessions.Session", "staff.Seat", "staff.SignInFailures"}


def named(resolver: URLResolver, within: str = "") -> Iterator[str]:
    """Every address below a resolver as `namespace:name`; one without a name by its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{within}{pattern.name}" if pattern.name else f"{within}? {pattern.pattern}"
        else:
            yield from named(pattern, f"{within}{pattern.namespace}:" if pattern.namespace else within)


def state() -> str:
    """A digest of everything that is written down, one's own session apart."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.label not in _OWN_BUSINESS:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
                digest.update(repr((model._meta.label, cursor.fetchall())).encode())
    return digest.hexdigest()
