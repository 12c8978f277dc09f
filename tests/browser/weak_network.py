"""A cheap phone at the edge of the network: 400 kbit/s, 400 ms there and back, a slow processor."""

from playwright.sync_api import Page

BYTES_A_SECOND = 400_000 / 8
ROUND_TRIP_MS = 400
SLOWER = 6  #: times slower than this machine


class Stopwatch:
    """Seconds of each page, from asking for it until it can be used.

    Usable: everything is read and styled and its scripts have run (DOMContentLoaded).

    Attributes:
        pages: [(path, seconds)] in the order of visiting; redirects count to their page.
    """

    def __init__(self, page: Page):
        self.pages: list[tuple[str, float]] = []
        self._page = page
        self._since: float | None = None
        self._wire = page.context.new_cdp_session(page)
        for part in ("Network", "Page"):
            self._wire.send(f"{part}.enable")
        self._wire.on("Network.requestWillBeSent", self._asked)
        self._wire.on("Page.domContentEventFired", self._usable)

    def slow_down(self, *, processor: int = SLOWER) -> None:
        """Make network and processor slow from now on."""
        self._wire.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False, "latency": ROUND_TRIP_MS,
                "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND,
            },
        )  # fmt: skip
        self._wire.send("Emulation.setCPUThrottlingRate", {"rate": processor})

    def _asked(self, event: dict) -> None:
        is_page = event.get("type") == "Document" and event.get("frameId")
        if is_page and "redirectResponse" not in event:
            self._since = event["timestamp"]

    def _usable(self, event: dict) -> None:
        if self._since is None:
            return
        path = "/" + self._page.url.split("/", 3)[-1]
        self.pages.append((path, event["timestamp"] - self._since))
        self._since = None
