"""Pointers: what they lead to lies in the sandbox's memory, or in the host's and is copied when it is looked at.

`ctypes` follows a pointer in C, where the address of the host's would end the interpreter; so
pointers look first. A string is followed without a question and is therefore copied at once.
"""

import collections
import ctypes

from . import native_calls, native_layout, native_memory

_MOST_STRINGS = 1 << 16
_CDATA = ctypes._SimpleCData.__base__

_original = ctypes._Pointer
_strings = collections.OrderedDict()


class Pointer(ctypes._Pointer):
    """In the place of `ctypes._Pointer`, whose pointers know the sandbox's memory only."""

    @property
    def contents(self):
        """What the pointer leads to; of the host's memory, a copy of it."""
        address = address_in(self)
        return _read(self, address, 0) if native_memory.is_native(address) else _original.contents.__get__(self)

    @contents.setter
    def contents(self, value):
        _original.contents.__set__(self, value)

    def __getitem__(self, index):
        address = address_in(self)
        if not native_memory.is_native(address):
            return _original.__getitem__(self, index)
        if not isinstance(index, slice):
            return _value(_read(self, address, index))
        if index.stop is None:
            raise ValueError("slice stop is required")
        items = [self[at] for at in range(index.start or 0, index.stop, index.step or 1)]
        if self._type_ is ctypes.c_char:
            return b"".join(items)
        return "".join(items) if self._type_ is ctypes.c_wchar else items

    def __setitem__(self, index, value):
        address = address_in(self)
        if not native_memory.is_native(address):
            _original.__setitem__(self, index, value)
            return
        item = value if isinstance(value, self._type_) else self._type_(value)
        layout = native_layout.of(self._type_)
        source = native_layout.Copy(layout, ctypes.addressof(item)).slot
        native_memory.move(_slot(address, index, layout), source, layout.size)


Pointer.__name__ = Pointer.__qualname__ = "_Pointer"
Pointer.__module__ = "_ctypes"


def _slot(address, index, layout):
    return native_memory.to_slot(address) + index * layout.size


def _read(pointer, address, index):
    kind = pointer._type_
    result = kind()
    native_layout.take(kind, ctypes.addressof(result), _slot(address, index, native_layout.of(kind)))
    return result


def _value(item):
    simple = isinstance(item, ctypes._SimpleCData) and type(item).__base__ is ctypes._SimpleCData
    return item.value if simple else item


def address_in(pointer):
    """Gives the address that a pointer object holds, 0 for NULL."""
    return ctypes.c_void_p.from_buffer(pointer).value or 0


def is_memory(target, address):
    """Whether `byref` with this address means an object from its start on."""
    return isinstance(target, _CDATA) and ctypes.addressof(target) == address


def target_of(pointer, address):
    """Gives the type of what a pointer to the sandbox's memory leads to: a whole array where it was made of one."""
    for kept in (pointer._objects or {}).values():
        if isinstance(kept, ctypes.Array) and ctypes.addressof(kept) == address and kept._type_ is pointer._type_:
            return type(kept)
    return pointer._type_


def make(kind, slot):
    """Makes an object of a pointer type of what native code has returned."""
    result = kind()
    if slot:
        strings = isinstance(result, ctypes._SimpleCData) and kind._type_ in "zZ"
        address = string(kind._type_, slot) if strings else native_memory.to_address(slot)
        ctypes.c_void_p.from_buffer(result).value = address
    return result


def string(code, slot):
    """Gives the address of a string: where it is, or of a copy when that is the host's memory."""
    address = native_memory.to_address(slot)
    if not native_memory.is_native(address):
        return address
    read = native_memory.read_string if code == "z" else native_memory.read_wide_string
    content = read(slot)
    kept = _strings.get((code, slot))
    if kept is None or kept.value != content:
        make_buffer = ctypes.create_string_buffer if code == "z" else ctypes.create_unicode_buffer
        kept = _strings[code, slot] = make_buffer(content)
        native_memory.stand_for(ctypes.addressof(kept), address)
        _forget()
    return ctypes.addressof(kept)


def _forget():
    if len(_strings) > _MOST_STRINGS:
        _, oldest = _strings.popitem(last=False)
        native_memory.stand_for(ctypes.addressof(oldest), None)


def _cast(obj, typ):
    """In the place of `ctypes.cast`: a string is followed at once, and has to be the sandbox's."""
    result = _original_cast(obj, typ)
    if isinstance(result, ctypes.c_char_p | ctypes.c_wchar_p) and native_memory.is_native(address_in(result)):
        return make(typ, native_memory.to_slot(address_in(result)))
    return result


def _string_at(ptr, size=-1):
    """In the place of `ctypes.string_at`."""
    slot = _host_slot(ptr)
    if slot is None:
        return _original_string_at(ptr, size)
    return native_memory.read_string(slot) if size < 0 else native_memory.read(slot, size)


def _wstring_at(ptr, size=-1):
    """In the place of `ctypes.wstring_at`."""
    slot = _host_slot(ptr)
    if slot is None:
        return _original_wstring_at(ptr, size)
    if size < 0:
        return native_memory.read_wide_string(slot)
    return native_memory.read(slot, 4 * size).decode("utf-32-le", "surrogatepass")


def _memmove(dst, src, count):
    """In the place of `ctypes.memmove`."""
    target, source = _host_slot(dst), _host_slot(src)
    if target is None and source is None:
        return _original_memmove(dst, src, count)
    kept = [ctypes.cast(end, ctypes.c_void_p) for end in (dst, src)]
    slots = [native_memory.to_slot(end.value) for end in kept]
    native_memory.move(*slots, count)
    return kept[0].value


def _memset(dst, c, count):
    """In the place of `ctypes.memset`."""
    target = _host_slot(dst)
    if target is None:
        return _original_memset(dst, c, count)
    native_memory.fill(target, c, count)
    return dst


def _host_slot(pointer):
    """Gives the slot of a pointer to the host's memory, None for any other."""
    if not isinstance(pointer, int):
        if not isinstance(pointer, ctypes.c_void_p | ctypes._Pointer):
            return None
        pointer = address_in(pointer)
    return native_memory.to_slot(pointer) if native_memory.is_native(pointer) else None


_original_cast = ctypes.cast
_original_string_at = ctypes.string_at
_original_wstring_at = ctypes.wstring_at
_original_memmove = ctypes.memmove
_original_memset = ctypes.memset


def install():
    """Replaces what follows pointers."""
    ctypes._Pointer = Pointer
    for target, string_kind in ((ctypes.c_char, ctypes.c_char_p), (ctypes.c_wchar, ctypes.c_wchar_p)):
        members = {"_type_": target, "__module__": "ctypes"}
        target.__pointer_type__ = type(Pointer)(f"LP_{target.__name__}", (Pointer,), members)
        target.__pointer_type__.from_param = string_kind.from_param
    for function in (_cast, _string_at, _wstring_at, _memmove, _memset):
        name = function.__name__[1:]
        function.__qualname__ = function.__name__ = name
        function.__module__ = "ctypes"
        function.__doc__ = getattr(ctypes, name).__doc__
        setattr(ctypes, name, function)
