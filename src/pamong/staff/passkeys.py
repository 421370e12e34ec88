"""Passkeys (WebAuthn) through py_webauthn: what the browser is asked, and whether its answer is right."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


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
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Pamong",
        user_id=user_id,
        user_name=username,
        user_display_name=full_name,
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return Question(options_to_json(options), bytes_to_base64url(options.challenge))


def registered(answer: str, *, site: Site, challenge: str) -> Credential | None:
    """The new credential, or None when the answer is not to this question."""
    try:
        verified = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return Credential(
        bytes_to_base64url(verified.credential_id),
        bytes_to_base64url(verified.credential_public_key),
        verified.sign_count,
    )


def ask_to_sign(*, site: Site, known: Iterable[str]) -> Question:
    """Ask a browser to prove that it holds one of the known passkeys."""
    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(known),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Question(options_to_json(options), bytes_to_base64url(options.challenge))


def signed(answer: str, *, site: Site, challenge: str, credential: Credential) -> int | None:
    """The new sign count, or None when the answer is not to this question or not by this credential."""
    try:
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(credential.public_key),
            credential_current_sign_count=credential.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return verified.new_sign_count


def credential_of(answer: str) -> str:
    """The credential id (base64url) that an answer names; empty when it is no answer of a browser."""
    try:
        named = json.loads(answer)["id"]
    except (ValueError, KeyError, TypeError):
        return ""
    return named if isinstance(named, str) else ""


def _descriptors(known: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known]
