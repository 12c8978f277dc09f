"""Help, privacy notice, terms: plain words, from the texts the site really uses."""

from flask import current_app, render_template

from workforce.consents import consents
from workforce.public.blueprint import blueprint


@blueprint.get("/tro-giup")
def help() -> str:
    """Answer what people ask first, and say whom to call."""
    return render_template("public/help.html")


@blueprint.get("/bao-ve-du-lieu")
def privacy() -> str:
    """Say what is collected, for what, who sees it, for how long; from the consent texts."""
    return render_template("public/privacy.html", consents=consents.texts())


@blueprint.get("/dieu-khoan")
def terms() -> str:
    """Say what one agrees to by using the site."""
    return render_template(
        "public/terms.html",
        exchange=current_app.extensions["province"].get("national_exchange", {}),
    )
