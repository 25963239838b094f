"""Imports what people reach for first, so that it comes with the baseline image.

The standard library lies in the sandbox as source; importing one of these in a
cell would take from 20 ms (`csv`) to half a second (`urllib.request`).
"""

import importlib

_MODULES = (
    "argparse",
    "calendar",
    "csv",
    "ctypes",
    "datetime",
    "decimal",
    "doctest",
    "fractions",
    "hashlib",
    "logging",
    "pdb",
    "pprint",
    "sqlite3",
    "statistics",
    "timeit",
    "typing",
    "unittest",
    "urllib.request",
    "uuid",
    "zoneinfo",
)


def install():
    """Imports each of the modules; none of them becomes a variable."""
    for name in _MODULES:
        importlib.import_module(name)
