"""How the host lays out what the sandbox's `ctypes` objects hold, and copies from one to the other.

`long`, `size_t` and pointers have eight bytes on the host and four in the sandbox. What has none of
them is laid out alike, and native code gets it where it lies. The rest is copied into the host's
layout before a call and back after it.
"""

import ctypes
import struct

from . import native_calls, native_memory, native_pointers

_SIGNED, _UNSIGNED, _POINTER, _STRING, _WIDE_STRING = range(5)
_WIDE = {"l": _SIGNED, "L": _UNSIGNED, "P": _POINTER, "z": _STRING, "Z": _WIDE_STRING}
_FOREIGN = {"O": "Python objects", "g": "long double", "G": "long double complex", "X": "BSTR", "v": "VARIANT_BOOL"}
_NARROW = [struct.Struct("<i")] + 4 * [struct.Struct("<I")]
_BROAD = [struct.Struct("<q")] + 4 * [struct.Struct("<Q")]
_NAMES = ["a long", "an unsigned long"]
_BITS = 32
_MOST_LEAVES = 1 << 20

_layouts = {}


# A value has no counterpart in native code; the text says which limit it is.
CannotCross = NotImplementedError


class Layout:
    """Size and alignment on the host, and the values of other sizes as `(offset, host's offset, kind)`."""

    __slots__ = ("size", "alignment", "wide", "raw")

    def __init__(self, size, alignment, wide=(), raw=()):
        self.size = size
        self.alignment = alignment
        self.wide = wide
        # Bytes that are the same: `(offset, host's offset, count)`; not listed where nothing is wide.
        self.raw = raw


def of(kind):
    """Gives the layout of a `ctypes` type. Raises `CannotCross`."""
    known = _layouts.get(kind)
    if known is None:
        known = _layouts[kind] = _find(kind)
    return known


def _find(kind):
    if issubclass(kind, ctypes._SimpleCData):
        return _of_simple(kind)
    if issubclass(kind, ctypes._Pointer | ctypes._CFuncPtr):
        return Layout(8, 8, ((0, 0, _POINTER),))
    if issubclass(kind, ctypes.Array):
        return _of_array(kind)
    if issubclass(kind, ctypes.Union):
        return _of_union(kind)
    if issubclass(kind, ctypes.Structure):
        return _of_structure(kind)
    raise CannotCross(f"a {kind.__name__} has no counterpart in native code")


def _of_simple(kind):
    code = kind._type_
    if code in _FOREIGN:
        raise CannotCross(f"{_FOREIGN[code]} cannot cross into native code")
    if code in _WIDE:
        return Layout(8, 8, ((0, 0, _WIDE[code]),))
    size = ctypes.sizeof(kind)
    return Layout(size, ctypes.alignment(kind), (), ((0, 0, size),))


def _of_array(kind):
    element = of(kind._type_)
    if not element.wide:
        size = ctypes.sizeof(kind)
        return Layout(size, element.alignment, (), ((0, 0, size),))
    if kind._length_ * (len(element.wide) + len(element.raw)) > _MOST_LEAVES:
        raise CannotCross(f"a {kind.__name__} has too many values that are wider on the host")
    step = ctypes.sizeof(kind._type_)
    wide, raw = [], []
    for index in range(kind._length_):
        _place(element, index * step, index * element.size, wide, raw)
    return Layout(kind._length_ * element.size, element.alignment, tuple(wide), tuple(raw))


def _of_union(kind):
    layouts = [of(field[1]) for field in _fields(kind)]
    if any(layout.wide for layout in layouts):
        raise CannotCross(f"the union {kind.__name__} holds a long, size_t or pointer, which are wider on the host")
    size = ctypes.sizeof(kind)
    return Layout(size, ctypes.alignment(kind), (), ((0, 0, size),))


