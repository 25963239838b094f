"""Creates the package `_cloche` from the texts of its modules.

Run once while the baseline image is built, with `sources` (file name to text) in
its globals. No file and no folder of the package exists inside the sandbox; the
modules' code objects are named `<cloche ...>`, by which tracebacks leave them out.
"""

import builtins
import importlib
import importlib.machinery
import sys


class _Finder:
    """Finds the modules of `_cloche` in a dictionary, for as long as it is on `sys.meta_path`."""

    def __init__(self, sources):
        self._texts = {_module_name(file): text for file, text in sources.items()}
        # The runner's code keeps the builtins as they were, whatever a cell does to the module.
        self._builtins = dict(vars(builtins))

    def find_spec(self, name, path=None, target=None):
        if name not in self._texts:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=name == "_cloche")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        file = "<" + name.lstrip("_").replace(".", " ") + ">"
        module.__dict__["__builtins__"] = self._builtins
        exec(compile(self._texts[name], file, "exec", dont_inherit=True), module.__dict__)


def _module_name(file):
    stem = file.removesuffix(".py")
    return "_cloche" if stem == "__init__" else "_cloche." + stem


def install(sources):
    """Imports `_cloche`, which imports all its modules; later imports find them in `sys.modules`."""
    finder = _Finder(sources)
    sys.meta_path.insert(0, finder)
    try:
        importlib.import_module("_cloche")
    finally:
        sys.meta_path.remove(finder)


install(sources)  # noqa: F821 - given by the caller
