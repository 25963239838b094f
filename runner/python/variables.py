"""What the user has defined, for `:vars` and the list of names in a checkpoint."""

import reprlib
import sys

from . import digests
from .namespace import namespace

_TEXT_LIMIT = 200
# No cell runs now, so this is not on a cell's large stack.
_DEPTH = 120
_ABSENT = object()

_hidden = {}


class _Reader(reprlib.Repr):
    """Builtin containers only as far as needed; a class of the user's by its own `__repr__`."""

    def repr_instance(self, value, level):
        try:
            return repr(value)
        except Exception as error:
            return f"<repr failed: {_failure(error)}>"


_reader = _Reader(maxlevel=4, maxother=_TEXT_LIMIT, maxstring=_TEXT_LIMIT, maxlong=_TEXT_LIMIT)


def names():
    """Gives the names of the user's variables, sorted; those with an underscore in front are private."""
    return sorted(name for name, value in list(namespace.items()) if _is_users(name, value))


def variables(with_digests):
    """Gives `{name, type, value, size}` of each of the user's variables, and its `digest` where asked for."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEPTH)
    try:
        return [_describe(name, namespace[name], with_digests) for name in names()]
    finally:
        sys.setrecursionlimit(limit)


def _is_users(name, value):
    return isinstance(name, str) and not name.startswith("_") and _hidden.get(name, _ABSENT) is not value


def _describe(name, value, with_digest):
    description = {"name": name, "type": type(value).__name__, "value": _text(value), "size": _size(value)}
    return description | {"digest": digests.digest(value)} if with_digest else description


def _text(value):
    try:
        text = _reader.repr(value)
    except Exception as error:
        text = f"<repr failed: {_failure(error)}>"
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 3] + "..."


def _failure(error):
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__


def _size(value):
    try:
        return sys.getsizeof(value)
    except Exception:
        return None


def install():
    """Takes what `__main__` holds now (`In`, `Out`) as not the user's."""
    _hidden.update(namespace)
