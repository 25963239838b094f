"""What the text before the cursor may become, from what lives in the session; nothing of the user's is run."""

import re
from itertools import islice
from time import monotonic

from . import importable, lexer, resolve, safe_text, signatures, statics, texts
from .environment import home
from .namespace import namespace
from .statics import Found, Instance

_CANDIDATES = 500
_SOURCE_LIMIT = 50_000
_TEXT_LIMIT = 500
# How many of what fits are brought into order.
_SORTED = 5000
_KEYS = 200_000
_WRITTEN = 20_000
_FILES = 5000
# Seconds after which candidates are given without their types.
_PATIENCE = 0.3
_SOFT_KEYWORDS = ("case", "match", "type")
_ASSIGNS = ("=", ":=", "+=", ":")
_DEFINES = ("def", "class", "for", "as", "import", "global", "nonlocal")
_FIELD = re.compile(r"(?<!\{)(?:\{\{)*\{([^{}]*)$")


def complete(source, cursor):
    """Gives `{replaced, candidates: [{text, type}]}` for a cursor that stands after so many characters."""
    before, after = _around(source, cursor)
    replaced, candidates = _Request(before, after).answer()
    shown = [{"text": text, "type": kind} for text, kind in candidates[:_CANDIDATES] if len(text) <= _TEXT_LIMIT]
    return {"replaced": replaced, "candidates": shown}


def _around(source, cursor):
    """Gives the text before and after the cursor; of a very long cell only the lines around it."""
    before, after = source[:cursor], source[cursor : cursor + _SOURCE_LIMIT]
    if len(before) > _SOURCE_LIMIT:
        before = before[-_SOURCE_LIMIT:].partition("\n")[2]
    return before, after


