/** Sessions as `dill.session` dumps, with the real runner; skipped where pip cannot give dill. */
import assert from "node:assert/strict";
import { downloadDill } from "./testing/dill.ts";
import { buildRunner, type CellResult, TestRunner } from "./testing/runner.ts";

const dill = await downloadDill();
const folder = dill && await buildRunner();
if (folder) {
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
}

interface Report {
  readonly variables: string[];
  readonly lost: { name: string; reason: string; kept: boolean }[];
  readonly packages: string[];
}

function report({ status, value, error }: CellResult): Report {
  assert.equal(status, "ok", error?.traceback);
  return JSON.parse(value ?? "");
}

/** A test with a function that starts runners, and the library. */
function test(
  name: string,
  body: (start: () => Promise<TestRunner>, library: NonNullable<typeof dill>) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !dill,
    fn: async () => {
      await using started = new AsyncDisposableStack();
      const start = async (): Promise<TestRunner> =>
        started.use((await TestRunner.start(folder ?? "")).runner);
      if (dill) await body(start, dill);
    },
  });
}

/** The source of a cell that makes a dump with dill alone, as other tools do. */
const DUMP = `
import io as _io, dill as _dill
_buffer = _io.BytesIO()
_dill.session.dump_session(_buffer)
_buffer.getvalue().hex()
`;

/** A dump of what a cell makes, by dill itself in a sandbox. */
async function dump(
  start: () => Promise<TestRunner>,
  library: NonNullable<typeof dill>,
  source: string,
): Promise<Uint8Array> {
  const runner = await start();
  const text = btoa(String.fromCharCode(...library.bytes));
  const put = await runner.run(
    `import base64 as _b, sys as _s\nopen("/tmp/d.whl", "wb").write(_b.b64decode("${text}"))\n` +
      `_s.path.append("/tmp/d.whl"); del _b, _s`,
  );
  assert.equal(put.status, "ok", put.error?.traceback);
  const { value, error } = await runner.run(source + DUMP);
  assert.ok(value, error?.traceback);
  return Uint8Array.fromHex(value.slice(1, -1));
}

const STATE = `
import math, json as j, functools, dataclasses, collections
x = 41
words = ["a", {"k": (1, 2)}]
alias = words
def add(a, b=2): return a + b + x
def make(n):
    def inner(k): return n + k
    return inner
inner = make(5)
class Animal:
    def __init__(self, name): self.name = name
    def speak(self): return f"{self.name} speaks"
class Dog(Animal):
    def speak(self): return super().speak() + "!"
rex = Dog("rex")
@dataclasses.dataclass
class Point:
    a: int
point = Point(3)
part = functools.partial(add, 1)
loop = []; loop.append(loop)
async def later(): return 7
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
counts = collections.Counter("banana")
`;

const CHECK =
  "(x, alias is words, add(1), inner(1), rex.speak(), isinstance(rex, Animal), point, " +
  "part(), loop[0] is loop, await later(), fib(10), counts['a'], j.loads('[1]'), math.floor(1.5))";
const CHECKED = "(41, True, 44, 6, 'rex speaks!', True, Point(a=3), 44, True, 7, 55, 3, [1], 1)";

test(
  "a dump by dill itself is taken up: functions, closures, classes, modules",
  async (start, library) => {
    const bytes = await dump(start, library, STATE);
    const runner = await start();
    await runner.run("old = 1");
    const { variables, lost, packages } = report(await runner.pickle(library, bytes));
    assert.deepEqual(lost, []);
    assert.deepEqual(packages, []);
    assert.ok(variables.includes("rex") && !variables.includes("old"));
    assert.equal((await runner.run(CHECK)).value, CHECKED);
    const { value } = await runner.run(
      "'old' in globals(), add.__globals__ is globals(), __name__",
    );
    assert.equal(value, "(False, True, '__main__')");
  },
);

test("a session that is saved comes back, in dill itself too", async (start, library) => {
  const runner = await start();
  await runner.run(STATE);
  const { saved, ...result } = await runner.pickle(library);
  assert.deepEqual(report(result).lost, []);
  assert.equal((await runner.run(CHECK)).value, CHECKED);
  const other = await start();
  assert.deepEqual(report(await other.pickle(library, saved)).lost, []);
  assert.equal((await other.run(CHECK)).value, CHECKED);
  const source = `import dill as _d, io as _i\n` +
    `_d.session.load_session(_i.BytesIO(bytes.fromhex("${saved?.toHex()}")))\nfound = repr(${CHECK})`;
  const plain = await dump(start, library, source);
  const third = await start();
  report(await third.pickle(library, plain));
  assert.equal((await third.run("found")).value, `"${CHECKED}"`);
});

