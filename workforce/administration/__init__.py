"""Screens of the administrator: accounts, codes, tables of figures, the audit log."""
