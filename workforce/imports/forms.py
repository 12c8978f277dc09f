"""The upload form."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

from workforce.forms import BooleanField, Form, ValidationError


class UploadForm(Form):
    """A workbook, and whether it is only tried."""

    file = FileField(_l("Tệp Excel"))
    is_dry_run = BooleanField(_l("Chỉ kiểm tra, chưa ghi gì"))

    def validate_file(self, field: FileField) -> None:
        """A form without a file says so in our words."""
        if not field.data or not field.data.filename:
            raise ValidationError(str(_l("Anh/chị chọn tệp Excel.")))
