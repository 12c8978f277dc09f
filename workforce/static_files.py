"""Style sheets, scripts and pictures, served with their own headers."""

import hashlib
import os
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from workforce.security_headers import HEADERS

#: a copy is given its original's time as a float, which forgets the last nanoseconds
ROUNDING_NS = 1_000
#: their addresses carry a hash of their content, so a phone asks for each version once
VERSIONED = (".css", ".js")
FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"


class StaticFiles(WhiteNoise):
    """WhiteNoise that trusts a compressed copy only while it is as new as its original.

    The copies are made by ``make run``. An edit made later would otherwise reach nobody:
    every browser asks for the compressed copy.
    """

    def add_file_to_dictionary(
        self, url: str, path: str, stat_cache: dict[str, os.stat_result] | None = None
    ) -> None:
        """Offer ``path`` and those of its copies that are not older."""
        if stat_cache is not None and not self.is_compressed_variant(path, stat_cache=stat_cache):
            edited = stat_cache[path].st_mtime_ns - ROUNDING_NS
            stat_cache = {
                name: stat_cache[name]
                for name in (path, f"{path}.br", f"{path}.gz")
                if name in stat_cache and stat_cache[name].st_mtime_ns >= edited
            }
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)


def serve(wsgi_app: Any, folder: Path) -> StaticFiles:
    """Return ``wsgi_app`` with the files of ``folder`` under ``/static/``."""
    return StaticFiles(
        wsgi_app, root=str(folder), prefix="static/", add_headers_function=_add_headers
    )


def init_app(app: Flask) -> None:
    """Write the version of a style sheet or script into its address: ``site.css?v=3fa9…``."""
    versions: dict[str, str] = {}

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        name = values.get("filename", "")
        if endpoint != "static" or not name.endswith(VERSIONED):
            return
        if name not in versions or app.debug:
            content = Path(app.static_folder or "", name).read_bytes()
            versions[name] = hashlib.sha256(content).hexdigest()[:10]
        values["v"] = versions[name]


def _add_headers(headers: Any, _path: str, url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Cache-Control"] = FOR_EVER if url.endswith(VERSIONED) else A_DAY
