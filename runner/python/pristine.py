"""The module `builtins` as it was, for as long as the runner reports on a cell that broke it."""

import builtins

_original = dict(vars(builtins))


def call(function, *arguments):
    """Calls a function of the standard library with the original builtins, then puts the cell's back."""
    current = vars(builtins)
    saved = dict(current)
    current.update(_original)
    try:
        return function(*arguments)
    finally:
        current.clear()
        current.update(saved)