class _Request:
    def __init__(self, before, after):
        self.before = before
        self.after = after
        self.tokens = lexer.tokens(before)
        self.until = monotonic() + _PATIENCE

    def answer(self):
        last = self.tokens[-1] if self.tokens else None
        is_touching = last is not None and last.end == len(self.before)
        if is_touching and last.kind == "comment":
            return 0, []
        if is_touching and last.kind == "string" and last.is_open:
            return self._in_string(last)
        if is_touching and last.kind == "name":
            return len(last.text), self._of_name(self.tokens[:-1], last.text)
        if is_touching and last.kind == "number":
            return len(last.text), self._literal_keys(self.tokens[:-1], last.text)
        return 0, self._of_name(self.tokens, "")

    # Names

    def _of_name(self, given, prefix):
        statement = _statement(given)
        first = statement[0].text if statement else ""
        if first in ("import", "from"):
            return self._of_import(statement, prefix)
        if given and given[-1].kind == "operator" and given[-1].text == ".":
            return self._attributes(resolve.expression(given, len(given) - 2), prefix)
        if given and given[-1].kind in ("string", "number"):
            return []
        if given and given[-1].kind == "name" and given[-1].text in ("def", "class", "as"):
            return []
        keys = [] if prefix else self._literal_keys(given, "")
        return keys or self._parameters(given, prefix) + self._names(prefix)

    def _names(self, prefix):
        users = _select(statics.names(namespace, newest_first=True), prefix)
        found = [(name, self._type_of(name)) for name in users]
        known = set(users)
        local = [name for name in _select(self._own_names(), prefix) if name not in known]
        own = _ordered(found + [(name, "") for name in local])
        keywords = _select([*resolve.KEYWORDS, *_SOFT_KEYWORDS], prefix)
        known.update(local)
        own += [(name, "keyword") for name in keywords if name not in known]
        builtin = _select(resolve.builtin_names(), prefix)
        return own + [(name, self._type_of(name)) for name in builtin if name not in known]

    def _own_names(self):
        """Gives the names that the cell itself defines, as far as its tokens look like it."""
        given = lexer.tokens(self.before + self.after)
        here = len(self.before)
        names = []
        brackets = []
        for place, token in enumerate(given):
            if token.kind == "operator" and token.text in "([{":
                brackets.append(place > 1 and given[place - 2].text == "def")
            elif token.kind == "operator" and token.text in ")]}" and brackets:
                brackets.pop()
            if token.kind != "name" or token.text in resolve.KEYWORDS or token.start < here <= token.end:
                continue
            following = given[place + 1].text if place + 1 < len(given) else ""
            before = given[place - 1].text if place else ""
            is_parameter = brackets and brackets[-1] and before in ("(", ",", "*", "**")
            is_assigned = following in _ASSIGNS and before != "." and not brackets
            if is_parameter or is_assigned or following == ":=" or before in _DEFINES:
                names.append(token.text)
        return names

    def _type_of(self, name):
        if monotonic() > self.until:
            return ""
        found = resolve.name(name)
        return statics.describe(found) if found else ""

    def _attributes(self, found, prefix):
        if found is None:
            return []
        own, inherited = statics.attribute_names(found)
        own = _select(own, prefix)
        known = set(own)
        rest = [name for name in _select(inherited, prefix) if name not in known]
        return [(name, self._type_of_attribute(found, name)) for name in own + rest]

    def _type_of_attribute(self, found, name):
        if monotonic() > self.until:
            return ""
        attribute = statics.attribute(found, name)
        return statics.describe(attribute) if attribute else ""

    # Calls and subscripts

    def _parameters(self, given, prefix):
        """Gives the parameters that the call around the cursor can still take by name."""
        brackets = lexer.open_brackets(given)
        if not brackets or given[brackets[-1]].text != "(" or given[-1].text not in ("(", ","):
            return []
        opening = brackets[-1]
        if not resolve.is_operand(given, opening - 1) or opening > 1 and given[opening - 2].text in ("def", "class"):
            return []
        found = resolve.expression(given, opening - 1)
        signature = signatures.of(found, "") if found else None
        if signature is None:
            return []
        used = {given[place].text for place in range(opening, len(given) - 1) if given[place + 1].text == "="}
        names = [
            parameter["name"]
            for parameter in signature["parameters"]
            if parameter["kind"] in ("positionalOrKeyword", "keywordOnly") and parameter["name"] not in used
        ]
        return [(name + "=", "param") for name in names if name.startswith(prefix)]

    def _literal_keys(self, given, prefix):
        """Gives the keys of the dictionary whose subscript was opened, written out."""
        if not given or given[-1].text != "[" or not resolve.is_operand(given, len(given) - 2):
            return []
        found = resolve.expression(given, len(given) - 2)
        written = (safe_text.key(key) for key in islice(_keys_of(found), _WRITTEN))
        return _ordered([(text, "key") for text in written if text is not None and text.startswith(prefix)])

    # Strings

    def _in_string(self, token):
        opening = token.text[: token.content - token.start]
        content = token.text[token.content - token.start :]
        kinds = opening.rstrip("'\"").lower()
        if ("f" in kinds or "t" in kinds) and (field := _FIELD.search(content)):
            return _Request(field.group(1), self.after).answer()
        given = self.tokens[:-1]
        if given and given[-1].text == "[" and resolve.is_operand(given, len(given) - 2):
            keys = self._string_keys(resolve.expression(given, len(given) - 2), kinds, token.quote, content)
            if keys:
                return len(content), keys
        return self._files(content, token.quote, kinds)

    def _string_keys(self, found, kinds, quote, content):
        if "f" in kinds or "t" in kinds:
            return []
        wanted = bytes if "b" in kinds else str
        end = "" if self.after.startswith(quote) else quote if self.after.startswith("]") else quote + "]"
        keys = (_text_of(key) for key in _keys_of(found) if type(key) is wanted)
        if "\\" in content:
            fitting = islice((key for key in keys if _escape(key, quote).startswith(content)), _SORTED)
        else:
            fitting = islice((key for key in keys if key.startswith(content)), _SORTED)
        written = [(_escape(key, quote, wanted is bytes), key) for key in sorted(fitting, key=_by_name)[:_CANDIDATES]]
        return [(text + end, "key") for text, key in written if text == key or "r" not in kinds]

    def _files(self, content, quote, kinds):
        is_raw, is_formatted = "r" in kinds, "f" in kinds or "t" in kinds
        folder, slash, name = content.rpartition("/")
        if "\n" in content or "\0" in content or "\\" in content and not is_raw:
            return 0, []
        place = folder + slash
        if place.startswith("~/"):
            place = home() + place[1:]
        entries = texts.list_folder(place, _FILES)
        names = [entry + "/" if is_folder else entry for entry, is_folder in entries]
        shown = [entry for entry in names if entry.startswith(name) and (name or not entry.startswith("."))]
        written = [(_escape(entry, quote), entry) for entry in shown]
        if is_raw:
            written = [(text, entry) for text, entry in written if text == entry]
        if is_formatted:
            written = [(text.replace("{", "{{").replace("}", "}}"), entry) for text, entry in written]
        return len(name), _ordered([(text, "path") for text, _ in written])

    # Imports

    def _of_import(self, statement, prefix):
        words = [token.text for token in statement]
        if words[-1] == "as":
            return []
        if words[0] == "import":
            return _modules(_dotted_end(words[1:]), prefix)
        if "import" not in words:
            if words[-1] in ("from", "."):
                return _modules(_dotted_end(words[1:]), prefix)
            return [("import", "keyword")] if "import".startswith(prefix) else []
        place = words.index("import")
        return self._members("".join(words[1:place]), prefix) if words[-1] in ("import", ",", "(") else []

    def _members(self, module, prefix):
        """Gives what can be imported from a module: its names where it is loaded, and the modules in it."""
        held = importable.loaded(module)
        modules = [(name, "module") for name in _select(importable.below(module), prefix)]
        known = {name for name, _ in modules}
        if held is not None:
            names = self._attributes(Found("value", held), prefix)
        else:
            names = [(name, "") for name in _select(importable.defined_in(module), prefix)]
        return _ordered([entry for entry in names if entry[0] not in known] + modules)


