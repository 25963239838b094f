import assert from "node:assert/strict";
import { complete, list } from "./testing/completion.ts";
import { hasPyodide, PythonFixture } from "./testing/python_fixture.ts";

const python = hasPyodide ? await PythonFixture.start() : undefined;

function test(name: string, body: (python: PythonFixture) => Promise<void>): void {
  Deno.test(name, { ignore: python === undefined }, () => body(python as PythonFixture));
}

test("names of the session come before keywords and builtins", async (python) => {
  await python.run("def prepare(): pass\nprice = 3\nclass Printer: pass");
  assert.deepEqual(list(python, "pr"), [
    "prepare:function",
    "price:int",
    "print:function",
    "property:class",
  ]);
  assert.deepEqual(complete(python, "x = prep").replaced, 4);
  assert.deepEqual(list(python, "Pri"), ["Printer:class"]);
  assert.deepEqual(list(python, "whi"), ["while:keyword"]);
});

test("names that the cell itself defines are candidates", (python) => {
  const cell = "def area(width, *, height=1):\n    widest = width\n    wi|\nwiener = 3";
  assert.deepEqual(list(python, cell), ["widest:", "width:", "wiener:", "with:keyword"]);
  assert.deepEqual(list(python, "def wi|"), []);
  return Promise.resolve();
});

test("private names come only where they were begun", async (python) => {
  await python.run("class P:\n    a = 1\n    _b = 2\n    __slots__ = ()\np = P()");
  assert.deepEqual(list(python, "p."), ["a:int"]);
  assert.deepEqual(list(python, "p._"), ["_b:int"]);
  assert.deepEqual(list(python, "p.__sl"), ["__slots__:tuple"]);
});

test("attributes have their types, an instance's own come first", async (python) => {
  await python.run(`
class Account:
    bank = "b"
    __slots__ = ("number", "__dict__")
    def __init__(self): self.number, self.owner = 3, ["x"]
    def close(self): pass
    @property
    def secret(self): raise SystemExit
    @classmethod
    def open(cls): pass
    @staticmethod
    def check(): pass
account = Account()`);
  assert.deepEqual(list(python, "account."), [
    "owner:list",
    "bank:str",
    "check:function",
    "close:method",
    "number:int",
    "open:method",
    "secret:property",
  ]);
  assert.deepEqual(list(python, "account.owner[0].upp"), ["upper:method"]);
  assert.deepEqual(list(python, "Account.cl"), ["close:function"]);
  assert.deepEqual(list(python, "Account().cl"), ["close:method"]);
  assert.deepEqual(list(python, "account.secret.x"), []);
});

test("literals have the methods of their types", (python) => {
  for (
    const [text, candidate] of [
      ['"".jo', "join:method"],
      ["b''.dec", "decode:method"],
      ["[].app", "append:method"],
      ["[1, 2].app", "append:method"],
      ["{}.upd", "update:method"],
      ["{1: 2}.pope", "popitem"],
      ["{1}.issub", "issubset:method"],
      ["1.0.he", "hex:method"],
      ["().cou", "count:method"],
      ["('a').jo", "join:method"],
      ['f\'{"".jo', "join:method"],
    ] as const
  ) {
    const found = list(python, text);
    if (candidate === "popitem") assert.deepEqual(found, [], text);
    else assert.deepEqual(found, [candidate], text);
  }
  return Promise.resolve();
});

test("keys of a dictionary are written out", async (python) => {
  await python.run(
    `d = {"alpha": 1, "al'so": {"in": 1}, 5: 3, b"raw\\xe9": 1, (1, "x"): 3, "al\\n": 0, object(): 1}`,
  );
  assert.deepEqual(list(python, `d["al`), [`al\\n"]:key`, `al'so"]:key`, `alpha"]:key`]);
  assert.deepEqual(list(python, `d['al|']`), [`al\\n:key`, `al\\'so:key`, `alpha:key`]);
  assert.deepEqual(list(python, `d[b"`), [`raw\\xe9"]:key`]);
  assert.deepEqual(list(python, `d[f"`), []);
  assert.deepEqual(list(python, `d["al'so"]["`), [`in"]:key`]);
  assert.deepEqual(list(python, "d["), [
    `"al'so":key`,
    "'al\\n':key",
    "'alpha':key",
    "(1, 'x'):key",
    "5:key",
    "b'raw\\xe9':key",
  ]);
  await python.run(
    "import collections\nc = collections.Counter('ab')\nclass D(dict): pass\ne = D(a=1)",
  );
  assert.deepEqual(list(python, `c["`), [`a"]:key`, `b"]:key`]);
  assert.deepEqual(list(python, `e["a`), []);
});

