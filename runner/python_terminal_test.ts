import assert from "node:assert/strict";
import { hasPyodide, PythonFixture } from "./testing/python_fixture.ts";

const python = hasPyodide ? await PythonFixture.start() : undefined;

function test(name: string, body: (python: PythonFixture) => Promise<void>): void {
  Deno.test(name, { ignore: python === undefined }, () => body(python as PythonFixture));
}

test("input sends its prompt with the request", async (python) => {
  python.answers = ["Ada"];
  assert.equal(await python.value("input('name? ')"), "'Ada'");
  assert.deepEqual(python.requests, [{ prompt: "name? ", hidden: false }]);
  assert.equal(python.stdout, "");
});

test("the end of the input is an EOFError", async (python) => {
  assert.equal((await python.run("input()")).error?.message, "EOF when reading a line");
  assert.equal(await python.value("import sys; sys.stdin.readline()"), "''");
});

test("a password is asked for hidden", async (python) => {
  python.answers = ["secret"];
  assert.equal(await python.value("import getpass; getpass.getpass()"), "'secret'");
  assert.deepEqual(python.requests, [{ prompt: "Password: ", hidden: true }]);
});

test("sys.stdin gives lines", async (python) => {
  python.answers = ["one", "two", "three"];
  assert.equal(
    await python.value("sys.stdin.readline(), sys.stdin.read(2), input()"),
    "('one\\n', 'tw', 'o')",
  );
  assert.equal(await python.value("list(sys.stdin)"), "['three\\n']");
});

test("input respects streams that the user has put in place", async (python) => {
  await python.run("import io, contextlib; sys.stdin = io.StringIO('given\\n')");
  assert.equal(await python.value("input('? ')"), "'given'");
  assert.equal(python.stdout, "? ");
  await python.run("sys.stdin = sys.__stdin__; out = io.StringIO()");
  python.answers = ["typed"];
  assert.equal(
    await python.value(
      "with contextlib.redirect_stdout(out): line = input('? ')\nline, out.getvalue()",
    ),
    "('typed', '? ')",
  );
});

test("output arrives in the order in which it was written", async (python) => {
  await python.run("print('a', end=''); print('b', file=sys.stderr, end='')");
  assert.equal(python.stdout + python.stderr, "ab");
});

test("sleep waits on the host and stops at an interrupt", async (python) => {
  const waits: number[] = [];
  python.onSleep = (seconds) => {
    waits.push(seconds);
    python.interrupts[0] = 2;
  };
  const result = await python.run("import time; time.sleep(600)");
  python.onSleep = () => {};
  assert.equal(result.status, "interrupted");
  assert.match(
    result.error?.traceback ?? "",
    /line 1, in <module>\n {4}import time; time.sleep\(600\)\n/,
  );
  assert.equal(Math.round(waits[0] ?? 0), 600);
});

test("sleep refuses what CPython refuses", async (python) => {
  assert.equal(
    (await python.run("time.sleep(-1)")).error?.message,
    "sleep length must be non-negative",
  );
  assert.equal((await python.run("time.sleep('1')")).error?.name, "TypeError");
});

test("pdb asks for commands through input and goes on", async (python) => {
  python.answers = ["p a", "c"];
  const source = "def f(a):\n    breakpoint()\n    return a\nf(3)";
  assert.equal(await python.value(source), "3");
  assert.equal(python.stdout, "> <cell>(2)f()\n-> breakpoint()\n3\n");
  assert.deepEqual(python.requests.map((request) => request.prompt), ["(Pdb) ", "(Pdb) "]);
});

test("pdb shows no frame below the cell", async (python) => {
  python.answers = ["w", "c"];
  await python.run("import pdb; pdb.set_trace()\npass");
  assert.doesNotMatch(python.stdout, /cloche/);
});

test("display sends every representation that works", async (python) => {
  const source = `
class Shown:
    def __repr__(self): return 'Shown()'
    def _repr_html_(self): return '<b>'
    def _repr_png_(self): return b'png'
    def _repr_json_(self): return {'a': 1}
    def _repr_svg_(self): raise ValueError
display(Shown(), 2)`;
  assert.deepEqual(await python.run(source), { status: "ok" });
  assert.deepEqual(python.bundles, [
    {
      "text/html": "<b>",
      "image/png": "cG5n",
      "application/json": '{"a": 1}',
      "text/plain": "Shown()",
    },
    { "text/plain": "2" },
  ]);
});

