"""Entry point: `flask --app app …` and `gunicorn app:app` both start here."""

from workforce import create_app

app = create_app()
