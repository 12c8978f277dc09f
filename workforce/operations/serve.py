"""``python -m workforce.operations.serve``: prepare the database, then be gunicorn.

One process for both, because loading the application takes longer than either.
"""

import sys

from gunicorn.app.wsgiapp import WSGIApplication

from app import app
from workforce.operations.prepare import prepare

if __name__ == "__main__":
    prepare(app)
    sys.stdout.flush()
    sys.argv = ["gunicorn", "--config", "python:workforce.operations.gunicorn"]
    WSGIApplication().run()
