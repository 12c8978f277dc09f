"""Everybody who looks for work, kept ready: one new opening against all of them in milliseconds."""
