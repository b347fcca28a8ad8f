"""Templates: compiled when the application is made, and given one value, `page`."""

from flask import Flask, current_app
from flask.templating import Environment
from jinja2 import StrictUndefined

from webapp.revalidating import software_version


class ValuesEnvironment(Environment):
    """Templates that print values, which have attributes and no items: what is not there is an error."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]  # the built-in one names its parameters otherwise


def install(app: Flask) -> None:
    """Compile the templates of *app*, so that no reader waits for it."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["static"] = f"{app.static_url_path}/"
    app.jinja_env.globals["version"] = software_version()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def rendered(name: str, page: object) -> str:
    """Return *page* as the template with this name prints it."""
    return current_app.jinja_env.get_template(name).render(page=page)
