"""Passwords in the demo office: one and the same, printed on the screen at every start. A slow hash would guard nothing
and cost the first start ten seconds.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class DemoHasher(Argon2PasswordHasher):
    """argon2id at its cheapest. Only settings of a demo name it; an office's passwords never meet it."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