test("parameters of the call come first, without those that are given", async (python) => {
  await python.run("def send(to, /, text, *more, size=1, secret=None): pass\nsettings = 1");
  assert.deepEqual(list(python, "send(s", 3), ["size=:param", "secret=:param", "send:function"]);
  assert.deepEqual(list(python, "send(1, size=2, se", 2), ["secret=:param", "send:function"]);
  assert.deepEqual(list(python, "send(text=se", 1), ["send:function"]);
  assert.deepEqual(list(python, "send([se", 1), ["send:function"]);
  assert.deepEqual(list(python, "print(1, se", 1), ["sep=:param"]);
  assert.deepEqual(list(python, "''.join(iterab"), []);
});

test("imports name modules and what is in them, loaded or not", async (python) => {
  assert.deepEqual(list(python, "import collec"), ["collections:module"]);
  assert.deepEqual(list(python, "import csv, jso"), ["json:module"]);
  assert.deepEqual(list(python, "import os.pa"), ["path:module"]);
  assert.deepEqual(list(python, "from collections import Ord"), ["OrderedDict:class"]);
  assert.deepEqual(list(python, "from collections import (Counter, nam"), ["namedtuple:function"]);
  assert.equal(await python.value("import sys; 'xml.dom.minidom' in sys.modules"), "False");
  assert.deepEqual(list(python, "import xml.dom.mini"), ["minicompat:module", "minidom:module"]);
  assert.deepEqual(list(python, "from xml.dom.minidom import parseS"), ["parseString:"]);
  assert.deepEqual(list(python, "from csv "), ["import:keyword"]);
  assert.deepEqual(list(python, "import csv as c"), []);
  assert.equal(await python.value("'xml.dom.minidom' in sys.modules"), "False");
});

test("files are listed as the sandbox sees them", async (python) => {
  python.makeFolder("/tmp/completion/folder");
  await python.run("open('/tmp/completion/fö.txt', 'w').close()");
  await python.run("open('/tmp/completion/.hidden', 'w').close()");
  assert.deepEqual(complete(python, "open('/tmp/completion/f"), {
    replaced: 1,
    candidates: [{ text: "folder/", type: "path" }, { text: "fö.txt", type: "path" }],
  });
  assert.deepEqual(list(python, "open('/tmp/completion/.h"), [".hidden:path"]);
  await python.run("open('/tmp/completion/it\\'s {x}', 'w').close()");
  assert.deepEqual(list(python, "open('/tmp/completion/it"), ["it\\'s {x}:path"]);
  assert.deepEqual(list(python, 'open(f"/tmp/completion/it'), ["it's {{x}}:path"]);
  await python.run("open('/home/pyodide/notes.txt', 'w').close()");
  assert.deepEqual(list(python, "open('~/not"), ["notes.txt:path"]);
  assert.deepEqual(list(python, "open('not"), ["notes.txt:path"]);
  await python.run("import os; os.remove('notes.txt')");
});

test("nothing is offered in comments, in numbers and after what is not known", (python) => {
  for (const text of ["# pri", "1", "nobody.", "print().", "x = 'pri\\", "lambda: 0.", ")."]) {
    assert.deepEqual(list(python, text), [], text);
  }
  return Promise.resolve();
});

test("text of any kind is survived", (python) => {
  const pieces = [..."ab.()[]{}'\"\\\n# :=*,1f", "import ", "from ", "def ", "'''", '"""', "d["];
  let state = 7;
  for (let round = 0; round < 500; round++) {
    let text = "";
    for (let length = 0; length < round % 23; length++) {
      state = (state * 1103515245 + 12345) % 2147483648;
      text += pieces[state % pieces.length];
    }
    assert.ok(Array.isArray(complete(python, text).candidates), text);
  }
  return Promise.resolve();
});

test("a huge session is answered with a bounded number of candidates", async (python) => {
  await python.run(`
globals().update((f"name{i}", i) for i in range(250_000))
huge = {f"key{i}": i for i in range(250_000)}
deep = []
for i in range(1000): deep = [deep]
class Base: pass
for i in range(60): Base = type(f"B{i}", (Base,), {f"a{j}": j for j in range(50)})
many = Base()`);
  for (
    const text of ["na", "huge['", "huge[", "deep[0][0].", "many.", "", "x = " + "(".repeat(5000)]
  ) {
    assert.ok(complete(python, text).candidates.length <= 500, text);
  }
  assert.ok(list(python, "name24999").length > 0);
  await python.run("globals().clear()");
});

test("a question leaves nothing behind in the session", async (python) => {
  await python.run("import sys, gc, collections\nx = 1\nbefore = None\n5");
  const look = "(sorted(globals()), _, len(sys.modules), sys.getrecursionlimit(), gc.isenabled())";
  const made = await python.run(`before = ${look}`);
  assert.equal(made.status, "ok", made.error?.traceback);
  for (const text of ["", "x.", "import ", "from email import ", "open('", "print("]) {
    complete(python, text);
  }
  python.python.inspect("collections.OrderedDict", true);
  assert.equal(await python.value(`before == ${look}`), "True");
  assert.equal(python.stdout + python.stderr, "");
});
