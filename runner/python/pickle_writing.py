"""Writes the user's variables as a dump of a session; a variable that cannot be pickled is left out, and named."""

import sys
import warnings
from types import ModuleType

from . import history, pickle_losses, pickle_reading
from .namespace import namespace

_FILES = ("FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOWrapper")
_HIDDEN = frozenset(("__annotate__", "__conditional_annotations__"))


def write(file, dill):
    """Writes the dump to a file; gives the names that are in it, and `{name, reason, kept}` of the others."""
    pickler = _make_pickler(file, dill)
    main = sys.modules["__main__"]
    pickler._original_main = pickler._main = main
    pickler._byref = pickler._recurse = pickler._main_modified = False
    pickler._session = pickler._first_pass = True
    with warnings.catch_warnings():
        # What dill only warns of (an Enum of `__main__`) would keep the whole dump from being loaded.
        warnings.simplefilter("error", dill.PicklingWarning)
        pickler.dump(main)
    return sorted(pickler.written), pickler.lost


def _is_users(name):
    return isinstance(name, str) and name not in _HIDDEN and not pickle_reading.is_system(name) and not history.owns(name)


def _make_pickler(file, dill):
    """Makes a pickler as `dill.dump_session` does, that goes on after a variable that fails."""

    class Pickler(dill.Pickler):
        def __init__(self):
            super().__init__(file, dill.settings["protocol"])
            self.written = []
            self.lost = []
            self._in_variables = False

        def save(self, value, *rest):
            _refuse(value)
            super().save(value, *rest)

        def _batch_setitems(self, items, *rest, **options):
            if self._in_variables:
                return super()._batch_setitems(items, *rest, **options)
            # The first dictionary is that of the module.
            self._in_variables = True
            for name, value in items:
                if _is_users(name):
                    self._save_variable(name, value)

        def _save_variable(self, name, value):
            place = self._place()
            try:
                self.save(name)
                self.save(value)
                self.write(b"s")
            except MemoryError:
                raise
            except Exception as error:
                self._go_back(place)
                self.lost.append({"name": name, "reason": pickle_losses.describe(error), "kept": False})
            else:
                self.written.append(name)

        def _place(self):
            self.framer.commit_frame(force=True)
            return file.tell(), len(self.memo), dict(self._postproc)

        def _go_back(self, place):
            """Takes back what was written of a variable, and what later ones would refer to."""
            end, known, delayed = place
            file.seek(end)
            file.truncate()
            if self.framer.current_frame is not None:
                self.framer.start_framing()
            while len(self.memo) > known:
                self.memo.popitem()
            self._postproc.clear()
            self._postproc.update(delayed)

    return Pickler()


def _refuse(value):
    """Raises for what dill would write and nobody could load."""
    kind = type(value)
    if isinstance(value, ModuleType) and kind is ModuleType:
        name = getattr(value, "__name__", None)
        # The user's own dill has made room for ours.
        if sys.modules.get(name) is not value and name != "dill":
            raise TypeError(f"cannot pickle the module {name!r}: it was made at run time")
    elif kind.__name__ in _FILES and kind.__module__ in ("_io", "io", "_pyio"):
        if not any(value is stream for stream in (sys.stdin, sys.stdout, sys.stderr)):
            raise TypeError("cannot pickle an open file: the sandbox's files are not in a pickle")
