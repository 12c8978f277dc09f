"""Certificates of finished courses: issued, shown as far as released, verified, revoked."""
