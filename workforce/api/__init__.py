"""The site for machines: what the public pages show as JSON, and openings written with a key."""
