"""Packages of the index by name: which a session needs, and which are not there."""

import importlib
import importlib.util
import sys

_MOST = 1000
_OWN = frozenset(("dill", "js", "micropip", "packaging", "pyodide", "pyodide_js", "sitecustomize", "usercustomize"))


def missing(packages):
    """Gives those of the packages that are neither installed nor can be imported by their name."""
    return [name for name in packages if not _is_there(name)]


def loaded(wanted):
    """Gives the packages that the session has loaded, and those that it was loaded with."""
    tops = {name.partition(".")[0] for name in list(sys.modules) if isinstance(name, str)}
    tops = {name for name in tops if name not in sys.stdlib_module_names and name not in _OWN and name[0:1] != "_"}
    try:
        known = _metadata().packages_distributions() if tops else {}
    except Exception:
        known = {}
    found = {package for top in tops for package in known.get(top, ())}
    return sorted(found - _OWN | set(wanted))[:_MOST]


def _is_there(name):
    try:
        _metadata().distribution(name)
    except Exception:
        top = name.replace("-", "_")
        try:
            return top in sys.modules or (top.isidentifier() and importlib.util.find_spec(top) is not None)
        except Exception:
            return False
    return True


def _metadata():
    """Gives `importlib.metadata`, which is imported when it is needed, and not into the baseline image."""
    return importlib.import_module("importlib.metadata")
