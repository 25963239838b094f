"""Packages that need a word about where they run.

urllib3 (and requests above it) takes itself for being in a browser, and would go over `fetch`,
which knows no authorities and no proxies of the program's: here it finds nothing to switch to, and
uses sockets. The blocking client of websockets needs a thread, and gets another module.
"""

import importlib.machinery
import sys
from importlib._bootstrap_external import _NamespacePath

from . import websocket


class _Finder:
    """Finds the modules of packages that are other ones here."""

    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name in _CONTENTS else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__dict__.update(_CONTENTS[module.__name__])


def _inject_into_urllib3():
    """Does nothing: sockets work."""


_CONTENTS = {
    "urllib3.contrib.emscripten": {"inject_into_urllib3": _inject_into_urllib3},
    "websockets.sync.client": {
        "__all__": ["ClientConnection", "connect", "unix_connect"],
        "ClientConnection": websocket.ClientConnection,
        "connect": websocket.connect,
        "unix_connect": websocket.unix_connect,
    },
}


def changed():
    """Forgets where packages without an `__init__` were found; folders tell by their times that they have changed."""
    _NamespacePath._epoch += 1


def install():
    """Puts the finder in front of all others."""
    sys.meta_path.insert(0, _Finder())
