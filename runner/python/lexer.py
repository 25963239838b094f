"""Cuts a cell that is still being typed into tokens; never fails, whatever is typed.

Only compiled patterns are used, which no cell can change. `tokenize` would raise at the first
bracket that is open.
"""

import re

_TOKEN = re.compile(
    r"(?P<space>[ \t\f\r]+|\\\n)"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<newline>\n)"
    r"|(?P<string>(?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?(?:\"\"\"|'''|\"|'))"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<number>(?:\d[\w]*(?:\.(?!\.)[\w]*)?|\.\d\w*)(?:(?<=[eE])[+-]\d\w*)?)"
    r"|(?P<operator>:=|==|!=|<=|>=|->|\*\*|//|<<|>>|\.\.\.|.)"
)
_ENDS = {
    "'": re.compile(r"(?:[^\\\n']|\\.)*+'", re.DOTALL),
    '"': re.compile(r'(?:[^\\\n"]|\\.)*+"', re.DOTALL),
    "'''": re.compile(r"(?:[^\\']|\\.|'(?!''))*+'''", re.DOTALL),
    '"""': re.compile(r'(?:[^\\"]|\\.|"(?!""))*+"""', re.DOTALL),
}
_BROKEN = re.compile(r"(?:[^\\\n]|\\.)*+\\?", re.DOTALL)
_SKIPPED = ("space", "comment")


class Token:
    """A piece of source: `kind` is `name`, `number`, `string`, `operator`, `newline` or `comment`."""

    __slots__ = ("kind", "text", "start", "end", "quote", "content", "is_open")

    def __init__(self, kind, text, start, end, quote="", content=0, is_open=False):
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.quote = quote
        self.content = content
        self.is_open = is_open


def tokens(text):
    """Gives the tokens of a text without white space; a comment or a string that is open at the end comes last."""
    result = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        kind, start, place = match.lastgroup, match.start(), match.end()
        if kind == "string":
            token = _string(text, start, place)
            place = token.end
            result.append(token)
        elif kind not in _SKIPPED or kind == "comment" and place == len(text):
            result.append(Token(kind, match.group(), start, place))
    return result


def _string(text, start, content):
    opening = text[start:content]
    quote = opening.lstrip("rRbBfFtTuU")
    match = _ENDS[quote].match(text, content)
    if match:
        return Token("string", text[start : match.end()], start, match.end(), quote, content)
    end = len(text) if len(quote) == 3 else _BROKEN.match(text, content).end()
    return Token("string", text[start:end], start, end, quote, content, end == len(text))


def open_brackets(given):
    """Gives the indices of the brackets that are open at the end of the tokens, the outermost first."""
    stack = []
    for index, token in enumerate(given):
        if token.kind != "operator":
            continue
        if token.text in "([{":
            stack.append(index)
        elif token.text in ")]}" and stack:
            stack.pop()
    return stack


def opening_of(given, index):
    """Gives the index of the bracket that the one at `index` closes, or None."""
    depth = 0
    for place in range(index, -1, -1):
        if given[place].kind == "operator" and given[place].text in ")]}":
            depth += 1
        elif given[place].kind == "operator" and given[place].text in "([{":
            depth -= 1
            if depth == 0:
                return place
    return None
