"""How many people an opening suits near its place, for its employer: counts without persons."""
