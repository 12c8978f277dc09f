"""All tables. Import them from here: ``from workforce.models import Opening``."""

from workforce.models.accounts import (
    Account,
    Attempt,
    AuditLog,
    CodePurpose,
    DepartmentScope,
    OneTimeCode,
    OutboxMessage,
    Role,
    SessionOrigin,
    SignInSession,
)
from workforce.models.applications import (
    ACTIVE_STATUSES,
    EMPLOYER_STEPS,
    SEEKER_STEPS,
    Application,
    ApplicationEvent,
    ApplicationStatus,
    Invitation,
    InvitationAnswer,
)
from workforce.models.base import SQLModel
from workforce.models.certificates import Certificate, NameShown, SigningKey
from workforce.models.complaints import Complaint, ComplaintDecision, ComplaintReason
from workforce.models.denials import DenialReason, StartDenial
from workforce.models.dismissals import Dismissal, DismissalReason
from workforce.models.enterprises import (
    ChangeKind,
    DeclarationKind,
    Enterprise,
    EnterpriseChange,
    EnterpriseStatus,
    Site,
    WorkforceDeclaration,
)
from workforce.models.exposures import Exposure
from workforce.models.geography import Unit, UnitLevel, UnitSuccession
from workforce.models.households import (
    Household,
    HouseholdMember,
    HouseholdRecovery,
    LandType,
    MemberWish,
    RecoveryDecision,
    SupportEvent,
    SupportStep,
)
from workforce.models.imports import (
    ApiKey,
    Import,
    ImportFile,
    ImportKind,
    ImportRow,
    ImportState,
    RowOutcome,
)
from workforce.models.merges import DuplicatePair, MergeChange, PairDecision, PersonMerge
from workforce.models.notices import (
    Channel,
    Delivery,
    DeliveryState,
    Frequency,
    Notice,
    NoticeChoice,
    SavedSearch,
)
from workforce.models.openings import (
    ContractType,
    FilledBy,
    Opening,
    OpeningPair,
    OpeningSkill,
    OpeningStatus,
    SameOpening,
    WageType,
)
from workforce.models.people import (
    ConsentEvent,
    ConsentPurpose,
    Education,
    Person,
    PersonCertificate,
    PersonSkill,
    SensitiveAttributes,
    Sex,
    SkillSource,
    Training,
    WishedOccupation,
    WorkHistory,
)
from workforce.models.placements import (
    CHECK_MONTHS,
    CheckOutcome,
    EvidenceTier,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    PlacementKind,
    PlacementSnapshot,
)
from workforce.models.schools import (
    Attendance,
    Audience,
    Course,
    CourseSkill,
    CourseStatus,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Intake,
    IntakeMove,
    MoveAnswer,
    School,
    SkillStandard,
)
from workforce.models.searches import QueryLog, SynonymDecision
from workforce.models.seats import SeatAnswer, SeatOffer
from workforce.models.signing_in import PhoneChange, PrintedCode, SharedPhone
from workforce.models.suggestions import (
    CandidateChunk,
    ExposurePrice,
    RunStatus,
    SuggestionList,
    SuggestionRun,
)
from workforce.models.training import (
    AgreementParty,
    ClassDemand,
    ClassProposal,
    TrainingAgreement,
)
from workforce.models.vocabulary import Occupation, OccupationSkill, Skill, Synonym
from workforce.models.zones import (
    IndicatorRule,
    Industry,
    Obligation,
    PolicyRate,
    ProvinceFact,
    Target,
    Zone,
    ZoneFact,
    ZoneIndustry,
    ZoneKind,
    ZoneUnit,
)

#: tables whose rows the database itself keeps from changing or going
APPEND_ONLY = (
    "placement_event",
    "workforce_declaration",
    "zone_fact",
    "consent_event",
    "application_event",
    "enrolment_event",
    "support_event",
    "audit_log",
    "start_denial",
)
