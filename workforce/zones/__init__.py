"""Zones of the resolution as anybody may read them: facts with their sources."""
