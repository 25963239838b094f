"""Saves a session with pickle or dill as its user would, and loads it. Run in cells of two sandboxes."""

import importlib
import types

_before = set(globals())


def save_by_pickle(path):
    """Writes what the cells since have bound in one pickle; modules by their names."""
    import pickle

    bound = {name: value for name, value in globals().items() if name not in _before}
    modules = {name: value.__name__ for name, value in bound.items() if isinstance(value, types.ModuleType)}
    values = {name: value for name, value in bound.items() if name not in modules}
    with open(path, "wb") as file:
        pickle.dump(modules, file)
        pickle.dump(values, file)


def load_by_pickle(path):
    """Imports the modules again and binds what was pickled."""
    import pickle

    with open(path, "rb") as file:
        for name, module in pickle.load(file).items():
            globals()[name] = importlib.import_module(module)
        globals().update(pickle.load(file))


def save_by_dill(path):
    """Writes `__main__`."""
    import dill

    dill.dump_module(path)


def load_by_dill(path):
    """Reads `__main__`."""
    import dill

    dill.load_module(path)


def forget():
    """Unbinds what cells and loads have bound, for the next kind."""
    for name in set(globals()) - _before:
        del globals()[name]
    Out.clear()  # noqa: F821 - the history of the session
    In[:] = [""]  # noqa: F821


_before = set(globals())
