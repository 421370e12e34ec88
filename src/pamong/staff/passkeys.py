"""Passkeys (WebAuthn) through py_webauthn: what the browser is asked, and whether its answer is right."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamong.shell.late import late

if TYPE_CHECKING:
    import webauthn
    from webauthn import helpers
    from webauthn.helpers import exceptions, structs
else:
    webauthn = late("webauthn")
    helpers = late("webauthn.helpers")
    exceptions = late("webauthn.helpers.exceptions")
    structs = late("webauthn.helpers.structs")


@dataclass(frozen=True, slots=True)
class Site:
    """The host a passkey belongs to ("localhost") and the origins its answers may name ("http://localhost:8000")."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser is asked, as JSON, and the challenge its answer must contain (base64url)."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Credential:
    """A public key as it is kept; both texts are base64url."""

    credential_id: str
    public_key: str
    sign_count: int


def ask_to_register(
    *, site: Site, user_id: bytes, username: str, full_name: str, known: Iterable[str]
) -> Question:
    """Ask a browser for a new passkey; ``known`` credentials are not offered a second time."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Pamong",
        user_id=user_id,
        user_name=username,
        user_display_name=full_name,
        exclude_credentials=_descriptors(known),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
    )
    return Question(webauthn.options_to_json(options), helpers.bytes_to_base64url(options.challenge))


def registered(answer: str, *, site: Site, challenge: str) -> Credential | None:
    """The new credential, or None when the answer is not to this question."""
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=helpers.base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (exceptions.WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return Credential(
        helpers.bytes_to_base64url(verified.credential_id),
        helpers.bytes_to_base64url(verified.credential_public_key),
        verified.sign_count,
    )


def ask_to_sign(*, site: Site, known: Iterable[str]) -> Question:
    """Ask a browser to prove that it holds one of the known passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(known),
        user_verification=structs.UserVerificationRequirement.PREFERRED,
    )
    return Question(webauthn.options_to_json(options), helpers.bytes_to_base64url(options.challenge))


def signed(answer: str, *, site: Site, challenge: str, credential: Credential) -> int | None:
    """The new sign count, or None when the answer is not to this question or not by this credential."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=helpers.base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=helpers.base64url_to_bytes(credential.public_key),
            credential_current_sign_count=credential.sign_count,
        )
    except (exceptions.WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return verified.new_sign_count


def credential_of(answer: str) -> str:
    """The credential id (base64url) that an answer names; empty when it is no answer of a browser."""
    try:
        named = json.loads(answer)["id"]
    except (ValueError, KeyError, TypeError):
        return ""
    return named if isinstance(named, str) else ""


def _descriptors(known: Iterable[str]) -> "list[structs.PublicKeyCredentialDescriptor]":
    return [structs.PublicKeyCredentialDescriptor(id=helpers.base64url_to_bytes(one)) for one in known]
