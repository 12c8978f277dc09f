"""Consent texts with versions, and who agreed to what when."""
