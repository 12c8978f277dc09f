"""Rules about a person that several roles use."""
