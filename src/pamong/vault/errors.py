"""What can be wrong with keys and ciphertexts. Every error carries a sentence that says how to mend it."""

from pamong.standard.messages import Message


class VaultError(Exception):
    """The vault cannot do what was asked; ``message`` is for people and holds no secret."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.fill())
        self.message = message


class KeysMissing(VaultError):  # noqa: N818 - states what is the case
    """There is no key file. None is made silently: with a database that holds numbers it would be the wrong one."""


class KeysDamaged(VaultError):  # noqa: N818
    """The key file is there and cannot be used."""


class KeysBusy(VaultError):  # noqa: N818
    """The keys are being changed by another command, or the change of the index key is half done."""


class SealBroken(VaultError):  # noqa: N818
    """A ciphertext does not open in this place: altered, moved from another row, or sealed under a lost key."""
