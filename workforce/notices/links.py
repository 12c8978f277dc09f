"""Signed addresses in messages: stop them, confirm an e-mail address.

Opening one changes nothing: a mail scanner opens them too. The page has a button.
"""

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

CONFIRM_SECONDS = 3 * 24 * 3600


def stop_token(secret_key: str, account_id: int) -> str:
    """Return what stops the messages of an account; it never grows old."""
    return URLSafeSerializer(secret_key, salt="notices.stop").dumps(account_id)


def read_stop_token(secret_key: str, token: str) -> int | None:
    """Return the account a token stops, or None for one nobody signed."""
    try:
        found = URLSafeSerializer(secret_key, salt="notices.stop").loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def confirm_token(secret_key: str, account_id: int, address_index: str) -> str:
    """Return what confirms the address an account gave, named by its keyed hash."""
    serializer = URLSafeTimedSerializer(secret_key, salt="notices.email")
    return serializer.dumps([account_id, address_index])


def read_confirm_token(secret_key: str, token: str) -> tuple[int, str] | None:
    """Return (account, keyed hash of the address); None if forged or older than three days."""
    serializer = URLSafeTimedSerializer(secret_key, salt="notices.email")
    try:
        account_id, address_index = serializer.loads(token, max_age=CONFIRM_SECONDS)
    except (BadSignature, TypeError, ValueError):
        return None
    return account_id, address_index
