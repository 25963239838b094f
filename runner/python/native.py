"""`ctypes` of the host's libraries: they are granted, opened and called by name, the sandbox's own stay as they are."""

import ctypes
import ctypes.util
import os
import posix

from . import native_calls, native_pointers, native_types, places, refusals
from .native_functions import NativeFunction

# Functions of the sandbox's C library that end the interpreter, or would if they worked.
_DEADLY = {
    "_exit",
    "abort",
    "exit",
    "fork",
    "kill",
    "popen",
    "posix_spawn",
    "posix_spawnp",
    "raise",
    "system",
    "vfork",
}
_WASM = b"\0asm"
# What a library of the host's has for a handle: nothing that the sandbox's own linker would know.
_HANDLE = 0x7FFF0000


def on_library(name):
    """`_ctypes.dlopen(name)`: None is the interpreter itself, a file of the sandbox is an extension module."""
    if _is_hosts(name):
        _open(os.fsdecode(name))
        raise OSError(f"Cannot load '{os.fsdecode(name)}' into the sandbox: it is the host's; use ctypes.CDLL")


def on_symbol(library, name, *_):
    """`ctypes` looks up a function; those that would end the interpreter are not handed out."""
    text = os.fsdecode(name) if isinstance(name, str | bytes) else ""
    if _HANDLE in (library, getattr(library, "_handle", None)):
        raise NotImplementedError(
            f"Cannot use '{text}' this way: of a library of the host's only functions are reached, as library.name"
        )
    if text in _DEADLY or text.startswith("exec"):
        raise PermissionError(f"Cannot use '{text}' of the C library: it would end the sandbox")


def _is_hosts(name):
    """Whether a library's name is that of a file of the host's."""
    full = places.absolute(name) if name else None
    if full is None:
        return False
    if "/" not in os.fsdecode(name):
        return True
    return not _exists(full) or places.host_path(full) is not None and not _is_wasm(full)


def _exists(path):
    try:
        posix.stat(path)
    except OSError:
        return False
    return True


def _is_wasm(path):
    try:
        descriptor = posix.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return posix.read(descriptor, len(_WASM)) == _WASM
    finally:
        posix.close(descriptor)


def _open(name):
    """Opens a library of the host's; gives its real path."""
    full = _full(name)
    path = native_calls.open_library(full)
    if path is None:
        raise refusals.refuse("ffi", full)
    return path


def _full(name):
    """Gives a library's name as the host knows it: an absolute path, or a bare name."""
    if "/" not in name:
        return name
    full = places.absolute(name)
    return places.host_path(full) or places.outside(full)


def _load_library(self, name, mode, handle, winmode):
    """In the place of `CDLL._load_library`."""
    if not _is_hosts(name):
        return _original_load(self, name, mode, handle, winmode)
    if isinstance(self, ctypes.PyDLL):
        raise OSError(f"Cannot load '{name}' as ctypes.PyDLL: a host's library cannot use the sandbox's interpreter")
    self._name = os.fsdecode(name)
    self._native = _full(self._name)
    _open(self._name)
    flags = self._FuncPtr._flags_

    class _FuncPtr(NativeFunction):
        _flags_ = flags
        _restype_ = self._func_restype_

    self._FuncPtr = _FuncPtr
    return _HANDLE


def _function_type(restype, *argtypes, **options):
    """In the place of `ctypes.CFUNCTYPE`, whose types also make functions of a name and a library."""
    kind = _original_function_type(restype, *argtypes, **options)
    kind.__new__ = _make_function
    return kind


def _make_function(kind, *arguments):
    about = arguments[0] if arguments else None
    if not isinstance(about, tuple) or len(about) != 2 or getattr(about[1], "_handle", None) != _HANDLE:
        return ctypes._CFuncPtr.__new__(kind, *arguments)
    if len(arguments) > 1:
        raise NotImplementedError("parameter flags are not supported for functions of the host's libraries")
    name, library = about
    function = library[name]
    function.argtypes, function.restype = kind._argtypes_, kind._restype_
    return function


def _find_library(name):
    """In the place of `ctypes.util.find_library`: the sandbox's own libraries, then the host's granted ones."""
    found = _original_find(name)
    if found is not None:
        return found
    for file in (f"lib{name}.so", *(f"lib{name}.so.{number}" for number in range(20)), f"lib{name}.dylib"):
        if native_calls.has_library(file):
            return file
    return None


_original_load = ctypes.CDLL._load_library
_original_function_type = ctypes.CFUNCTYPE
_original_find = ctypes.util.find_library


def renew():
    """Forgets what an earlier process has opened."""
    native_calls.renew()


def install():
    """Replaces what opens libraries, and the types that a wasm build cannot tell from each other."""
    native_types.install()
    native_pointers.install()
    ctypes.CDLL._func_restype_ = ctypes.c_int
    ctypes.CDLL._load_library = _load_library
    ctypes.CFUNCTYPE = _function_type
    _function_type.__name__ = _function_type.__qualname__ = "CFUNCTYPE"
    _function_type.__module__ = "ctypes"
    _function_type.__doc__ = _original_function_type.__doc__
    ctypes.util.find_library = _find_library


EVENTS = {
    "ctypes.dlopen": on_library,
    "ctypes.dlsym": on_symbol,
}
