import assert from "node:assert/strict";
import { hasPyodide, PythonFixture } from "./testing/python_fixture.ts";

const python = hasPyodide ? await PythonFixture.start() : undefined;

function test(name: string, body: (python: PythonFixture) => Promise<void>): void {
  Deno.test(name, { ignore: python === undefined }, () => body(python as PythonFixture));
}

test("the value of the last expression is its repr", async (python) => {
  assert.deepEqual(await python.run("x = 3\nx + 1"), { status: "ok", value: "4" });
  assert.deepEqual(await python.run("x = 4"), { status: "ok" });
  assert.deepEqual(await python.run("None"), { status: "ok" });
  assert.deepEqual(await python.run("5;"), { status: "ok", value: "5" });
  assert.deepEqual(await python.run(""), { status: "ok" });
  assert.deepEqual(await python.run("6", { display: false }), { status: "ok" });
});

test("underscores, Out and In hold what was shown and run", async (python) => {
  await python.run("'a'");
  await python.run("'b'");
  await python.run("'c'");
  assert.equal(await python.value("_, __, ___"), "('c', 'b', 'a')");
  const number = python.cellNumber;
  assert.equal(await python.value(`Out[${number - 1}], In[${number - 1}]`), `('c', "'c'")`);
});

test("an underscore of the user's own is left alone", async (python) => {
  await python.run("1");
  await python.run("_ = 'mine'");
  await python.run("2");
  assert.equal(await python.value("_"), "'mine'");
  await python.run("del _");
  await python.run("7");
  assert.equal(await python.value("_"), "7");
});

test("a traceback shows the user's lines and no frame of the runner's", async (python) => {
  await python.run("def half(n):\n    return n / 0\n", { name: "<cell 1>" });
  const result = await python.run("half(\n  2)", { name: "<cell 2>" });
  assert.deepEqual(result.error, {
    name: "ZeroDivisionError",
    message: "division by zero",
    traceback: `Traceback (most recent call last):
  File "<cell 2>", line 1, in <module>
    half(
    ~~~~^
      2)
      ^^
  File "<cell 1>", line 2, in half
    return n / 0
           ~~^~~
ZeroDivisionError: division by zero
`,
  });
});

test("the namespace has no name of the runner's or of Pyodide's", async (python) => {
  const names = await python.value(
    "[name for name in dir() if 'cloche' in name or 'pyodide' in name]",
  );
  assert.equal(names, "[]");
});

test("In and Out are suggested only to those who meant them", async (python) => {
  const message = async (source: string): Promise<string | undefined> =>
    (await python.run(source)).error?.message;
  assert.equal(await message("Ip"), "name 'Ip' is not defined");
  assert.equal(await message("out"), "name 'out' is not defined. Did you mean: 'Out'?");
});

test("causes, notes, groups and suggestions are shown", async (python) => {
  const source = `
try:
    [].appendd
except AttributeError as error:
    error.add_note('a note')
    raise ExceptionGroup('group', [ValueError(1)]) from error`;
  assert.equal(
    await python.traceback(source),
    `Traceback (most recent call last):
  File "<cell>", line 3, in <module>
    [].appendd
AttributeError: 'list' object has no attribute 'appendd'. Did you mean: 'append'?
a note

The above exception was the direct cause of the following exception:

  + Exception Group Traceback (most recent call last):
  |   File "<cell>", line 6, in <module>
  |     raise ExceptionGroup('group', [ValueError(1)]) from error
  | ExceptionGroup: group (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +------------------------------------
`,
  );
});

test("a syntax error shows its line with a caret and no frames", async (python) => {
  assert.equal(
    await python.traceback("x = 1\nwhille x: pass"),
    `  File "<cell>", line 2
    whille x: pass
    ^^^^^^
SyntaxError: invalid syntax. Did you mean 'while'?
`,
  );
});

