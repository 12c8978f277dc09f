"""What can go wrong by rule, each with a sentence for the person and a status.

Actions raise these; one handler in workforce/error_pages.py renders them. The sentence
says what happened and what to do, in the person's language.
"""


class WorkforceError(Exception):
    """A rule was broken. ``str(error)`` is the sentence shown.

    Attributes:
        status: HTTP status of the page that shows it.
    """

    status = 400


class NotAllowed(WorkforceError):
    """The step is not open to this person or not at this point."""

    status = 403


class NotFound(WorkforceError):
    """There is no such record, or it is another owner's: the answer is the same."""

    status = 404


class Conflict(WorkforceError):
    """The record has moved on: closed, full, already done by somebody else."""

    status = 409


class Gone(WorkforceError):
    """The record was public and is closed for good."""

    status = 410


class InvalidInput(WorkforceError):
    """A value breaks a rule no form field could see.

    Attributes:
        field: name of the form field it belongs to, or None for the whole form.
    """

    status = 422

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


class TooManyAttempts(WorkforceError):
    """A limit on attempts was reached; the sentence says when to try again."""

    status = 429
