"""Functions of the host's libraries, as `ctypes` has functions: `argtypes`, `restype`, `errcheck`.

Their arguments are checked by `ctypes` itself. What they point to lies in the sandbox's memory,
which native code reaches where it is.
"""

import ctypes

from . import native_calls, native_errno, native_layout, native_memory, native_pointers, native_types, refusals
from .native_layout import CannotCross

_INTEGERS = dict(zip("bBhHiIlLqQ", "bBhHiIqQqQ", strict=True))
_POINTERS = "PzZ"
_BITS = {"c": 8, "b": 8, "B": 8, "h": 16, "H": 16, "i": 32, "I": 32}
_CALLBACK = "a callback cannot cross: native code cannot call into the sandbox"
_BY_VALUE = "a structure cannot cross by value: pass byref() of it where the function takes a pointer"
_BORROWED = "a function of {} cannot be passed on as a pointer"
_FOREIGN = "a value of type {} cannot cross into native code"


class NativeFunction(ctypes._CFuncPtr):
    """A function of a library of the host's; it is looked up again in every process that the session lives in."""

    _flags_ = ctypes._FUNCFLAG_CDECL
    _restype_ = native_types.c_int

    def __new__(cls, about):
        return super().__new__(cls)

    def __init__(self, about):
        name, library = about
        if isinstance(name, int):
            raise AttributeError(f"{library._name}: functions have no ordinals on this platform")
        self._name = name
        self._library = library._native
        self._path = None
        self._epoch = 0
        try:
            native_calls.bind(self._find(), name, "v")
        except native_calls.NoSymbol as error:
            missing = AttributeError(str(error), name=name, obj=library)
        else:
            return
        raise missing

    def __bool__(self):
        return True

    def __repr__(self):
        return f"<native function {self._name} of {self._library}>"

    def __call__(self, *arguments, **named):
        if named:
            raise TypeError("this function takes no keyword arguments")
        declared = self.argtypes or ()
        if len(arguments) < len(declared):
            plural = "" if len(declared) == 1 else "s"
            raise TypeError(
                f"this function takes at least {len(declared)} argument{plural} ({len(arguments)} given)"
            )
        if len(arguments) > native_calls.MOST_ARGUMENTS:
            most = native_calls.MOST_ARGUMENTS
            raise ctypes.ArgumentError(f"too many arguments ({len(arguments)}), maximum is {most}")
        call = _Call()
        for index, value in enumerate(arguments):
            kind = declared[index] if index < len(declared) else None
            try:
                call.add(kind, value)
            except Exception as error:
                failure = ctypes.ArgumentError(f"argument {index + 1}: {type(error).__name__}: {error}")
            else:
                continue
            raise failure
        return self._finish(call, arguments)

    def _finish(self, call, arguments):
        restype = self.restype
        signature = _result_code(restype) + "".join(call.codes)
        path = self._find()
        if self._flags_ & ctypes._FUNCFLAG_USE_ERRNO:
            number = native_calls.bind(path, self._name, "!" + signature)
            value = native_errno.call(number, signature, call.slots)
        else:
            value = native_calls.call(native_calls.bind(path, self._name, signature), signature, call.slots)
        for copy in call.copies:
            copy.take_back()
        result = _result(restype, value)
        errcheck = self.errcheck
        return result if errcheck is None else errcheck(result, self, arguments)

    def _find(self):
        """Gives the library's real path; opens it once in every process."""
        if self._epoch != native_calls.epoch():
            path = native_calls.open_library(self._library)
            if path is None:
                raise refusals.refuse("ffi", self._library)
            self._path = path
            self._epoch = native_calls.epoch()
        return self._path


