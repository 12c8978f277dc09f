"""Signing in and out, registering, one-time codes, sessions, passwords."""