def _of_structure(kind):
    fields = _fields(kind)
    layouts = [of(field[1]) for field in fields]
    if not any(layout.wide for layout in layouts):
        size = ctypes.sizeof(kind)
        return Layout(size, ctypes.alignment(kind), (), ((0, 0, size),))
    if any(len(field) > 2 for field in fields):
        raise CannotCross(f"{kind.__name__} holds bit fields beside a long, size_t or pointer")
    if any(hasattr(kind, name) for name in ("_pack_", "_align_", "_layout_")):
        raise CannotCross(f"{kind.__name__} is packed and holds a long, size_t or pointer, which are wider on the host")
    wide, raw = [], []
    end, largest = 0, 1
    for (name, *_), layout in zip(fields, layouts, strict=True):
        start = -(-end // layout.alignment) * layout.alignment
        _place(layout, getattr(kind, name).offset, start, wide, raw)
        end = start + layout.size
        largest = max(largest, layout.alignment)
    return Layout(-(-end // largest) * largest, largest, tuple(wide), tuple(raw))


def _place(layout, offset, start, wide, raw):
    wide += [(offset + here, start + there, kind) for here, there, kind in layout.wide]
    raw += [(offset + here, start + there, count) for here, there, count in layout.raw]


def _fields(kind):
    """Gives the fields of a structure, those of its bases first."""
    return [field for base in reversed(kind.__mro__) for field in vars(base).get("_fields_", ())]


class Copy:
    """What lies in the sandbox, in the host's layout for the time of a call."""

    def __init__(self, layout, address):
        self._layout = layout
        self._address = address
        self._buffer = ctypes.create_string_buffer(max(1, layout.size))
        self.slot = native_calls.guest(ctypes.addressof(self._buffer))
        inside = _memory(address, _extent(layout))
        for here, there, count in layout.raw:
            self._buffer[there : there + count] = inside[here : here + count]
        for here, there, kind in layout.wide:
            value = _NARROW[kind].unpack_from(inside, here)[0]
            if kind >= _POINTER and value:
                value = native_memory.raw(native_memory.to_slot(value))
            _BROAD[kind].pack_into(self._buffer, there, value)
        self._before = self._buffer.raw

    def take_back(self):
        """Copies what has changed into the sandbox. Raises `OverflowError` where it has no room there."""
        after = self._buffer.raw
        if after == self._before:
            return
        inside = _memory(self._address, _extent(self._layout))
        for here, there, count in self._layout.raw:
            inside[here : here + count] = after[there : there + count]
        for here, there, kind in self._layout.wide:
            if after[there : there + 8] != self._before[there : there + 8]:
                _NARROW[kind].pack_into(inside, here, _narrow(kind, _BROAD[kind].unpack_from(after, there)[0]))


def take(kind, target, source):
    """Fills a `ctypes` object of a type from memory of the host's, given by its slot."""
    layout = of(kind)
    if not layout.wide:
        native_memory.move(native_calls.guest(target), source, layout.size)
        return
    outside = native_memory.read(source, layout.size)
    inside = _memory(target, ctypes.sizeof(kind))
    for here, there, count in layout.raw:
        inside[here : here + count] = outside[there : there + count]
    for here, there, wide in layout.wide:
        _NARROW[wide].pack_into(inside, here, _narrow(wide, _BROAD[wide].unpack_from(outside, there)[0]))


def _narrow(kind, value):
    if kind >= _POINTER:
        slot = value and native_memory.cooked(value)
        if kind == _POINTER:
            return native_memory.to_address(slot)
        return native_pointers.string("zZ"[kind - _STRING], slot)
    lowest, highest = (-(1 << _BITS - 1), (1 << _BITS - 1) - 1) if kind == _SIGNED else (0, (1 << _BITS) - 1)
    if not lowest <= value <= highest:
        raise OverflowError(
            f"native code left {value} in {_NAMES[kind]}, which has {_BITS} bits in the sandbox; "
            "declare it as c_int64 or c_uint64"
        )
    return value


def _extent(layout):
    ends = [here + count for here, _, count in layout.raw] + [here + 4 for here, *_ in layout.wide]
    return max(ends, default=0)


def _memory(address, count):
    return memoryview((ctypes.c_char * count).from_address(address)).cast("B")