class _Call:
    """The arguments of one call, as they travel."""

    def __init__(self):
        self.codes = []
        self.slots = []
        self.copies = []
        self._kept = []

    def add(self, kind, value):
        """Takes up one argument, of a declared type or of its own."""
        if kind is None:
            self._add_undeclared(value)
        elif isinstance(kind, type) and _is_plain(kind):
            self._add_simple(kind, value)
        else:
            self._add_checked(kind.from_param(value), value)

    def _put(self, code, slot):
        self.codes.append(code)
        self.slots.append(slot)

    def _add_simple(self, kind, value):
        code = kind._type_
        if code in _INTEGERS and type(value) is int:
            self._put(_INTEGERS[code], native_calls.integer(value))
        elif code in "fd" and type(value) in (float, int):
            self._put(code, float(value))
        elif code in _POINTERS:
            if code == "P" and isinstance(value, int) and not isinstance(value, bool):
                self._put("p", native_memory.to_slot(value))
            else:
                self._add_checked(kind.from_param(value), value)
        else:
            kind.from_param(value)
            self._add_value(value if isinstance(value, ctypes._SimpleCData) else kind(_parameter(value)))

    def _add_undeclared(self, value):
        if value is None:
            self._put("p", 0)
        elif isinstance(value, native_memory.NativeAddress):
            self._put("p", native_memory.to_slot(value))
        elif isinstance(value, int):
            if not -(1 << 31) <= value < 1 << 32:
                raise OverflowError("int too long to convert: it is passed as a C int; declare argtypes")
            self._put("i", native_calls.integer(value))
        elif isinstance(value, bytes):
            self._add_checked(ctypes.c_char_p.from_param(value), value)
        elif isinstance(value, str):
            self._add_checked(ctypes.c_wchar_p.from_param(value), value)
        else:
            self._add_checked(value, value)

    def _add_checked(self, parameter, value):
        """Takes up what a type's `from_param` made of a value."""
        self._kept.append(parameter)
        if parameter is None or isinstance(parameter, int | bytes | str):
            self._add_undeclared(parameter)
        elif isinstance(parameter, ctypes._SimpleCData):
            self._add_value(parameter)
        elif isinstance(parameter, ctypes.Array):
            self._add_memory(type(parameter), ctypes.addressof(parameter))
        elif isinstance(parameter, ctypes._Pointer):
            self._add_pointer(parameter)
        elif isinstance(parameter, ctypes._CFuncPtr):
            native = isinstance(parameter, NativeFunction)
            raise CannotCross(_BORROWED.format(parameter._library) if native else _CALLBACK)
        elif isinstance(parameter, ctypes.Structure | ctypes.Union):
            raise CannotCross(_BY_VALUE)
        elif type(parameter) is _PARAMETER:
            self._add_parameter(parameter, value)
        elif hasattr(parameter, "_as_parameter_"):
            self._add_undeclared(parameter._as_parameter_)
        else:
            raise TypeError(f"Don't know how to convert a value of type {type(value).__name__}")

    def _add_value(self, value):
        """Takes up a simple object by its value."""
        code = type(value)._type_
        if code in _INTEGERS:
            self._put(_INTEGERS[code], native_calls.integer(value.value))
        elif code == "?":
            self._put("B", int(value.value))
        elif code == "c":
            self._put("b", value.value[0])
        elif code == "u":
            self._put("i", ord(value.value))
        elif code in "fd":
            self._put(code, value.value)
        elif code in _POINTERS:
            self._kept.append(value)
            self._put("p", native_memory.to_slot(native_pointers.address_in(value)))
        else:
            native_layout.of(type(value))
            raise CannotCross(_FOREIGN.format(type(value).__name__))

    def _add_pointer(self, pointer):
        address = native_pointers.address_in(pointer)
        if address and not native_memory.is_native(address):
            target = native_pointers.target_of(pointer, address)
            self._add_memory(target, address)
        else:
            self._put("p", native_memory.to_slot(address))

    def _add_memory(self, kind, address):
        """Takes up a pointer to an object of the sandbox's."""
        layout = native_layout.of(kind)
        if not layout.wide:
            self._put("p", native_memory.to_slot(address))
            return
        copy = native_layout.Copy(layout, address)
        self.copies.append(copy)
        self._put("p", copy.slot)

    def _add_parameter(self, parameter, value):
        """Takes up what `byref` or a simple type's `from_param` gives: an opaque object that only shows itself."""
        tag, text = repr(parameter)[len("<cparam '") : -1].split("' ", 1)
        text = text.strip("()")
        if tag == "P" and isinstance(parameter._obj, ctypes._CFuncPtr):
            raise CannotCross(_CALLBACK)
        if tag == "P" and native_pointers.is_memory(parameter._obj, int(text, 16)):
            self._add_memory(type(parameter._obj), int(text, 16))
        elif tag in _POINTERS:
            self._put("p", native_memory.to_slot(int(text, 16)))
        elif tag in _INTEGERS:
            self._put(_INTEGERS[tag], native_calls.integer(int(text)))
        elif tag in "fd":
            self._put(tag, float(text))
        else:
            raise CannotCross(_FOREIGN.format(type(value).__name__))


