"""Screens of commune officers and job-centre counsellors."""
