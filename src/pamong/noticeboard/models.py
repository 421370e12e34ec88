"""What the public pages remember: how often a source asked for codes that nobody has. Nothing about a visitor."""

from django.db import models


class UnknownCodes(models.Model):
    """How many codes that belong to no application one source asked for in one hour.

    ``source`` is a keyed digest of the network address and the hour, so that no two hours of a visitor can be put
    together and no address be read.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=64, unique=True)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.source[:8]} {self.hour:%Y-%m-%d %H}: {self.count}"
