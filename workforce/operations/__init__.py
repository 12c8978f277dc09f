"""Running the site: start-up, supervision, the queue's worker, gunicorn's settings."""
