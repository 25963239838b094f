"""Short texts of values, made without calling anything of the user's."""

from itertools import islice

from . import statics

_SHORT = 40
_LARGEST_BITS = 512
_SIZED = (list, tuple, dict, set, frozenset, bytearray, range)
_SINGLETONS = (None, True, False, Ellipsis, NotImplemented)


def scalar(value, limit):
    """Gives the repr of a number, a string, bytes or a constant, cut to a length; None for anything else."""
    kind = type(value)
    if statics.among(value, _SINGLETONS):
        return repr(value)
    if kind is int:
        return repr(value) if value.bit_length() <= _LARGEST_BITS else None
    if kind is float or kind is complex:
        return repr(value)
    if kind is str or kind is bytes:
        text = repr(value[:limit])
        return text if len(value) <= limit and len(text) <= limit + 2 else text[: limit - 3] + "..."
    return None


def default(value):
    """Gives the text of a parameter's default: short constants as they are, `...` for the rest."""
    if type(value) is tuple and len(value) == 0:
        return "()"
    if statics.is_class(value):
        return statics.type_name(value)
    return scalar(value, _SHORT) or "..."


def size(value):
    """Gives how much a builtin container holds, such as `3 items`, or None."""
    kind = type(value)
    if not statics.among(kind, _SIZED):
        return None
    count = kind.__len__(value)
    return "1 item" if count == 1 else f"{count} items"


def key(value):
    """Gives a dictionary's key as one would write it, or None where it is not made of constants."""
    if type(value) is tuple:
        parts = [scalar(part, _SHORT) for part in islice(value, 8)]
        if len(value) > len(parts) or None in parts or any(part.endswith("...") for part in parts):
            return None
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    text = scalar(value, 200)
    return None if text is None or text.endswith("...") and text != "Ellipsis" else text
