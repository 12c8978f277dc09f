"""Sign certificates as VC-JWT: RS256, which every Open Badges 3.0 verifier must know.

The site holds the keys and signs for the schools. The private half is stored encrypted with
the data key; the public half stays published for good, so an old signature can be checked
after the key was changed.
"""

import base64
import datetime as dt
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from sqlmodel import Session, col, select

from workforce.crypto import DataKey
from workforce.models import SigningKey

COLUMN = "signing_key.private"
KEY_BITS = 2048


def current_key(session: Session) -> SigningKey | None:
    """Return the key that signs now; None before the first."""
    return session.exec(
        select(SigningKey)
        .where(col(SigningKey.retired_at).is_(None), col(SigningKey.private_encrypted).is_not(None))
        .order_by(col(SigningKey.id))
    ).first()


def make_key(session: Session, *, data_key: DataKey, now: dt.datetime) -> SigningKey:
    """Add a key pair, or return the one that signs already."""
    found = current_key(session)
    if found is not None:
        return found
    private = rsa.generate_private_key(public_exponent=65_537, key_size=KEY_BITS)
    jwk = _public_jwk(private.public_key())
    row = SigningKey(kid=_thumbprint(jwk), public_jwk=jwk, created_at=now)
    session.add(row)
    session.flush()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    row.private_encrypted = data_key.encrypt(pem.decode(), column=COLUMN, row=row.id)
    session.add(row)
    session.flush()
    return row


def published_keys(session: Session) -> list[SigningKey]:
    """Return every key there ever was, oldest first."""
    return list(session.exec(select(SigningKey).order_by(col(SigningKey.id))))


def sign(credential: dict[str, Any], *, key: SigningKey, key_url: str, data_key: DataKey) -> str:
    """Return the credential as a compact JWT.

    Args:
        key_url: where the public half is published; it becomes the header's ``kid``.

    Raises:
        ValueError: the key was retired, or is not one this module made.
    """
    private = _private(key, data_key)
    claims = credential | {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": int(dt.datetime.fromisoformat(credential["validFrom"]).timestamp()),
    }
    header = {"alg": "RS256", "typ": "JWT", "kid": key_url}
    signed = f"{_part(header)}.{_part(claims)}"
    signature = private.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signed}.{encoded(signature)}"


def encoded(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _private(key: SigningKey, data_key: DataKey) -> rsa.RSAPrivateKey:
    if key.private_encrypted is None:
        raise ValueError(f"signing key {key.id} is retired")
    pem = data_key.decrypt(key.private_encrypted, column=COLUMN, row=key.id).encode()
    private = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise ValueError(f"signing key {key.id} is not RSA")
    return private


def _part(values: dict[str, Any]) -> str:
    return encoded(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())


def _public_jwk(key: rsa.RSAPublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {"kty": "RSA", "e": _whole(numbers.e), "n": _whole(numbers.n)}


def _whole(value: int) -> str:
    return encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _thumbprint(jwk: dict[str, str]) -> str:
    """Return the key's name: the thumbprint of RFC 7638."""
    canonical = json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()
    return encoded(hashlib.sha256(canonical).digest())
