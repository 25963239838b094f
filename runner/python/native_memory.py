"""The host's memory: its addresses, which do not fit the sandbox's pointers, and what lies there.

An address of the host's is given to Python as a number of 32 bits that stands for it. The numbers
lie above the sandbox's own memory, and begin with a window: each stands for 64 KiB of the host's
memory, so that small sums and differences come out right. They fit a `c_void_p`, can be kept and
handed back, and are worth nothing in another process, which is noticed.
"""

import ctypes

from . import native_calls

_FIRST = 0xE0000000
_WINDOW = 0x10000
# Every second window is never given away: who leaves one by a sum does not come to another.
_STRIDE = 2 * _WINDOW
_MOST = (0xFFFF0000 - _FIRST) // _STRIDE
_LOWEST = -1 & 0xFFFFFFFF

_windows = {}
_stand_ins = {}
_places = {}
_next = 0
_known_epoch = 0


class NativeAddress(int):
    """Stands for an address in the host's memory; a native function takes it for a pointer."""

    def __repr__(self):
        return hex(self)


def is_native(address):
    """Whether a number stands for an address of the host's."""
    return _FIRST <= address < _FIRST + _MOST * _STRIDE


def to_slot(address):
    """Gives the slot of a pointer: NULL, an address of the sandbox's or one that stands for the host's."""
    if not address:
        return 0
    address = _stand_ins.get(address, address)
    if not is_native(address):
        if address in (-1, _LOWEST):
            return native_calls.integer(-1)
        if not 0 < address < _FIRST:
            raise ValueError(f"{address:#x} is no address of the sandbox's, nor one that a native function gave")
        return native_calls.guest(address)
    return _place(address)


def stand_for(address, native):
    """Says that something in the sandbox's memory is a copy of what lies at an address of the host's, or None."""
    if native is None:
        _stand_ins.pop(address, None)
    else:
        _stand_ins[address] = native


def to_address(slot):
    """Gives the number for the pointer in a slot: 0 for NULL."""
    inside = native_calls.guest_address(slot)
    if inside is not None:
        return inside
    if slot == 0:
        return 0
    if slot == native_calls.integer(-1):
        return _LOWEST
    _begin()
    start = slot & -_WINDOW
    window = _windows.get(start)
    if window is None:
        window = _windows[start] = _take_window()
        _places[window] = (native_calls.epoch(), start)
    return NativeAddress(window + (slot - start))


def _place(address):
    window = _FIRST + (address - _FIRST) // _STRIDE * _STRIDE
    epoch, start = _places.get(window, (0, 0))
    offset = address - window
    if not epoch or offset >= _WINDOW:
        raise ValueError(f"{address:#x} is no address that a native function gave")
    if epoch != native_calls.epoch():
        raise ValueError(
            f"{address:#x} belongs to a native library in a process that has ended: "
            "the session went on in a new one, where the library was loaded afresh"
        )
    return start + offset


def _begin():
    """Addresses of an earlier process are not to be found again by those of this one."""
    global _known_epoch
    if _known_epoch != native_calls.epoch():
        _known_epoch = native_calls.epoch()
        _windows.clear()
        _stand_ins.clear()


def _take_window():
    """Gives the next window; when all are given away, one whose process has ended."""
    global _next
    for _ in range(_MOST):
        window = _FIRST + _next * _STRIDE
        _next = (_next + 1) % _MOST
        if _places.get(window, (0, 0))[0] != native_calls.epoch():
            return window
    raise MemoryError("native code has given addresses in more places than the sandbox can keep apart")


def _call(symbol, signature, *values):
    library = native_calls.a_library()
    if library is None:
        raise ValueError("no native library is open")
    return native_calls.call(native_calls.bind(library, symbol, signature), signature, values)


def move(target, source, count):
    """Copies bytes between pointers in slots."""
    _call("memmove", "pppQ", target, source, count)


def raw(slot):
    """Gives the host's own address for the pointer in a slot."""
    return _call("memmove", "QppQ", slot, slot, 0)


def cooked(address):
    """Gives the slot for one of the host's own addresses."""
    return _call("memmove", "pQQQ", address, address, 0)


def fill(slot, value, count):
    """Sets bytes from the pointer in a slot on."""
    _call("memset", "ppiQ", slot, value & 0xFF, count)


def read(slot, count):
    """Gives bytes from the pointer in a slot on."""
    if not count:
        return b""
    buffer = ctypes.create_string_buffer(count)
    move(native_calls.guest(ctypes.addressof(buffer)), slot, count)
    return buffer.raw


def read_string(slot):
    """Gives the bytes up to the first NUL."""
    return read(slot, _call("strlen", "Qp", slot))


def read_wide_string(slot):
    """Gives the characters up to the first NUL; `wchar_t` has four bytes here and there."""
    return read(slot, 4 * _call("wcslen", "Qp", slot)).decode("utf-32-le", "surrogatepass")
