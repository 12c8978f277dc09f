"""A page as a PDF. WeasyPrint needs Debian's pango; without it the link says what to install."""

from typing import Any

from workforce.errors import WorkforceError
from workforce.i18n import _
from workforce.settings import PROJECT

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"


class PdfUnavailable(WorkforceError):
    """The libraries that draw a PDF are not on this machine."""

    status = 503


def render(html: str) -> bytes:
    """Return the page as a PDF, laid out by the print rules of the site's stylesheet.

    Raises:
        PdfUnavailable: pango is missing; the sentence names the packages.
    """
    weasyprint = _load()
    style = weasyprint.CSS(filename=PROJECT / "static" / "css" / "site.css")
    return weasyprint.HTML(string=html).write_pdf(stylesheets=[style])


def _load() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailable(
            _(
                "Máy chủ chưa có phần tạo PDF. Người quản trị cài: %(packages)s. Trong lúc chờ,"
                " anh/chị mở trang và in từ trình duyệt.",
                packages=PACKAGES,
            )
        ) from error
    return weasyprint
