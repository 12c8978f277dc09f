"""Reference data: seeds/ loaded into the database, and read back by date."""