test("what cannot be pickled is left out and named; the rest is saved", async (start, library) => {
  const runner = await start();
  await runner.run(`
import types, enum, js
before = 1
ticks = (i for i in range(3))
holder = [ticks, before]
made = types.ModuleType("made")
file = open("/tmp/text", "w")
class Color(enum.Enum):
    RED = 1
deep = []
for i in range(200_000): deep = [deep]
del i
headers = js.Headers
class Rude:
    def __reduce__(self): raise KeyError("no")
rude = Rude()
globals()["\\udc80"] = ticks
after = [before]
`);
  const { saved, ...result } = await runner.pickle(library);
  const { variables, lost } = report(result);
  assert.deepEqual(variables, ["Rude", "after", "before", "enum", "types"]);
  const reasons = lost.map(({ name, reason }) => `${name}: ${reason}`);
  assert.deepEqual(reasons, [
    "js: cannot pickle 'pyodide.ffi.JsProxy' object",
    "ticks: cannot pickle 'generator' object",
    "holder: cannot pickle 'generator' object",
    "made: cannot pickle the module 'made': it was made at run time",
    "file: cannot pickle an open file: the sandbox's files are not in a pickle",
    "Color: dill: Cannot locate reference to <enum 'Color'>.",
    "deep: RecursionError: maximum recursion depth exceeded",
    "headers: cannot pickle 'pyodide.ffi.JsProxy' object",
    "rude: KeyError: 'no'",
    "\\udc80: cannot pickle 'generator' object",
  ]);
  const other = await start();
  assert.deepEqual(report(await other.pickle(library, saved)).lost, []);
  assert.equal((await other.run("before, after, rude")).error?.name, "NameError");
  assert.equal((await other.run("before, after")).value, "(1, [1])");
});

test("what is not there is named, and stands in where it was", async (start, library) => {
  const bytes = await dump(
    start,
    library,
    `
import sys, types
fake = types.ModuleType("numpy")
class ndarray:
    def __init__(self): self.v = 1
    def __reduce__(self): return (np.ndarray, ())
ndarray.__module__ = "numpy"
fake.ndarray = ndarray
fake.__file__ = "/lib/site-packages/numpy.py"
sys.modules["numpy"] = fake
import numpy as np
array = np.ndarray()
table = {"array": array, "n": 1}
fine = 2
def mean(): return np.mean(array)
del fake, ndarray, types, sys
`,
  );
  const runner = await start();
  const { lost, packages } = report(await runner.pickle(library, bytes, ["numpy", "sqlite3"]));
  const reason = "No module named 'numpy'";
  assert.deepEqual(lost, [
    { name: "np", reason, kept: false },
    { name: "array", reason, kept: false },
    { name: "table", reason, kept: true },
  ]);
  assert.deepEqual(packages, ["numpy"]);
  assert.equal((await runner.run("fine, table['n']")).value, "(2, 1)");
  const { error } = await runner.run("table['array'].sum()");
  assert.equal(
    error?.message,
    "this object was not loaded with its session: No module named 'numpy'",
  );
  assert.equal((await runner.run("mean()")).error?.message, "name 'np' is not defined");
  // Saved again, it still knows the package, and leaves out what it never had.
  const again = report(await runner.pickle(library));
  assert.deepEqual(again.packages, ["numpy", "sqlite3"]);
  assert.deepEqual(again.lost.map(({ name }) => name), ["table"]);
});

test("a value that fails to load costs that value", async (start, library) => {
  const bytes = await dump(
    start,
    library,
    `
class Bad:
    def __reduce__(self): return (int, ("no number",))
class State:
    def __init__(self): self.v = 1
    def __setstate__(self, state): raise OSError("gone")
bad = Bad()
inside = [1, Bad(), 3]
mapping = {"a": Bad(), "b": 2}
stateful = State()
good = "kept"
`,
  );
  const runner = await start();
  const { lost } = report(await runner.pickle(library, bytes));
  const reason = "ValueError: invalid literal for int() with base 10: 'no number'";
  assert.deepEqual(lost, [
    { name: "bad", reason, kept: false },
    { name: "inside", reason, kept: true },
    { name: "mapping", reason, kept: true },
    { name: "stateful", reason: "a part of a State: OSError: gone", kept: true },
  ]);
  assert.equal((await runner.run("good, inside[::2], mapping['b']")).value, "('kept', [1, 3], 2)");
});

