"""`display(*objects)`: sends each object's representations to the host as one MIME bundle."""

import base64
import builtins
import json

from . import bridge
from .encoding import to_json

_METHODS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "text/latex": "_repr_latex_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "application/pdf": "_repr_pdf_",
    "application/json": "_repr_json_",
}
_encode = json.JSONEncoder().encode


def display(*objects):
    """Shows objects by the best representation they have: HTML, Markdown, an image, or plain text."""
    for value in objects:
        bridge.host.display(to_json(_bundle(value)))


def _bundle(value):
    bundle = {}
    for mime, item in _given_bundle(value).items():
        _add(bundle, mime, item)
    for mime, method in _METHODS.items():
        if mime not in bundle:
            _add(bundle, mime, _call(value, method))
    bundle.setdefault("text/plain", _plain(value))
    return bundle


def _given_bundle(value):
    """What `_repr_mimebundle_` gives: a bundle, or a pair of a bundle and its metadata."""
    given = _call(value, "_repr_mimebundle_")
    if isinstance(given, tuple) and given:
        given = given[0]
    return given if isinstance(given, dict) else {}


def _call(value, method):
    """Calls one representation of an object; one that fails does not lose the others."""
    if isinstance(value, type):
        return None
    try:
        function = getattr(value, method, None)
        given = function() if callable(function) else None
    except Exception:
        return None
    # As in IPython, a method may give a pair of data and metadata.
    if isinstance(given, tuple) and method != "_repr_mimebundle_" and given:
        return given[0]
    return given


def _add(bundle, mime, item):
    """Enters a representation as text: bytes as base64, structures as JSON."""
    if item is None or not isinstance(mime, str):
        return
    if isinstance(item, bytes | bytearray):
        item = base64.b64encode(item).decode("ascii")
    elif not isinstance(item, str):
        try:
            item = _encode(item)
        except Exception:
            return
    bundle[mime] = item


def _plain(value):
    try:
        return repr(value)
    except Exception as error:
        return f"<repr failed: {type(error).__name__}>"


def install():
    """Makes `display` a builtin."""
    display.__module__ = "builtins"
    builtins.display = display
