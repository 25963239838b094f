"""What a name of the session stands for, for those who ask with `name?`; nothing of the user's is run."""

from types import FunctionType, ModuleType

from . import importable, lexer, resolve, safe_text, signatures, sources, statics, texts
from .namespace import namespace
from .statics import Instance

_DOCUMENTATION_LIMIT = 1 << 18
_SOURCE_LIMIT = 1 << 18
_VALUE_LIMIT = 200
_MODULE_DICT = ModuleType.__dict__["__dict__"].__get__
_PROPERTY_GETTER = property.__dict__["fget"].__get__


def signature(name):
    """Gives the signature of what a dotted name stands for, or None."""
    found = resolve.dotted(name)
    return None if found is None else signatures.of(found, name)


def inspect(name, with_source):
    """Describes what a dotted name stands for, or gives None where there is nothing of that name."""
    found = resolve.dotted(name) or _keyword(name)
    if found is None:
        return None
    if type(found) is str:
        return _record(name, "keyword", "keyword")
    value = found.value
    kind = statics.type_name(value.type if type(value) is Instance else type(value))
    record = _record(name, statics.describe(found), kind)
    record["signature"] = signatures.of(found, name)
    record["documentation"] = _documentation(found)
    record["value"] = _value(found)
    place = _place(found)
    if place:
        record["file"], record["line"] = place
        if with_source:
            record["source"] = _source(found, place)
    return record


def _record(name, kind, type_name):
    empty = dict.fromkeys(("signature", "documentation", "value", "file", "line", "source"))
    return {"name": name, "kind": kind, "type": type_name, **empty}


def _keyword(name):
    return "keyword" if name in resolve.KEYWORDS else None


def _value(found):
    if found.kind != "value" or type(found.value) is Instance:
        return None
    return safe_text.scalar(found.value, _VALUE_LIMIT) or safe_text.size(found.value)


def _documentation(found):
    """Gives the documentation that stands in the object itself, or in its class."""
    value = found.value
    kind = type(value)
    if kind is Instance:
        text = statics.in_type(value.type, "__doc__")
    elif kind is ModuleType:
        text = statics.find(_MODULE_DICT(value), "__doc__")
    elif statics.is_class(value):
        text = statics.in_type(value, "__doc__")
    elif statics.is_bound_method(value):
        text = statics.own_documentation(statics.function_of(value))
    else:
        text = statics.own_documentation(value) or statics.in_type(kind, "__doc__")
    return _clean(text) if type(text) is str else None


def _clean(text):
    """Takes the indentation of the code around it out of a documentation."""
    lines = text[:_DOCUMENTATION_LIMIT].expandtabs().split("\n")
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(indents, default=0)
    cleaned = "\n".join([lines[0].strip(), *(line[margin:].rstrip() for line in lines[1:])]).strip("\n")
    return cleaned or None


def _place(found):
    """Gives the file and the line of a definition; a module has no line, what C defines has no file."""
    value = found.value
    if type(value) is property:
        value = _PROPERTY_GETTER(value)
    if statics.is_bound_method(value):
        value = statics.function_of(value)
    if type(value) is FunctionType:
        return signatures.code_of(signatures.unwrap(value))
    if type(value) is ModuleType:
        file = statics.find(_MODULE_DICT(value), "__file__")
        return (file, None) if type(file) is str else None
    if type(value) is not Instance and statics.is_class(value):
        return _place_of_class(value)
    return None


def _place_of_class(value):
    line = statics.find_in_class(value, "__firstlineno__")
    module = statics.find_in_class(value, "__module__")
    if type(line) is not int or type(module) is not str:
        return None
    loaded = importable.loaded(module)
    if type(loaded) is ModuleType and _MODULE_DICT(loaded) is not namespace:
        file = statics.find(_MODULE_DICT(loaded), "__file__")
        return (file, line) if type(file) is str else None
    name_of_class = statics.type_name(value)
    for name in sources.names():
        text = texts.read(name) or ""
        lines = signatures.header(text, line, 20)
        if any(_defines(text, name_of_class) for text in _definition_lines(lines)):
            return name, line
    return None


def _defines(line, name):
    """Whether a line begins the definition of a class of a name."""
    words = line.split(None, 1)
    if len(words) < 2 or words[0] != "class" or not words[1].startswith(name):
        return False
    rest = words[1][len(name) :]
    return not (rest[:1].isalnum() or rest[:1] == "_")


def _definition_lines(lines):
    """Gives the lines of decorators and the line after them."""
    for text in lines.split("\n"):
        yield text
        if not text.lstrip().startswith("@"):
            return


def _source(found, place):
    file, line = place
    text = texts.read(file)
    if text is None:
        return None
    if line is None:
        return text[:_SOURCE_LIMIT]
    return block(signatures.header(text, line, 5000)) or None


def block(text):
    """Gives the definition that a text begins with: to the first line that is indented no deeper than its head.

    Lines inside brackets and strings count as part of the line they began on.
    """
    lines = text[:_SOURCE_LIMIT].split("\n")
    given = lexer.tokens("\n".join(lines))
    starts = _logical_lines(given, lines)
    margin = _indentation(lines[0])
    end = len(lines)
    in_head = True
    for number in starts:
        line = lines[number]
        if in_head:
            in_head = line.lstrip().startswith("@")
        elif line.strip() and _indentation(line) <= margin and not line.lstrip().startswith("#"):
            end = number
            break
    while end > 1 and _is_beside(lines[end - 1], margin):
        end -= 1
    kept = [line[margin:] if not line[:margin].strip() else line for line in lines[:end]]
    return "\n".join(kept).rstrip()


def _is_beside(line, margin):
    """Whether a line after a definition is empty, or a comment that does not belong to it."""
    return not line.strip() or line.lstrip().startswith("#") and _indentation(line) <= margin


def _indentation(line):
    return len(line) - len(line.lstrip(" \t"))


def _logical_lines(given, lines):
    """Gives the numbers of the lines that do not go on with a bracket or a string of the line before."""
    offsets = {0}
    depth = 0
    for token in given:
        if token.kind == "operator" and token.text in "([{":
            depth += 1
        elif token.kind == "operator" and token.text in ")]}":
            depth = max(0, depth - 1)
        elif token.kind == "newline" and depth == 0:
            offsets.add(token.end)
    numbers = []
    offset = 0
    for number, line in enumerate(lines):
        if offset in offsets:
            numbers.append(number)
        offset += len(line) + 1
    return numbers
