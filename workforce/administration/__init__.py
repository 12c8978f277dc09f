"""The administrator's screens: accounts, codes to read out, tables of facts, the audit log."""
