"""Applying, and the steps an application may take: rules used by several roles."""
