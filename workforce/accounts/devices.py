"""A browser in two words a person recognises: 'Chrome, Android'."""

# Order matters: Edge and Samsung also say Chrome, Chrome also says Safari.
BROWSERS = (
    ("Zalo", "Zalo"), ("Edg", "Edge"), ("CocCoc", "Cốc Cốc"), ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"), ("OPR/", "Opera"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """Return what a browser calls itself, shortened; '' when it says nothing we know.

    The full text is not kept: it identifies a phone better than its owner would like.
    """
    found = [
        next((name for mark, name in names if mark in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found))
