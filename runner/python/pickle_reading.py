"""Reads a dump of a session: what cannot be loaded is noted, the rest is.

The fast reader of CPython comes first. Where a value of the dump fails in it, all is read again by one that goes on
after a failure.
"""

import io
import pickle
import pickletools

from . import history, pickle_code, pickle_losses
from .namespace import mend, namespace

_PEEK = 4096
_SYSTEM = frozenset(
    "__builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ __path__ __spec__ _pyodide_core".split()
)
_TEXTS = ("UNICODE", "BINUNICODE", "SHORT_BINUNICODE")


def check(data):
    """Raises for what is no dump of `__main__`, as far as its beginning tells; loads nothing of it."""
    importing = False
    try:
        for opcode, argument, _ in pickletools.genops(data[:_PEEK]):
            if opcode.name not in ("GLOBAL", *_TEXTS):
                continue
            if importing and argument != "__main__":
                raise ValueError(f"it holds the module {argument[:100]!r}, not a session")
            if importing:
                return
            importing = argument.endswith("_import_module")
            if not importing and argument not in ("dill._dill", "dill.dill"):
                break
    except ValueError as error:
        if importing:
            raise error from None
    raise ValueError("it is no session that dill wrote")


def read(data, dill, losses):
    """Puts the variables of a dump in the place of the user's."""
    kept = {name: namespace[name] for name in namespace if is_system(name)}
    reader = _Fast(data, dill, losses)
    try:
        _clear(kept)
        try:
            loaded = reader.load()
        except (MemoryError, RecursionError):
            raise
        except Exception:
            _clear(kept)
            reader = _Patient(data, dill, losses)
            loaded = _load(reader)
        if getattr(loaded, "__dict__", None) is not namespace:
            raise ValueError("it is no session that dill wrote")
        reader.import_names()
    finally:
        for name in [name for name in namespace if is_system(name)]:
            del namespace[name]
        namespace.update(kept)
        mend()


def is_system(name):
    """Whether a name of `__main__` belongs to Python or to the prompt, not to the user."""
    return name in _SYSTEM or name in history.LISTS


def _load(reader):
    try:
        return reader.load()
    except MemoryError:
        raise
    except Exception as error:
        raise ValueError(f"its pickle is damaged: {pickle_losses.describe(error)}") from None


def _clear(kept):
    """Takes away the user's variables."""
    namespace.clear()
    namespace.update(kept)
    mend()


class _Finding:
    """Finds what a dump names; what is not there gets something in its place."""

    def __init__(self, data, dill, losses):
        super().__init__(io.BytesIO(data))
        self._dill = dill._dill
        self._losses = losses

    def find_class(self, module, name):
        if (module, name) == ("__builtin__", "__main__"):
            return namespace
        if (module, name) == ("__builtin__", "NoneType"):
            return type(None)
        if module in ("dill.dill", "dill._dill"):
            module = "dill._dill"
            if name == "_create_code":
                return self._make_code
            if name == "_import_module":
                return self._import_module
        try:
            return super().find_class(module, name)
        except (ImportError, AttributeError) as error:
            return self._losses.stand_in(module, name, error)

    def import_names(self):
        """Imports what was dumped by name only (dill's `refimported`)."""
        same = namespace.pop("__dill_imported", [])
        other = namespace.pop("__dill_imported_as", [])
        modules = namespace.pop("__dill_imported_top_level", [])
        for module, found, name in [(module, name, name) for module, name in same] + list(other):
            namespace[name] = self.find_class(module, found)
        for module, name in modules:
            namespace[name] = self._import_module(module)

    def _import_module(self, name, safe=False):
        try:
            return self._dill._import_module(name, safe)
        except Exception as error:
            return self._losses.module(name, error)

    def _make_code(self, *fields):
        reason = pickle_code.flaw(fields)
        if reason is None:
            return self._dill._create_code(*fields)
        code = pickle_code.stand_in(fields, reason)
        self._losses.mark(code, reason)
        return code


class _Fast(_Finding, pickle.Unpickler):
    """Stops at the first failure."""


class _Patient(_Finding, pickle._Unpickler):
    """Goes on after a failure, with something in the place of the value."""

    dispatch = dict(pickle._Unpickler.dispatch)

    def _make(self, function, *arguments, **options):
        try:
            return function(*arguments, **options)
        except MemoryError:
            raise
        except Exception as error:
            return self._losses.value(function, arguments, error)

    def _change(self, value, change, *arguments):
        try:
            change(*arguments)
        except MemoryError:
            raise
        except Exception as error:
            self._losses.mark(value, _lost_state(value, error))

    def load_reduce(self):
        arguments = self.stack.pop()
        self.stack[-1] = self._make(self.stack[-1], *arguments)

    def load_newobj(self):
        arguments = self.stack.pop()
        kind = self.stack.pop()
        self.append(self._make(_new, kind, *arguments))

    def load_newobj_ex(self):
        options = self.stack.pop()
        arguments = self.stack.pop()
        kind = self.stack.pop()
        self.append(self._make(_new, kind, *arguments, **options))

    def load_build(self):
        depth = len(self.stack) - 1
        self._change(self.stack[-2], super().load_build)
        del self.stack[depth:]

    def load_setitem(self):
        value = self.stack.pop()
        key = self.stack.pop()
        self._change(self.stack[-1], _set, self.stack[-1], key, value)

    def load_setitems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        for key, value in zip(items[::2], items[1::2]):
            self._change(target, _set, target, key, value)

    def load_append(self):
        value = self.stack.pop()
        self._change(self.stack[-1], self.stack[-1].append, value)

    def load_appends(self):
        items = self.pop_mark()
        for item in items:
            self._change(self.stack[-1], self.stack[-1].append, item)

    def load_additems(self):
        items = self.pop_mark()
        for item in items:
            self._change(self.stack[-1], self.stack[-1].add, item)

    dispatch[pickle.REDUCE[0]] = load_reduce
    dispatch[pickle.NEWOBJ[0]] = load_newobj
    dispatch[pickle.NEWOBJ_EX[0]] = load_newobj_ex
    dispatch[pickle.BUILD[0]] = load_build
    dispatch[pickle.SETITEM[0]] = load_setitem
    dispatch[pickle.SETITEMS[0]] = load_setitems
    dispatch[pickle.APPEND[0]] = load_append
    dispatch[pickle.APPENDS[0]] = load_appends
    dispatch[pickle.ADDITEMS[0]] = load_additems


def _new(kind, *arguments, **options):
    return kind.__new__(kind, *arguments, **options)


def _set(target, key, value):
    target[key] = value


def _lost_state(value, error):
    return f"a part of a {type(value).__name__}: {pickle_losses.describe(error)}"
