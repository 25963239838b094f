"""`c_int` and `c_long` as on the host: two types.

In the sandbox both have four bytes, and so `ctypes` makes one class of them (and of `c_size_t`).
On the host `long` and `size_t` have eight, and which one is meant has to be seen from the class.
"""

import ctypes


def _make(name, code):
    kind = type(ctypes._SimpleCData)
    return kind(name, (ctypes._SimpleCData,), {"_type_": code, "__module__": "ctypes", "__qualname__": name})


c_int = _make("c_int", "i")
c_uint = _make("c_uint", "I")


def install():
    """Gives `ctypes` the classes and names that it has on Linux."""
    ctypes.c_int = ctypes.c_int32 = c_int
    ctypes.c_uint = ctypes.c_uint32 = c_uint
    ctypes.c_size_t = ctypes.c_ulong
    ctypes.c_ssize_t = ctypes.c_long
