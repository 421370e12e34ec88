"""What a person keeps at the desk: the lists that are opened every day."""

from django.db import models


class SavedFilter(models.Model):
    """A list under a name of the person's own. `query` is the list's address after the question mark; nothing in it
    names an applicant.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.CharField(max_length=64)
    office = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "office", "name"], name="desk_filter_name_once"),
            models.CheckConstraint(name="desk_filter_named", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
