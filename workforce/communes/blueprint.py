"""Officers' screens: for the communes and the centre, and nobody else."""

from workforce.access import closed_blueprint, roles
from workforce.models import Role

blueprint = closed_blueprint(
    "communes", __name__, policy=roles(Role.COMMUNE, Role.CENTRE), url_prefix="/can-bo"
)
