"""Which process runs which test when several run them."""

from xdist.scheduler import LoadScopeScheduling

#: folders whose tests start browsers and servers: two at a time starve each other
TOGETHER = ("tests/browser/", "tests/journeys/")


class ServersTogether(LoadScopeScheduling):
    """Gives one process all tests that start servers, first, and spreads the others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER[0] if nodeid.startswith(TOGETHER) else nodeid
