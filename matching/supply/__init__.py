"""How many people an opening suits near its place, and what single change would add most."""