test("code of another Python is named, and says so when it is called", async (start, library) => {
  // What dill of Python 3.13 and 3.12 wrote for `def f(n): return n + k` in a closure, and a variable beside it.
  const runner = await start();
  for (
    const [version, resume, first] of [["3.13", 149, 149], ["3.11 or 3.12", 151, 151]] as const
  ) {
    const bytes = await dump(
      start,
      library,
      `
import dill._dill as _d
_original = _d.Pickler.dispatch[type((lambda: 0).__code__)]
def _save(pickler, code):
    body = bytes([${first}, 0]) + code.co_code[2:]
    fields = (code.co_linetable, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals,
        code.co_stacksize, code.co_flags, body, code.co_consts, code.co_names, code.co_varnames, code.co_filename,
        code.co_name, code.co_qualname, code.co_firstlineno, code.co_linetable, code.co_exceptiontable,
        code.co_freevars, code.co_cellvars)
    pickler.save_reduce(_d._create_code, fields, obj=code)
_d.Pickler.dispatch[type((lambda: 0).__code__)] = _save
def make(n):
    def inner(k, *, scale=1): return n + k * scale
    return inner
inner = make(5)
class Greeter:
    def __init__(self, name): self.name = name
    def hello(self): return self.name
greeter = Greeter("you")
data = [1, 2]
`,
    );
    assert.ok(resume);
    const { lost } = report(await runner.pickle(library, bytes));
    const reason = `code of Python ${version} cannot run here`;
    assert.deepEqual(
      lost.filter(({ name }) => !name.startsWith("_")),
      ["make", "inner", "Greeter"].map((name) => ({ name, reason, kept: true })),
    );
    assert.equal((await runner.run("greeter.name, data")).value, "('you', [1, 2])");
    const { error } = await runner.run("inner(3, scale=2)");
    assert.equal(
      error?.message,
      `make.<locals>.inner() was loaded without what it does: ${reason}`,
    );
  }
});

test(
  "what is no dump of a session is refused, and nothing of it is run",
  async (start, library) => {
    const runner = await start();
    const plain = await runner.run(
      "import pickle, os\nclass E:\n    def __reduce__(self): return (os.mkdir, ('/tmp/ran',))\n" +
        "pickle.dumps(E()).hex(), pickle.dumps({'a': 1}).hex()",
    );
    const pickles = (plain.value ?? "").match(/[0-9a-f]{20,}/g) ?? [];
    assert.equal(pickles.length, 2);
    const damaged = await dump(start, library, STATE);
    const cases: [Uint8Array, RegExp][] = [
      ...pickles.map((hex) =>
        [Uint8Array.fromHex(hex), /no session that dill wrote/] as [Uint8Array, RegExp]
      ),
      [new Uint8Array(), /no session that dill wrote/],
      [new TextEncoder().encode("hello"), /no session that dill wrote/],
      [damaged.subarray(0, damaged.length - 1), /its pickle is damaged/],
      [damaged.subarray(0, damaged.length / 2), /its pickle is damaged/],
    ];
    for (const [bytes, reason] of cases) {
      const { status, error } = await runner.pickle(library, bytes);
      assert.equal(status, "error");
      assert.match(error?.message ?? "", reason);
    }
    assert.equal((await runner.run("os.path.exists('/tmp/ran')")).error?.name, "NameError");
    assert.equal((await runner.run("import os; os.path.exists('/tmp/ran')")).value, "False");
  },
);

test("a dump that does not end is interrupted; no trace of dill stays", async (start, library) => {
  const bytes = await dump(
    start,
    library,
    "class Loop:\n    def __reduce__(self): return (exec, ('print(1, flush=True)\\nwhile True: pass',))\nloop = Loop()",
  );
  const runner = await start();
  const { status } = await runner.pickle(library, bytes, [], "1\n");
  assert.equal(status, "interrupted");
  const { value } = await runner.run(
    "import sys, os; [n for n in sys.modules if 'dill' in n], [p for p in sys.path if 'dill' in p], os.listdir('/tmp')",
  );
  assert.equal(value, "([], [], [])");
});

test("a variable that is dill itself keeps it", async (start, library) => {
  const bytes = await dump(start, library, "import dill\nx = 1\n");
  const runner = await start();
  assert.deepEqual(report(await runner.pickle(library, bytes)).lost, []);
  assert.equal((await runner.run("dill.loads(dill.dumps(lambda: 4))()")).value, "4");
});
