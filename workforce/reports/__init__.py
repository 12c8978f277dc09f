"""Figures that can be re-run: each from the ledger or the declarations, as known on a date."""
