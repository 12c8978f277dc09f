"""Notices: the inbox inside the site, and the messages that say there is something in it."""