test("an endless recursion is shortened", async (python) => {
  const traceback = await python.traceback("def f(): return f()\nf()");
  assert.match(traceback ?? "", /\[Previous line repeated \d+ more times\]\nRecursionError: /);
});

test("an error without a text is shown all the same", async (python) => {
  const source = "class E(Exception):\n    def __str__(self): raise OSError\nraise E";
  assert.match(await python.traceback(source) ?? "", /\nE: <exception str\(\) failed>\n$/);
});

test("a repr that fails is an error in the user's frame", async (python) => {
  const source = "class A:\n    def __repr__(self): return 1 / 0\nA()";
  assert.equal(
    await python.traceback(source),
    `Traceback (most recent call last):
  File "<cell>", line 3, in <module>
    A()
    ~^^
  File "<cell>", line 2, in __repr__
    def __repr__(self): return 1 / 0
                               ~~^~~
ZeroDivisionError: division by zero
`,
  );
});

test("a huge value is cut, with a note", async (python) => {
  const value = await python.value("'x' * 3_000_000") ?? "";
  assert.equal(value.length, (1 << 20) + "... (1951426 more characters)".length);
  assert.match(value, /^'xxx.*xxx\.\.\. \(1951426 more characters\)$/);
});

test("sys.exit gives the exit code that CPython gives", async (python) => {
  assert.deepEqual(await python.run("raise SystemExit"), { status: "ok", exitCode: 0 });
  assert.equal((await python.run("import sys; sys.exit(7)")).exitCode, 7);
  assert.equal((await python.run("sys.exit(-1)")).exitCode, 255);
  assert.equal((await python.run("exit(3)")).exitCode, 3);
  assert.equal((await python.run("sys.exit('gone')")).exitCode, 1);
  assert.equal(python.stderr, "gone\n");
});

test("a cell may await, and tasks go on in later cells that wait", async (python) => {
  await python.run(
    "import asyncio\nasync def later():\n    await asyncio.sleep(0.01)\n    return 'done'",
  );
  await python.run("task = asyncio.create_task(later())");
  assert.equal(
    await python.value("while not task.done(): await asyncio.sleep(0)\ntask.result()"),
    "'done'",
  );
  assert.equal(await python.value("await asyncio.gather(later(), later())"), "['done', 'done']");
  assert.equal(await python.value("asyncio.run(later())"), "'done'");
  assert.equal(
    await python.value("[x async for x in (await later() for _ in 'ab')]"),
    "['done', 'done']",
  );
  assert.equal(
    await python.value("async with asyncio.timeout(1):\n    y = await later()\ny"),
    "'done'",
  );
});

test("an error in a coroutine shows the coroutine's frames only", async (python) => {
  await python.run("async def fail():\n    await asyncio.sleep(0)\n    1 / 0");
  const expected = (call: string): string =>
    `Traceback (most recent call last):
  File "<cell>", line 1, in <module>
    ${call}
  File "<cell>", line 3, in fail
    1 / 0
    ~~^~~
ZeroDivisionError: division by zero
`;
  const lines = (text?: string): string => (text ?? "").replace(/^ +[~^]+\n(?= {2}File)/gm, "");
  await python.run("async def fail():\n    await asyncio.sleep(0)\n    1 / 0", { name: "<other>" });
  assert.equal(
    lines(await python.traceback("await fail()")),
    expected("await fail()").replace('"<cell>", line 3', '"<other>", line 3'),
  );
  assert.equal(
    lines(await python.traceback("asyncio.run(fail())")),
    expected("asyncio.run(fail())").replace('"<cell>", line 3', '"<other>", line 3'),
  );
});

test("cancel interrupts a cell that waits", async (python) => {
  const timer = setInterval(() => python.python.cancel(), 5);
  const result = await python.run("await asyncio.sleep(60)");
  clearInterval(timer);
  assert.equal(result.status, "interrupted");
  assert.equal(result.error?.name, "KeyboardInterrupt");
  assert.equal(await python.value("1"), "1");
});

test("an interrupt stops a loop and keeps the variables", async (python) => {
  await python.run("import time; kept = 5");
  python.onSleep = (): void => void (python.interrupts[0] = 2);
  assert.equal((await python.run("while True: kept += 1; time.sleep(9)")).status, "interrupted");
  assert.match(await python.value("kept") ?? "", /^\d+$/);
});

test("an interrupt in the event loop ends the wait and nothing else", async (python) => {
  await python.run("async def busy():\n    while True: await asyncio.sleep(0)");
  await python.run("background = asyncio.create_task(busy())");
  for (const source of ["await busy()", "asyncio.run(busy())", "await asyncio.sleep(60)"]) {
    const timer = setInterval(() => python.interrupts[0] = 2, 5);
    const result = await python.run(source);
    clearInterval(timer);
    assert.equal(result.status, "interrupted", source);
    python.interrupts[0] = 0;
  }
  assert.equal(await python.value("background.done(), background.cancel()"), "(False, True)");
});

test("context variables and the decimal context last from cell to cell", async (python) => {
  await python.run("import contextvars, decimal; v = contextvars.ContextVar('v'); v.set(1)");
  await python.run("decimal.getcontext().prec = 5");
  assert.equal(await python.value("v.get(), str(decimal.Decimal(1) / 7)"), "(1, '0.14286')");
  await python.run("await asyncio.sleep(0); v.set(2)");
  assert.equal(await python.value("v.get()"), "2");
});

test("future imports hold for later cells", async (python) => {
  await python.run("from __future__ import annotations");
  assert.equal(
    await python.value("def f(a: undefined): pass\nf.__annotations__"),
    "{'a': 'undefined'}",
  );
});

test("classes of a cell can be pickled and shown as source", async (python) => {
  await python.run(
    "import dataclasses, inspect, pickle\n@dataclasses.dataclass\nclass P:\n    x: int = 1",
  );
  assert.equal(await python.value("pickle.loads(pickle.dumps(P(2)))"), "P(x=2)");
  await python.run("def shown():\n    return 1", { name: "<cell shown>" });
  assert.equal(await python.value("inspect.getsource(shown)"), "'def shown():\\n    return 1\\n'");
});

test("warnings are shown with the cell's name and line", async (python) => {
  await python.run("import warnings\nwarnings.warn('old', DeprecationWarning)", {
    name: "<cell 1>",
  });
  const line = "  warnings.warn('old', DeprecationWarning)\n";
  assert.equal(python.stderr, `<cell 1>:2: DeprecationWarning: old\n${line}`);
});

test("whatever a cell breaks, the next one runs", async (python) => {
  const abuses = [
    "import builtins; saved = dict(vars(builtins)); builtins.len = builtins.isinstance = builtins.repr = None",
    "vars(builtins).update(saved)",
    "import sys; sys.stdout = None",
    "sys.stdout = sys.__stdout__",
    "import json, linecache; linecache.cache = None; json.JSONEncoder = None",
    "compile = exec = eval = print = open = repr = None",
    "del compile, exec, eval, print, open, repr",
    "del __builtins__",
    "__builtins__ = {}",
    "del __name__",
    "In = Out = None",
  ];
  for (const source of abuses) {
    assert.equal((await python.run(source)).status, "ok", source);
    assert.equal(await python.value("2 * 3"), "6", source);
    assert.match(
      await python.traceback("1 / 0") ?? "",
      /\nZeroDivisionError: division by zero\n$/,
      source,
    );
  }
  await python.run("import json; json.loads = json.JSONDecoder = builtins.len = None");
  python.prepare({ fresh: false });
  assert.match(python.python.variables(false) as string, /^\[\{"name": /);
  await python.run("import sys; sys.displayhook = lambda value: print('shown', value)");
  assert.deepEqual(await python.run("1"), { status: "ok" });
  assert.equal(python.stdout, "shown 1\n");
});