_PARAMETER = type(ctypes.byref(ctypes.c_int()))


def _parameter(value):
    while hasattr(value, "_as_parameter_"):
        value = value._as_parameter_
    return value


def _is_plain(kind):
    """Whether a type is a simple one, and nobody has given it another `from_param`."""
    known = _plain.get(kind)
    if known is None:
        own = any("from_param" in vars(base) for base in kind.__mro__)
        known = _plain[kind] = issubclass(kind, ctypes._SimpleCData) and not own
    return known


_plain = {}
_codes = {}


def _result_code(restype):
    """Gives the letter of a result. Raises `CannotCross`."""
    if not isinstance(restype, type):
        return "v" if restype is None else "i"
    code = _codes.get(restype)
    if code is None:
        code = _codes[restype] = _find_result_code(restype)
    return code


def _find_result_code(restype):
    if not issubclass(restype, _CDATA):
        return "i"
    if issubclass(restype, ctypes._Pointer):
        return "p"
    if issubclass(restype, ctypes._SimpleCData):
        code = restype._type_
        if code in _INTEGERS:
            return _INTEGERS[code]
        simple = {"?": "B", "c": "B", "u": "i", "f": "f", "d": "d", "P": "p", "z": "p", "Z": "p"}.get(code)
        if simple:
            return simple
    if issubclass(restype, ctypes.Structure | ctypes.Union):
        raise CannotCross("a structure cannot cross by value: neither can a function return one")
    if issubclass(restype, ctypes._CFuncPtr):
        raise CannotCross("a function that native code returns cannot be called; use restype = c_void_p to pass it on")
    raise CannotCross(f"a result of type {restype.__name__} cannot cross from native code")


def _result(restype, value):
    if restype is None:
        return None
    if not isinstance(restype, type):
        return restype(value)
    if restype in _UNCHANGED:
        return value
    if not issubclass(restype, _CDATA):
        return restype(value)
    if issubclass(restype, ctypes._Pointer):
        return native_pointers.make(restype, value)
    result = _simple(restype._type_, value)
    if restype.__base__ is not ctypes._SimpleCData:
        result = native_pointers.make(restype, value) if restype._type_ in _POINTERS else restype(result)
    check = getattr(restype, "_check_retval_", None)
    return result if check is None else check(result)


def _simple(code, value):
    if code == "z":
        return native_memory.read_string(value) if value else None
    if code == "Z":
        return native_memory.read_wide_string(value) if value else None
    if code == "P":
        return native_memory.to_address(value) or None
    if code == "?":
        return value != 0
    if code == "c":
        return bytes((value,))
    if code == "u":
        return chr(value)
    return value


_CDATA = ctypes._SimpleCData.__base__
# Results that are what the slot holds.
_UNCHANGED = {native_types.c_int, native_types.c_uint, ctypes.c_long, ctypes.c_ulong, ctypes.c_longlong}
_UNCHANGED |= {ctypes.c_ulonglong, ctypes.c_double, ctypes.c_float}
