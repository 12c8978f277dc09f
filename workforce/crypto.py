"""National ids and one-time codes at rest.

AES-SIV is deterministic and authenticated: the associated data binds a ciphertext to its
column and row, so it cannot be moved. Looking a number up goes through a keyed hash (the
blind index): a bare hash of twelve structured digits is reversed in an afternoon.
"""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV


class DamagedCiphertext(ValueError):
    """The bytes were changed, moved to another row, or written with another key."""


class DataKey:
    """Encrypts and indexes with one 64-byte key (``DATA_KEY``).

    Args:
        key: 64 bytes; AES-SIV uses them whole, the index a key derived from them.
    """

    def __init__(self, key: bytes):
        self._siv = AESSIV(key)
        self._index_key = hmac.new(key, b"blind-index-v1", hashlib.sha256).digest()

    def encrypt(self, text: str, *, column: str, row: int) -> bytes:
        """Return ciphertext readable only at this column ('person.national_id') and row."""
        return self._siv.encrypt(text.encode(), [column.encode(), str(row).encode()])

    def decrypt(self, data: bytes, *, column: str, row: int) -> str:
        """Return the text; raise DamagedCiphertext if it does not belong here."""
        try:
            return self._siv.decrypt(data, [column.encode(), str(row).encode()]).decode()
        except InvalidTag as error:
            raise DamagedCiphertext(f"{column} of row {row} cannot be decrypted") from error

    def encrypt_bytes(self, data: bytes, *, column: str, row: int) -> bytes:
        """Return ciphertext of a file, readable only at this column and row."""
        return self._siv.encrypt(data, [column.encode(), str(row).encode()])

    def decrypt_bytes(self, data: bytes, *, column: str, row: int) -> bytes:
        """Return the file; raise DamagedCiphertext if it does not belong here."""
        try:
            return self._siv.decrypt(data, [column.encode(), str(row).encode()])
        except InvalidTag as error:
            raise DamagedCiphertext(f"{column} of row {row} cannot be decrypted") from error

    def blind_index(self, text: str, *, purpose: str) -> str:
        """Return 64 hex digits, equal for equal texts of one purpose, useless without key."""
        return hmac.new(self._index_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()