def _modules(package, prefix):
    if package is None:
        return []
    names = importable.below(package) if package else importable.top()
    return [(name, "module") for name in _select(names, prefix)]


def _dotted_end(words):
    """Gives the package before the last dot, "" where a module's name begins, None where none can stand."""
    package = []
    for word in words:
        if word == ",":
            package = []
        else:
            package.append(word)
    if not package:
        return ""
    is_dotted = len(package) % 2 == 0 and all(word == "." for word in package[1::2]) and package[0] != "."
    return "".join(package)[:-1] if is_dotted else None


def _statement(given):
    """Gives the tokens of the statement at whose end the cursor stands."""
    start = depth = 0
    for place, token in enumerate(given):
        if token.kind == "newline" and depth == 0 or token.text in (";", ":") and depth == 0:
            start = place + 1
        elif token.kind == "operator" and token.text in "([{":
            depth += 1
        elif token.kind == "operator" and token.text in ")]}":
            depth = max(0, depth - 1)
    return given[start:]


def _hidden(prefix):
    return "__" if prefix.startswith("_") else "_"


def _select(names, prefix):
    """Gives the names with a beginning, each once and sorted; private ones only where they were begun."""
    shown = (name for name in names if name.startswith(prefix) and name.isidentifier())
    if not prefix.startswith("__"):
        hidden = _hidden(prefix)
        shown = (name for name in shown if not name.startswith(hidden))
    return sorted(set(islice(shown, _SORTED)), key=_by_name)[:_CANDIDATES]


def _ordered(candidates):
    return sorted(candidates, key=lambda candidate: _by_name(candidate[0]))[:_CANDIDATES]


def _by_name(name):
    return (name.casefold(), name)


def _keys_of(found):
    """Gives the keys of a builtin dictionary, as many as can be looked at."""
    if found is None or found.kind != "value" or type(found.value) is Instance:
        return ()
    if not statics.among(type(found.value), resolve.DICTIONARIES):
        return ()
    return islice(dict.__iter__(found.value), _KEYS)


def _text_of(key):
    return key.decode("latin-1") if type(key) is bytes else key


def _escape(key, quote, is_bytes=False):
    """Gives a key as it stands between quotes."""
    return "".join([_escape_character(character, quote[0], is_bytes) for character in key[: _TEXT_LIMIT + 1]])


def _escape_character(character, quote, is_bytes):
    if character in ("\\", quote):
        return "\\" + character
    if is_bytes and not character.isascii():
        return f"\\x{ord(character):02x}"
    return character if character.isprintable() else repr(character)[1:-1]
