"""The user's variables: the dictionary of `__main__`, so that pickle and dataclasses work."""

import builtins
import sys

import __main__

namespace = __main__.__dict__


def tidy():
    """Takes out what Pyodide's boot leaves behind, each time, in the namespace that it runs in."""
    namespace.pop("_pyodide_core", None)


def mend():
    """Puts back what a module needs, after `globals().clear()` and the like."""
    if namespace.get("__builtins__") is not builtins:
        namespace["__builtins__"] = builtins
    namespace.setdefault("__name__", "__main__")
    if sys.modules.get("__main__") is not __main__:
        sys.modules["__main__"] = __main__