test("variables lists the user's own, shortened and safe", async (python) => {
  await python.run("globals().clear()");
  await python.run("class Bad:\n    def __repr__(self): raise ValueError('no')");
  await python.run("bad = Bad(); text = 'x' * 1000; number = 5; _private = 1; import json");
  assert.equal(python.python.names(), '["Bad", "bad", "json", "number", "text"]');
  const variables = JSON.parse(python.python.variables(false) as string) as Record<
    string,
    unknown
  >[];
  const byName = new Map(variables.map((variable) => [variable["name"], variable]));
  assert.equal(byName.get("bad")?.["value"], "<repr failed: ValueError: no>");
  assert.equal((byName.get("text")?.["value"] as string).length, 200);
  assert.deepEqual(byName.get("number"), { name: "number", type: "int", value: "5", size: 16 });
});

test("a boot replaces what was granted and keeps what a cell has set", async (python) => {
  python.prepare({ environment: { TOKEN: "t", GONE: "g" }, fresh: false });
  await python.run("import os; os.environ['MINE'] = 'm'; os.environ['GONE'] = 'changed'");
  python.prepare({ environment: { OTHER: "o" }, arguments: ["prog", "a"], fresh: false });
  assert.equal(
    await python.value("sorted(os.environ.items())"),
    "[('GONE', 'changed'), ('HOME', '/home/pyodide'), ('MINE', 'm'), ('OTHER', 'o'), ('USER', 'pyodide')]",
  );
  assert.equal(
    await python.value("import sys; sys.argv, sys.path[0], os.getcwd()"),
    "(['prog', 'a'], '', '/home/pyodide')",
  );
});

test("a granted variable is told of when it is read, a missing one says how it is granted", async (python) => {
  python.prepare({ environment: { TOKEN: "t" }, fresh: false });
  assert.equal(
    await python.value("import os; os.environ['TOKEN'], os.getenv('OTHER', 'no')"),
    "('t', 'no')",
  );
  assert.deepEqual(python.used, ["env TOKEN"]);
  const text = await python.traceback("os.environ['OTHER']");
  assert.ok(
    text?.endsWith(
      "KeyError: 'OTHER'\nThe sandbox has granted variables only; to grant it: :allow env OTHER\n",
    ),
    text,
  );
  assert.deepEqual([python.used, python.blocked], [[], []]);
});

test("the session enters its working directory once that is granted, and leaves it with the grant", async (python) => {
  const folder = async (): Promise<string | undefined> =>
    await python.value("import os; os.getcwd()");
  python.prepare({ workingDirectory: "/data/here", fresh: true });
  assert.equal(await folder(), "'/home/pyodide'");
  python.makeFolder("/data/here");
  const mounts = [{ path: "/data/here", writable: false }];
  python.prepare({ workingDirectory: "/data/here", mounts, fresh: false });
  assert.equal(await folder(), "'/data/here'");
  await python.run("os.chdir('/tmp')");
  python.prepare({ workingDirectory: "/data/here", mounts, fresh: false });
  assert.equal(await folder(), "'/tmp'");
  python.prepare({ fresh: true });
});

test("a fresh boot has a random of its own", async (python) => {
  await python.run("import random; state = random.getstate()");
  python.prepare({ fresh: true });
  assert.equal(await python.value("state == random.getstate()"), "False");
});

test("timers go on after a restore, tasks that wait for a lost promise fail", async (python) => {
  await python.run(`
import asyncio
from js import Promise
promise = Promise.withResolvers().promise
async def wait_for(thing): return await thing
queue = asyncio.Queue()
lost = asyncio.create_task(wait_for(promise), name='lost')
kept = asyncio.create_task(wait_for(queue.get()))
timer = asyncio.create_task(asyncio.sleep(30, 'woke'))
await asyncio.sleep(0.01)`);
  python.python.before_checkpoint();
  assert.deepEqual(JSON.parse(python.python.after_restore(29_990) as string), ["task 'lost'"]);
  assert.equal(await python.value("await timer"), "'woke'");
  assert.equal((await python.run("await lost")).error?.name, "RuntimeError");
  assert.equal(await python.value("queue.put_nowait('item'); await kept"), "'item'");
});
