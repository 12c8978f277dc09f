"""The id in an address, bounded: Werkzeug's own integers are not, and the databases are."""

from werkzeug.routing import IntegerConverter, Map

MAX_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """``<id:opening_id>``: 1 to 2,147,483,647; anything else is a plain 404."""

    regex = r"[1-9][0-9]{0,9}"

    def __init__(self, url_map: Map):
        super().__init__(url_map, min=1, max=MAX_ID)
