"""Style sheets, scripts and pictures, served with their own headers."""

import os
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise

from workforce.security_headers import HEADERS

#: a copy is given its original's time as a float, which forgets the last nanoseconds
ROUNDING_NS = 1_000


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


def _add_headers(headers: Any, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
