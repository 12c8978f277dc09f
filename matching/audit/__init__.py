"""What the caller may want to know about everybody at once: gaps between groups, drift."""
