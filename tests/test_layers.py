"""Who may import whom (README § Folder map), read from the source, functions included."""

import ast
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
WEB = {
    "flask", "flask_wtf", "flask_login", "flask_babel", "wtforms", "werkzeug",
    "workforce.access", "workforce.forms", "workforce.pages", "workforce.database",
}  # fmt: skip
ROLES = ("public", "seekers", "employers", "schools", "communes", "department", "administration")
ROLE_PACKAGES = {f"workforce.{role}" for role in ROLES}
#: packages that know everybody because they start or show everything, or let machines in
ENTRANCES = {"commands", "operations", "demo", "api"}
MATCHING_MAY_IMPORT = {"matching", "numpy", "scipy", "sklearn", "rapidfuzz", "joblib", "numba"}
MODELS_MAY_IMPORT = {"sqlmodel", "sqlalchemy", "workforce.models"}

#: pattern of files → what they must not import
FORBIDDEN: dict[str, set[str]] = {
    "workforce/*/actions.py": WEB,
    "workforce/*/queries.py": WEB,
    "workforce/suggestions/**/*.py": WEB,
}
#: pattern of files → all they may import beside the standard library
ALLOWED: dict[str, set[str]] = {
    "matching/**/*.py": MATCHING_MAY_IMPORT,
    "workforce/models/**/*.py": MODELS_MAY_IMPORT,
}


def packages() -> list[str]:
    """Return the packages of workforce that have code."""
    return sorted({path.parent.name for path in (PROJECT / "workforce").glob("*/*.py")})


for package in packages():
    if package in ROLES:
        FORBIDDEN[f"workforce/{package}/**/*.py"] = ROLE_PACKAGES - {f"workforce.{package}"}
    elif package not in ENTRANCES:
        FORBIDDEN[f"workforce/{package}/**/*.py"] = (
            FORBIDDEN.get(f"workforce/{package}/**/*.py", set()) | ROLE_PACKAGES
        )


def files(pattern: str) -> list[Path]:
    """Return the files of a pattern; a pattern nobody matches guards nothing."""
    found = sorted(PROJECT.glob(pattern))
    assert found, f"no file matches {pattern}"
    return found


def imported_modules(file: Path) -> set[str]:
    """Return the full names a file imports, ``from a import b`` as both a and a.b."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def is_within(module: str, packages: set[str]) -> bool:
    """True if ``module`` is one of the packages or inside one."""
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


def cases(rules: dict[str, set[str]]) -> list:
    """Return one case per file under each pattern."""
    return [
        pytest.param(file, names, id=str(file.relative_to(PROJECT)))
        for pattern, names in rules.items()
        for file in files(pattern)
    ]


@pytest.mark.parametrize(("file", "banned"), cases(FORBIDDEN))
def test_it_does_not_reach_into_another_layer(file, banned):
    reached = sorted(name for name in imported_modules(file) if is_within(name, banned))

    assert reached == []


@pytest.mark.parametrize(("file", "allowed"), cases(ALLOWED))
def test_it_stands_on_few_libraries(file, allowed):
    foreign = {
        name for name in imported_modules(file)
        if name.partition(".")[0] not in sys.stdlib_module_names and not is_within(name, allowed)
    }  # fmt: skip

    # ``from workforce import models`` names workforce itself; what counts is the full name.
    assert foreign - {"workforce"} == set()


@pytest.mark.parametrize(
    "file", [pytest.param(path, id=path.parent.name) for path in files("workforce/*/actions.py")]
)
def test_an_action_never_commits(file):
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    commits = [
        call.lineno for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    ]  # fmt: skip

    assert commits == []


def test_only_the_clock_asks_what_time_it_is():
    asked = []
    for file in files("workforce/**/*.py"):
        if file.name == "clock.py":
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}:
                owner = ast.unparse(node.value)
                if owner.rpartition(".")[2] in {"date", "datetime"}:
                    asked.append(f"{file.relative_to(PROJECT)}:{node.lineno}")

    assert asked == []
