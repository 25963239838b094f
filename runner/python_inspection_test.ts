import assert from "node:assert/strict";
import { hasPyodide, PythonFixture } from "./testing/python_fixture.ts";

const python = hasPyodide ? await PythonFixture.start() : undefined;

function test(name: string, body: (python: PythonFixture) => Promise<void>): void {
  Deno.test(name, { ignore: python === undefined }, () => body(python as PythonFixture));
}

interface Signature {
  readonly name: string;
  readonly parameters: readonly { readonly text: string; readonly kind: string }[];
  readonly result: string;
}

function signature(python: PythonFixture, name: string): string | null {
  const found = JSON.parse(python.python.signature(name) as string) as Signature | null;
  if (!found) return null;
  const result = found.result && ` ${found.result}`;
  return `(${found.parameters.map(({ text }) => text).join(", ")})${result}`;
}

function inspect(
  python: PythonFixture,
  name: string,
  source = false,
): Record<string, unknown> | null {
  return JSON.parse(python.python.inspect(name, source) as string);
}

const CELL = `import functools
def greet(name: str, /, times=3, *rest,
          sep=", ", **more) -> str:
    """Says hello.

        Twice as deep.
    """
    text = """
not indented
"""
    return text
# after
class Shape(dict):
    """A shape."""
    area: int = 0
    def __init__(self, size, unit=print): pass
    def grow(self, by: float = 1.5): pass
    @classmethod
    def make(cls, kind): pass
    @property
    def name(self):
        "The name."
        return 1
@functools.wraps(greet)
def wrapper(*a, **k): return greet(*a, **k)
class Maker:
    def __new__(cls, stuff): pass
    def __call__(self, word): pass
shape = Shape(1)
maker = object.__new__(Maker)
part = functools.partial(greet, "Ada", sep="; ")
bound = shape.grow
nameless = lambda a, b=2: a
number, text, items = 12, "word " * 100, [1, 2]
`;

test("signatures are read from sources, code and what C says", async (python) => {
  const result = await python.run(CELL, { name: "<cell 1>" });
  assert.equal(result.status, "ok", result.error?.traceback);
  for (
    const [name, expected] of [
      ["greet", `(name: str, times=3, *rest, sep=", ", **more) -> str`],
      ["wrapper", `(name: str, times=3, *rest, sep=", ", **more) -> str`],
      ["Shape", "(size, unit=print)"],
      ["Shape.grow", "(self, by: float = 1.5)"],
      ["shape.grow", "(by: float = 1.5)"],
      ["bound", "(by: float = 1.5)"],
      ["Shape.make", "(kind)"],
      ["Maker", "(stuff)"],
      ["maker", "(word)"],
      ["part", "(times=3, *rest, sep='; ', **more) -> str"],
      ["nameless", "(a, b=2)"],
      ["print", "(*args, sep=' ', end='\\n', file=None, flush=False)"],
      ["str.join", "(self, iterable)"],
      ["text.join", "(iterable)"],
      ["len", "(obj)"],
      ["range", null],
      ["shape.name", null],
      ["number", null],
      ["nobody", null],
      ["not a name", null],
      ["greet()", null],
    ] as const
  ) {
    assert.equal(signature(python, name), expected, name);
  }
  const kinds = JSON.parse(python.python.signature("greet") as string) as Signature;
  assert.deepEqual(kinds.parameters.map(({ kind }) => kind), [
    "positionalOnly",
    "positionalOrKeyword",
    "variadicPositional",
    "keywordOnly",
    "variadicKeyword",
  ]);
});

test("without a source, defaults are shown as far as they are short constants", async (python) => {
  await python.run(`
from dataclasses import dataclass, field
@dataclass
class Point:
    x: int
    y: list = field(default_factory=list)
    z: str = "a"
    w: object = print
eval("exec('def made(a, b=(), c=int, d=[1], *, e=None, f=2**900): pass', globals())")`);
  assert.equal(signature(python, "made"), "(a, b=(), c=int, d=..., e=None, f=...)");
  assert.equal(signature(python, "Point"), "(x, y=..., z='a', w=...)");
});

test("an inspection tells what a name is", (python) => {
  assert.deepEqual(inspect(python, "greet"), {
    name: "greet",
    kind: "function",
    type: "function",
    signature: JSON.parse(python.python.signature("greet") as string),
    documentation: "Says hello.\n\nTwice as deep.",
    value: null,
    file: "<cell 1>",
    line: 2,
    source: null,
  });
  const facts = (name: string): unknown[] => {
    const { kind, type, value, file, line } = inspect(python, name) ?? {};
    return [kind, type, value, file, line];
  };
  assert.deepEqual(facts("Shape"), ["class", "type", null, "<cell 1>", 13]);
  assert.deepEqual(facts("number"), ["int", "int", "12", null, null]);
  assert.deepEqual(facts("items"), ["list", "list", "2 items", null, null]);
  assert.deepEqual(facts("shape"), ["Shape", "Shape", null, null, null]);
  assert.deepEqual(facts("shape.name"), ["property", "property", null, "<cell 1>", 20]);
  assert.deepEqual(facts("for"), ["keyword", "keyword", null, null, null]);
  assert.equal((facts("text")[2] as string).length, 200);
  assert.deepEqual(facts("functools").slice(3), ["/lib/python314.zip/functools.py", null]);
  assert.equal(inspect(python, "shape.name")?.documentation, "The name.");
  assert.equal(inspect(python, "shape")?.documentation, "A shape.");
  assert.match(String(inspect(python, "len")?.documentation), /^Return the number of items/);
  assert.equal(inspect(python, "nobody.nothing"), null);
  assert.equal(inspect(python, "shape.name.x"), null);
  return Promise.resolve();
});

test("sources are those of the cells, of functions, classes and of the standard library", async (python) => {
  await python.run("import os");
  const source = (name: string): unknown => inspect(python, name, true)?.source;
  assert.equal(source("greet"), CELL.split("\n").slice(1, 11).join("\n"));
  assert.equal(source("Shape.grow"), "def grow(self, by: float = 1.5): pass");
  assert.match(String(source("Shape")), /^class Shape\(dict\):\n.*\n {8}return 1$/s);
  assert.equal(source("shape.name"), `@property\ndef name(self):\n    "The name."\n    return 1`);
  assert.match(
    String(source("functools.total_ordering")),
    /^def total_ordering\(cls\):\n.*return cls$/s,
  );
  assert.match(String(source("functools.partial")), /^class partial|^null$/);
  assert.match(String(source("functools")), /^"""functools.py/);
  assert.match(String(source("os.path.join")), /^def join\(a, \*p\):\n/);
  assert.equal(source("len"), null);
  assert.equal(source("number"), null);
});

test("a class of an earlier cell is not taken for one of the same name", async (python) => {
  await python.run("class Twin:\n    old = 1", { name: "<cell 7>" });
  await python.run("\n\n@(lambda c: c)\nclass Twin:\n    new = 1", { name: "<cell 8>" });
  assert.equal(inspect(python, "Twin", true)?.file, "<cell 8>");
  assert.equal(inspect(python, "Twin", true)?.source, "@(lambda c: c)\nclass Twin:\n    new = 1");
});
