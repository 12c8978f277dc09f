"""What happened to earlier suggestions → better weights, or the stated ones."""
