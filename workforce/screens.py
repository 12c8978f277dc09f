"""All blueprints of the site, in the order of the house."""

from flask import Blueprint

from workforce.accounts.views import blueprint as accounts
from workforce.administration.views import blueprint as administration
from workforce.api.key_pages import blueprint as api_keys
from workforce.api.views import blueprint as api
from workforce.api.views import writing as api_writing
from workforce.certificates.views import blueprint as certificates
from workforce.communes.views import blueprint as communes
from workforce.complaints.views import blueprint as complaints
from workforce.department.views import blueprint as department
from workforce.employers.views import blueprint as employers
from workforce.imports.views import blueprint as imports
from workforce.notices.views import blueprint as notices
from workforce.public.views import blueprint as public
from workforce.schools.views import blueprint as schools
from workforce.seekers.views import blueprint as seekers
from workforce.training.views import blueprint as training

BLUEPRINTS: tuple[Blueprint, ...] = (
    public,
    certificates,
    complaints,
    accounts,
    imports,
    notices,
    seekers,
    employers,
    schools,
    training,
    communes,
    department,
    administration,
    api,
    api_writing,
    api_keys,
)
