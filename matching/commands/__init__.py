"""The commands of ``python -m matching``: one module each, files in, files and tables out."""
