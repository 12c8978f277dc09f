"""Inviting people nobody knows the name of: rules both sides share."""
