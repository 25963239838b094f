"""What an `import` could name; nothing is imported to find out."""

import re
import sys
from _imp import find_frozen as _find_frozen
from importlib.machinery import EXTENSION_SUFFIXES
from types import ModuleType

from . import statics, texts
from .statics import ABSENT

_FOLDERS = 64
_ENTRIES = 5000
_SUFFIXES = (".py", ".pyc", ".so")
# A folder is a package, with or without an `__init__`.
_ALL_SUFFIXES = ("", ".py", *EXTENSION_SUFFIXES, ".pyc")
_DEFINITION = re.compile(r"^(?:(?:async )?def |class )?([^\W\d]\w*)(?=\(|:| ?=[^=]| ?\[)", re.MULTILINE)
_DICT = ModuleType.__dict__["__dict__"].__get__
_builtin = tuple(sys.builtin_module_names)
_system = _DICT(sys)


def top():
    """Gives the names of the modules that can be imported, in no order and some of them twice."""
    found = list(_builtin)
    found += [name for name in _loaded() if "." not in name]
    for folder in _search_path():
        found += _modules_in(folder)
    return [name for name in found if name.isidentifier()]


def missing(names):
    """Gives those of the top-level names that no import would find."""
    return [name for name in names if not _is_importable(name)]


def below(package):
    """Gives the names of the modules directly in a package."""
    start = package + "."
    found = [name[len(start) :] for name in _loaded() if name.startswith(start)]
    for folder in _folders_of(package):
        found += _modules_in(folder)
    return [name for name in found if name.isidentifier()]


def loaded(name):
    """Gives a module that was imported, or None."""
    modules = statics.find(_system, "modules")
    module = statics.find(modules, name) if type(modules) is dict else ABSENT
    return None if module is ABSENT else module


def defined_in(module):
    """Gives the names that the source of a module defines, as far as their lines look like it."""
    for folder in _folders_of(module):
        text = texts.read(folder + "/__init__.py")
        if text is not None:
            return _DEFINITION.findall(text)
    parent, _, name = module.rpartition(".")
    for folder in _folders_of(parent) if parent else _search_path():
        text = texts.read(_join(folder, name + ".py"))
        if text is not None:
            return _DEFINITION.findall(text)
    return []


def _loaded():
    modules = statics.find(_system, "modules")
    return list(statics.names(modules)) if type(modules) is dict else []


def _search_path():
    return _plain_list(statics.find(_system, "path"))


def _plain_list(value):
    return [item for item in value[:_FOLDERS] if type(item) is str] if type(value) is list else []


def _folders_of(package):
    """Gives the folders that hold a package's modules, as it says when it was imported."""
    module = loaded(package)
    if type(module) is ModuleType:
        return _plain_list(statics.find(_DICT(module), "__path__"))
    parent, _, name = package.rpartition(".")
    around = _folders_of(parent) if parent else _search_path()
    return [_join(folder, name) for folder in around]


def _is_importable(name):
    if name in _builtin or loaded(name) is not None or _find_frozen(name) is not None:
        return True
    return any(_has_module(folder, name) for folder in _search_path())


def _has_module(folder, name):
    archive, inside = texts.in_archive(folder)
    if not archive:
        path = _join(folder, name)
        return any(texts.exists(path + suffix) for suffix in _ALL_SUFFIXES)
    start = _join(inside, name)
    return any(member.startswith((start + "/", start + ".py")) for member in texts.members(archive))


def _join(folder, name):
    return f"{folder}/{name}" if folder else name


def _modules_in(folder):
    archive, inside = texts.in_archive(folder)
    if archive:
        return _modules_in_archive(archive, inside)
    found = []
    for name, is_folder in texts.list_folder(folder, _ENTRIES):
        if is_folder:
            if name.isidentifier() and texts.exists(_join(folder, name) + "/__init__.py"):
                found.append(name)
        elif name.endswith(_SUFFIXES):
            found.append(name.partition(".")[0])
    return found


def _modules_in_archive(archive, inside):
    start = inside + "/" if inside else ""
    found = set()
    for member in texts.members(archive):
        if not member.startswith(start):
            continue
        name, slash, rest = member[len(start) :].partition("/")
        if slash:
            if rest == "__init__.py":
                found.add(name)
        elif name.endswith(_SUFFIXES):
            found.add(name.partition(".")[0])
    return [name for name in found if name != "__init__"]
