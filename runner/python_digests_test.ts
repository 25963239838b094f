import assert from "node:assert/strict";
import { hasPyodide, PythonFixture } from "./testing/python_fixture.ts";

const python = hasPyodide ? await PythonFixture.start() : undefined;

const SETUP = `
import array, collections, io
class Point:
    def __init__(self, x): self.x = x
    def __repr__(self): return "same"
class Slotted:
    __slots__ = ("a",)
class Names(list): pass
class Loud:
    def __eq__(self, other): raise RuntimeError
    def __hash__(self): return 1
    def __getattribute__(self, name): raise RuntimeError
    def __iter__(self): raise RuntimeError
    def __buffer__(self, flags): raise RuntimeError
def adder(n):
    return lambda m: m + n
def count():
    for i in range(9): yield i
deep = {"list": [list(range(300))], "text": "x" * 300}
point, slotted, names, loud, add, counter = Point(1), Slotted(), Names([1]), Loud(), adder(2), count()
ring = []; ring.append(ring)
numbers, letters, cells = array.array("i", [1, 2]), {"a", "b"}, bytearray(300)
`;

function digests(python: PythonFixture): Map<string, string> {
  const list = JSON.parse(python.python.variables(true) as string) as {
    name: string;
    digest: string;
  }[];
  for (const { digest } of list) assert.match(digest, /^[0-9a-f]{16}$/);
  return new Map(list.map(({ name, digest }) => [name, digest]));
}

Deno.test("a digest changes with what a value holds, and only then", {
  ignore: python === undefined,
}, async () => {
  assert.ok(python);
  assert.equal((await python.run(SETUP)).status, "ok");
  const before = digests(python);
  assert.deepEqual(digests(python), before);
  const changes: [name: string, statement: string][] = [
    ["deep", "deep['list'][0][200] = -1"],
    ["point", "point.x = 2"],
    ["slotted", "slotted.a = 1"],
    ["names", "names.append(2)"],
    ["add", "add = adder(3)"],
    ["counter", "_ = next(counter)"],
    ["ring", "ring.append(1)"],
    ["numbers", "numbers[1] = 3"],
    ["letters", "letters.add('c')"],
    ["cells", "cells[299] = 1"],
    ["Point", "Point.y = 1"],
    ["count", "def count(): return 7"],
  ];
  for (const [name, statement] of changes) {
    const last = digests(python);
    assert.equal((await python.run(statement)).status, "ok", statement);
    const now = digests(python);
    assert.notEqual(now.get(name), last.get(name), statement);
    const others = new Set(["point", ...changes.map(([other]) => other)]);
    for (const [other, digest] of now) {
      if (!others.has(other)) assert.equal(digest, last.get(other), `${statement}: ${other}`);
    }
  }
});
