"""Accounts, sessions that can be revoked, one-time codes, attempts, the outbox."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import true

from workforce.models.base import LINE, SHORT, TEXT, Field, SQLModel, check, choice, index


class Role(StrEnum):
    """What an account may do; one each."""

    SEEKER = "seeker"
    EMPLOYER = "employer"
    SCHOOL = "school"
    COMMUNE = "commune"
    CENTRE = "centre"
    DEPARTMENT = "department"
    ADMIN = "admin"


class DepartmentScope(StrEnum):
    """What part of the department an account serves."""

    WHOLE = "whole"
    ZONES = "zones"
    VOCATIONAL = "vocational"
    STATISTICS = "statistics"


class Account(SQLModel, table=True):
    """Somebody who signs in, with one role and what that role may act for.

    A number is one account's own; relatives who share the phone sign in with it too
    (``SharedPhone``), each to an account of their own.
    """

    __table_args__ = (
        check("role <> 'employer' OR enterprise_id IS NOT NULL", "employer_has_enterprise"),
        check("role <> 'school' OR school_id IS NOT NULL", "school_has_school"),
        check("role <> 'commune' OR unit_id IS NOT NULL", "commune_has_unit"),
        check("role <> 'department' OR department_scope IS NOT NULL", "department_has_scope"),
    )

    id: int = Field(default=None, primary_key=True)
    phone: str | None = Field(default=None, max_length=20, unique=True)  #: E.164
    role: Role = choice(Role)
    display_name: str = Field(default="", max_length=SHORT)
    password_hash: str = Field(default="", max_length=LINE)  #: empty: codes only
    language: str = Field(default="vi", max_length=2)
    #: the password came from somebody else: nothing opens before it is changed
    must_change_password: bool = False
    is_active: bool = True
    phone_verified_at: dt.datetime | None = None  #: None shows 'chưa xác minh'
    phone_verified_by: int | None = Field(default=None, foreign_key="account.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", unique=True)
    enterprise_id: int | None = Field(default=None, foreign_key="enterprise.id", index=True)
    school_id: int | None = Field(default=None, foreign_key="school.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    department_scope: DepartmentScope | None = choice(DepartmentScope, default=None, nullable=True)
    #: of an enterprise or a school: adds colleagues, takes them out; others work on its records
    is_manager: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    is_sample: bool = False
    created_at: dt.datetime
    created_by: int | None = Field(default=None, foreign_key="account.id")


class SessionOrigin(StrEnum):
    """How a session began; one opened with a code read out by staff confirms nothing."""

    PASSWORD = "password"
    CODE = "code"
    DESK_CODE = "desk_code"


class SignInSession(SQLModel, table=True):
    """A signed-in browser. The cookie holds a random token, this row its SHA-256."""

    __tablename__ = "sign_in_session"

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    origin: SessionOrigin = choice(SessionOrigin)
    device: str = Field(default="", max_length=LINE)
    created_at: dt.datetime
    last_seen_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None = None


class CodePurpose(StrEnum):
    """What a one-time code opens."""

    SIGN_IN = "sign_in"
    VERIFY_PHONE = "verify_phone"
    RESET_PASSWORD = "reset_password"


class OneTimeCode(SQLModel, table=True):
    """A six-digit code for one phone and purpose.

    ``read_out_*`` are filled when staff read it to the person: who, why, and how they
    made sure whom they speak with.
    """

    __tablename__ = "one_time_code"
    __table_args__ = (check("attempts >= 0", "attempts"),)

    id: int = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    purpose: CodePurpose = choice(CodePurpose)
    code_hash: str = Field(max_length=64)  #: keyed, a bare hash of six digits is no secret
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None = None
    attempts: int = 0
    read_out_by: int | None = Field(default=None, foreign_key="account.id")
    read_out_at: dt.datetime | None = None
    read_out_reason: str = Field(default="", max_length=LINE)
    identity_check: str = Field(default="", max_length=LINE)


class OutboxMessage(SQLModel, table=True):
    """A message waiting for a gateway, or for staff to read it out."""

    __tablename__ = "outbox_message"

    id: int = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    channel: str = Field(default="outbox", max_length=20)
    body_encrypted: bytes  #: AES-SIV: a code in clear would open the account
    code_id: int | None = Field(default=None, foreign_key="one_time_code.id")
    created_at: dt.datetime
    sent_at: dt.datetime | None = None


class Attempt(SQLModel, table=True):
    """A try at something limited (sign-in, code, registration), counted by all workers."""

    __table_args__ = (index("ix_attempt_bucket_at", "bucket", "at"),)

    id: int = Field(default=None, primary_key=True)
    bucket: str = Field(max_length=100)  #: 'sign_in:phone:<keyed hash>'
    at: dt.datetime
    succeeded: bool = False


class AuditLog(SQLModel, table=True):
    """Who did what to which record, or read what of it. Append-only."""

    __tablename__ = "audit_log"
    __table_args__ = (index("ix_audit_log_subject", "subject_type", "subject_id"),)

    id: int = Field(default=None, primary_key=True)
    at: dt.datetime = Field(index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    role: str = Field(default="", max_length=20)
    action: str = Field(max_length=60)  #: 'opening.posted', 'person.viewed'
    subject_type: str = Field(max_length=40)
    subject_id: int | None = None
    details: str = Field(default="", max_length=TEXT)  #: field names and ids, no values
