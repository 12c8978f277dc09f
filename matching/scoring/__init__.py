"""Pairs of profiles → scores with named contributions."""
