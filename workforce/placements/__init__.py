"""The placement ledger: what was said about each episode of work, by whom, and what follows."""
