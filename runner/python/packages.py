"""Packages that take themselves for being in a browser where the platform is Emscripten's.

urllib3 (and requests above it) would go over `fetch`, which knows no authorities and no
proxies of the program's. Here it finds nothing to switch to, and uses sockets.
"""

import importlib.machinery
import sys

_SWITCH = "urllib3.contrib.emscripten"


class _Finder:
    """Finds a module whose `inject_into_urllib3` changes nothing."""

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name == _SWITCH else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.inject_into_urllib3 = _inject_into_urllib3


def _inject_into_urllib3():
    """Does nothing: sockets work."""


def install():
    """Puts the finder in front of all others."""
    sys.meta_path.insert(0, _Finder())
