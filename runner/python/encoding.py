"""JSON for the host, written with nothing that a cell could have replaced."""

from _json import encode_basestring_ascii


def to_json(value):
    """Gives None, numbers, strings, lists and dictionaries of these as JSON in ASCII."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, dict):
        return "{" + ", ".join([f"{to_json(key)}: {to_json(item)}" for key, item in value.items()]) + "}"
    return "[" + ", ".join([to_json(item) for item in value]) + "]"
