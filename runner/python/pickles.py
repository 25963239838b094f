"""Sessions as other tools keep them: a `dill.session` dump of `__main__`, taken up and given.

The bytes may come from anyone. What they hold runs here, in the sandbox, as a cell would.
"""

import importlib
import io
import os
import sys
import zipimport

from . import distributions, pickle_losses, pickle_reading, pickle_writing, variables
from .namespace import namespace

_FOLDER = "/tmp"
_MOST_NAMES = 1000
_MOST_LOST = 200
_LONGEST = 400

_wanted = []


def load(data, packages, wheel, wheel_name):
    """Puts the variables of a dump in the place of the user's; gives `{variables, lost, packages}`.

    Raises where the bytes are no such dump, or are damaged; then the session is not to be used any longer.
    """
    _wanted[:] = packages
    missing = distributions.missing(packages)
    pickle_reading.check(data)
    with _Dill(wheel, wheel_name) as dill:
        losses = pickle_losses.Losses()
        pickle_reading.read(data, dill, losses)
        lost = losses.report()
    return _report(variables.names(), lost, missing)


def save(wheel, wheel_name):
    """Gives the user's variables as a dump, and `{variables, lost, packages}`; packages are those it needs."""
    with _Dill(wheel, wheel_name) as dill:
        file = io.BytesIO()
        written, lost = pickle_writing.write(file, dill)
    return file.getbuffer(), _report(written, lost, distributions.loaded(_wanted))


def _report(names, lost, packages):
    """Puts a report into bounds, and into text that is well formed."""
    losses = [{**loss, "name": _plain(loss["name"]), "reason": _plain(loss["reason"])} for loss in lost[:_MOST_LOST]]
    return {"variables": [_plain(name) for name in names[:_MOST_NAMES]], "lost": losses, "packages": packages}


def _plain(text):
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    return text.encode("utf-8", "backslashreplace").decode()


class _Dill:
    """The package dill, from the wheel that the host gave, for as long as it is needed."""

    def __init__(self, wheel, name):
        self._wheel = wheel
        self._path = f"{_FOLDER}/{name}"
        self._aside = {}

    def __enter__(self):
        self._aside = _take_modules()
        with open(self._path, "wb") as file:
            file.write(self._wheel)
        sys.path.insert(0, self._path)
        try:
            return importlib.import_module("dill")
        except BaseException:
            self._clear()
            raise

    def __exit__(self, *error):
        if not _is_used():
            return self._clear()
        # After the user's own folders, in which another one may be.
        sys.path.remove(self._path)
        sys.path.append(self._path)

    def _clear(self):
        dill = sys.modules.get("dill")
        if hasattr(dill, "extend"):
            dill.extend(False)
        _take_modules()
        sys.modules.update(self._aside)
        if self._path in sys.path:
            sys.path.remove(self._path)
        sys.path_importer_cache.pop(self._path, None)
        zipimport._zip_directory_cache.pop(self._path, None)
        os.remove(self._path)


def _take_modules():
    names = [name for name in sys.modules if name.partition(".")[0] == "dill"]
    return {name: sys.modules.pop(name) for name in names}


def _is_used():
    """Whether the user has dill among his variables: then it stays."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "dill"]
    return any(value is module for value in namespace.values() for module in modules)
