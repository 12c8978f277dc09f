"""The administrator's screens, and nobody else's."""

from workforce.access import closed_blueprint, roles
from workforce.models import Role

blueprint = closed_blueprint(
    "administration", __name__, policy=roles(Role.ADMIN), url_prefix="/quan-tri"
)
