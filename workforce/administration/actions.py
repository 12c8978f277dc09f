"""What an administrator does beside the rules of accounts: a first password for somebody."""

import secrets

#: without letters and digits that look alike when read out or written down
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


def first_password() -> str:
    """Return a random password of four groups, some 79 bits, easy to read out."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _letter in range(GROUP)) for _group in range(GROUPS)
    )
