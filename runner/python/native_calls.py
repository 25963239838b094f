"""Calls into native code, one level above the slots of runner/native.ts."""

import ctypes
import struct

from . import bridge

MOST_ARGUMENTS = 64

# Set in an address of the sandbox's memory, as the host sees it in a slot.
_GUEST = 0x80000000 << 32
_LOW = (1 << 32) - 1
_MASK = (1 << 64) - 1

# The result, the arguments, and `errno`.
_frame = ctypes.create_string_buffer(8 * (MOST_ARGUMENTS + 2))
_frame_address = ctypes.addressof(_frame)
_results = {code: struct.Struct("<" + kind) for code, kind in zip("bBhHiIqQfdp", "qQqQqQqQddQ", strict=True)}
_arguments = {}
_errno = struct.Struct("<I")

_epoch = 0
_call_function = None
_paths = {}
_numbers = {}


class NoSymbol(Exception):
    """A library does not have what it is asked for."""


def renew():
    """Begins the life of another process: nothing is open in it."""
    global _epoch, _call_function
    _epoch += 1
    _call_function = bridge.host.callFunction
    _paths.clear()
    _numbers.clear()


def epoch():
    """Counts the processes that this session has lived in."""
    return _epoch


def open_library(name):
    """Opens a library of the host's; gives its real path, or None when it is not granted.

    Raises `OSError` when it cannot be loaded.
    """
    answer = bridge.host.openLibrary(name)
    if answer.startswith("!"):
        raise OSError(answer[1:])
    if not answer:
        return None
    path = _paths[name] = answer[1:]
    return path


def has_library(name):
    """Whether a library could be opened."""
    try:
        return open_library(name) is not None
    except OSError:
        return False


def a_library():
    """Gives a library that is open, for what they all have of the C library."""
    return next(iter(_paths.values()), None)


def bind(library, symbol, signature):
    """Gives the number by which `call` knows a function. Raises `NoSymbol`."""
    key = (library, symbol, signature)
    number = _numbers.get(key)
    if number is None:
        number = bridge.host.bindFunction(library, symbol, signature)
        if number < 0:
            raise NoSymbol(f"{library}: undefined symbol: {symbol}")
        _numbers[key] = number
    return number


def call(number, signature, values):
    """Calls a function with the values of its slots; gives the one of its result, None for `v`."""
    packer = _arguments.get(signature)
    if packer is None:
        kinds = ["d" if code in "fd" else "Q" for code in signature[1:]]
        packer = _arguments[signature] = struct.Struct("<" + "".join(kinds))
    packer.pack_into(_frame, 8, *values)
    problem = _call_function(number, _frame_address)
    if problem:
        raise ValueError(f"Cannot call native code: {problem}")
    result = _results.get(signature[0])
    return result and result.unpack_from(_frame)[0]


def call_with_errno(number, signature, values, errno):
    """Calls a function that was bound with `!`; gives its result and the host's `errno`."""
    at = 8 * len(signature)
    _errno.pack_into(_frame, at, errno)
    return call(number, signature, values), _errno.unpack_from(_frame, at)[0]


def integer(value):
    """Gives the slot of an integer of any width."""
    return value & _MASK


def guest(address):
    """Gives the slot of an address in the sandbox's memory."""
    return _GUEST | address


def guest_address(slot):
    """Gives the address in the sandbox's memory that a slot holds, or None for one of the host's."""
    return slot & _LOW if slot & ~_LOW == _GUEST else None
