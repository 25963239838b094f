"""What a pickle's loading could not bring back: what stands in its place, and which variables it is in."""

import gc
import sys
from types import ModuleType

from . import namespace

_MOST_VISITED = 500_000
_LONGEST = 200
_PLAIN = (int, float, complex, str, bytes, bytearray, bool, type(None), range)


class Lost:
    """Stands where a value could not be loaded, or a class that is not there; nothing can be done with it."""

    reason = "it could not be loaded"

    def __new__(cls, *arguments, **options):
        return object.__new__(cls)

    def __init__(self, *arguments, **options):
        pass

    def __setstate__(self, state):
        pass

    def __setitem__(self, key, value):
        pass

    def append(self, value):
        pass

    def extend(self, values):
        pass

    def add(self, value):
        pass

    def update(self, values):
        pass

    def __getattr__(self, name):
        raise AttributeError(f"this object was not loaded with its session: {type(self).reason}")

    def __repr__(self):
        return f"<not loaded: {type(self).reason}>"

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle what was not loaded: {type(self).reason}")


class Losses:
    """Gathers what was lost while a pickle was read."""

    def __init__(self):
        self._classes = {}
        # Objects that are there, less something, by their ids.
        self._marked = {}

    def stand_in(self, module, name, error):
        """Gives a class that stands for something that cannot be found."""
        key = (module, name)
        if key not in self._classes:
            self._classes[key] = _make_class(str(module), str(name), f"{module}.{name}", error)
        return self._classes[key]

    def module(self, name, error):
        """Gives an object that stands for a module."""
        return _make_class("builtins", str(name), f"module {name}", error)()

    def value(self, function, arguments, error):
        """Gives an object that stands for what a function would have made."""
        for item in (function, *arguments) if isinstance(arguments, tuple) else (function,):
            if is_lost(item):
                return item if not isinstance(item, type) else item()
        name = getattr(function, "__name__", type(function).__name__)
        return _make_class("builtins", str(name), "", error)()

    def mark(self, value, reason):
        """Notes of an object that is there that something of it is not."""
        self._marked.setdefault(id(value), (value, reason))

    def report(self):
        """Takes what is lost out of the variables, and gives `{name, reason, kept}` of those with a loss in them."""
        if not self._classes and not self._marked and not _anything_lost():
            return []
        found = []
        space = namespace.namespace
        visited = [0]
        # Where the runner and the library begin, nothing of the user's is.
        self._ends = {id(vars(module)) for module in list(sys.modules.values()) if type(module) is ModuleType}
        shared = {id(value) for value in space.values() if isinstance(value, type) or hasattr(value, "__code__")}
        for name in [name for name in space if isinstance(name, str)]:
            value = space[name]
            if is_lost(value):
                del space[name]
                found.append({"name": name, "reason": _reason(value), "kept": False})
            elif reasons := self._within(value, shared - {id(value)}, visited):
                found.append({"name": name, "reason": "; ".join(reasons), "kept": True})
        return found

    def _within(self, value, others, visited):
        """Gives the reasons of the losses that an object leads to, less those of other variables' functions."""
        reasons, seen, left = [], self._ends | others, [value]
        while left and visited[0] < _MOST_VISITED and len(reasons) < 3:
            item = left.pop()
            if id(item) in seen or _is_foreign(item):
                continue
            seen.add(id(item))
            visited[0] += 1
            marked = self._marked.get(id(item))
            reason = marked[1] if marked else _reason(item) if is_lost(item) else None
            if reason is not None:
                if reason not in reasons:
                    reasons.append(reason)
                continue
            left += gc.get_referents(item)
        return reasons


def is_lost(value):
    """Whether something stands for what was not loaded, as an object or as a class."""
    kind = value if isinstance(value, type) else type(value)
    return Lost in type.__dict__["__mro__"].__get__(kind)


def describe(error):
    """Says on one line what an exception is about."""
    try:
        text = " ".join(str(error).split())
    except Exception:
        text = ""
    name = type(error).__name__
    if name == "PicklingWarning":
        name = "dill"
    if isinstance(error, ModuleNotFoundError) or text.lower().startswith(("cannot pickle", "can't pickle")):
        name, text = text, ""
    line = f"{name}: {text}" if text else name
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


def _reason(value):
    kind = value if isinstance(value, type) else type(value)
    return kind.reason


def _is_foreign(item):
    """Whether an object cannot lead to a loss: a plain value, a module, a class of the library's."""
    if isinstance(item, (*_PLAIN, ModuleType)):
        return True
    return isinstance(item, type) and not is_lost(item) and item.__dict__.get("__module__") != "__main__"


def _anything_lost():
    return bool(Lost.__subclasses__())


def _make_class(module, name, what, error):
    reason = describe(error)
    if what and not isinstance(error, ModuleNotFoundError):
        reason = f"{what}: {reason}"
    return type(name, (Lost,), {"__module__": module, "reason": reason})
