"""A passkey in software: what a telephone does when a page asks for one, so that the answers can be bent."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """One key pair for one site."""

    origin: str = "http://testserver"
    credential_id: bytes = b"kunci-sandi-uji-coba"
    count: int = 0
    private_key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def register(self, question: dict[str, Any]) -> str:
        """The answer to a question for a new passkey."""
        attested = (
            bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + self._public_key()
        )
        held = self._held(question["rp"]["id"], PRESENT | VERIFIED | ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": held})
        client = self._client("webauthn.create", question["challenge"])
        return self._answer({"clientDataJSON": encode(client), "attestationObject": encode(attestation)})

    def sign(self, question: dict[str, Any]) -> str:
        """The answer to a question for a signature."""
        self.count += 1
        held = self._held(question["rpId"], PRESENT | VERIFIED)
        client = self._client("webauthn.get", question["challenge"])
        signature = self.private_key.sign(held + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": encode(client),
                "authenticatorData": encode(held),
                "signature": encode(signature),
                "userHandle": None,
            }
        )

    def _answer(self, response: dict[str, Any]) -> str:
        name = encode(self.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _held(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> bytes:
        numbers = self.private_key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        return cbor2.dumps(key)
