"""What the runner leans on in the interpreter, as it was, for as long as a cell has broken it.

A cell may replace any builtin and any module, and that is how the next cell finds
them. To report on a cell and to boot from an image takes what was there before.
"""

import builtins
import importlib
import sys

_BOOT_MODULES = (
    "_cloche",
    "_pyodide",
    "_pyodide._base",
    "_pyodide._importhook",
    "ast",
    "builtins",
    "importlib",
    "os",
    "pyodide",
    "pyodide._package_loader",
    "pyodide.code",
    "pyodide.ffi",
)
_SYSTEM_NAMES = ("meta_path", "modules", "path", "path_hooks", "path_importer_cache", "stderr", "stdin", "stdout")

_original = dict(vars(builtins))
_boot = []
_set_aside = []


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


def set_aside():
    """Takes what cells have changed out of the way of a boot, until `give_back`."""
    for current, original in _boot:
        for name, value in original.items():
            if name not in current or current[name] is not value:
                _set_aside.append((current, dict(current)))
                current.update(original)
                break


def give_back():
    """Brings back what `set_aside` has taken."""
    for current, saved in _set_aside:
        current.clear()
        current.update(saved)
    _set_aside.clear()


def install():
    """Remembers what a boot from an image needs; the last of the parts, for the others replace some of it."""
    _boot.append((sys.modules, dict(sys.modules)))
    _boot.append((vars(sys), {name: getattr(sys, name) for name in _SYSTEM_NAMES}))
    for name in _BOOT_MODULES:
        module = sys.modules.get(name) or importlib.import_module(name)
        _boot.append((vars(module), dict(vars(module))))
