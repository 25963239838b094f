import assert from "node:assert/strict";
import { buildRunner, TestRunner } from "./testing/runner.ts";

const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

Deno.test("a cell gives its value, its output in order, and keeps what it bound", async () => {
  const { runner, first } = await TestRunner.start(folder);
  await using _ = runner;
  assert.equal(first.type, "ready");
  const first_ = await runner.run("import sys\nprint('a'); print('b', file=sys.stderr)\nx = 41");
  assert.equal(first_.stdout, "a\n");
  const order = first_.messages.map((m) => m.type === "output" ? m.stream : m.type);
  assert.match(order.join(" "), /^(stdout )+(stderr )+result$/);
  assert.equal((await runner.run("x + 1")).value, "42");
});

Deno.test("output keeps its order when the streams take turns", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  await runner.run("import sys");
  for (let i = 0; i < 30; i++) {
    const { stdout, stderr } = await runner.run("print('a'); print('b', file=sys.stderr)");
    assert.deepEqual([stdout, stderr], ["a\n", "b\n"]);
  }
});

Deno.test("a loop, a sleep and a wait are interrupted with the state kept", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  await runner.run("import asyncio, time\nx = 7");
  for (const wait of ["while True: pass", "time.sleep(3600)", "await asyncio.sleep(3600)"]) {
    const { status, error } = await runner.run(`print('on')\n${wait}`, { interruptAt: "on\n" });
    assert.deepEqual([status, error?.name], ["interrupted", "KeyboardInterrupt"], wait);
    assert.doesNotMatch(error?.traceback ?? "", /file:/, wait);
    assert.equal((await runner.run("x")).value, "7");
  }
});

Deno.test("output over the limit is counted and not sent", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  const { stdout, header } = await runner.run("print('x' * 5_000_000)", { maxOutput: 1000 });
  assert.equal(stdout, "x".repeat(1000));
  assert.deepEqual([header.outputBytes, header.withheldBytes], [5_000_001, 4_999_001]);
});

Deno.test("memory over the limit is a MemoryError that the session survives", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  assert.equal((await runner.run("bytearray(1 << 30)")).error?.name, "MemoryError");
  assert.equal((await runner.run("1 + 1")).value, "2");
  const small = await TestRunner.start(folder, [], { memory: 64 << 20 });
  await using _small = small.runner;
  assert.equal((await small.runner.run("len(bytearray(20 << 20))")).value, "20971520");
  assert.equal((await small.runner.run("bytearray(40 << 20)")).error?.name, "MemoryError");
  assert.equal((await small.runner.run("1 + 1")).value, "2");
});

Deno.test("a recursion through C is a RecursionError that the session survives", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  for (
    const source of [
      "def f(n): return sorted([n], key=f)\nf(0)",
      "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
      "class B:\n    def __getattr__(self, name): return getattr(self, name + 'a')\nB().x",
    ]
  ) assert.equal((await runner.run(source)).error?.name, "RecursionError", source);
  await runner.run("nodes = None\nfor i in range(100_000): nodes = (nodes,)\ndel nodes");
  assert.equal((await runner.run("1 + 1")).value, "2");
});

Deno.test("everything of a session is there after a restore in a new process", async () => {
  const { runner } = await TestRunner.start(folder);
  await runner.run(`
import asyncio, ctypes, io, os, random, sqlite3, tempfile
def counter():
    n = 0
    while True:
        n += 1
        yield n
g = counter(); next(g)
class A:
    def __init__(self): self.f = lambda x: x + base
base = 10; a = A()
db = sqlite3.connect(':memory:'); db.execute('create table t(x)'); db.execute('insert into t values (5)')
text = io.StringIO(); text.write('abc')
os.makedirs('/tmp/d'); open('/tmp/d/f', 'w').write('in a file'); os.chmod('/tmp/d/f', 0o640)
os.symlink('/tmp/d/f', '/tmp/link'); os.chdir('/tmp/d')
half = open('/tmp/half', 'w'); half.write('one '); half.flush(); half.write('two ')
gone = tempfile.TemporaryFile(); gone.write(b'secret'); gone.flush(); gone.seek(0)
random.seed(7); expected = random.Random(7).random()
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n * 3)
ticks = []
async def tick():
    for i in range(3):
        await asyncio.sleep(0.05); ticks.append(i)
task = asyncio.create_task(tick())
`);
  const one = await runner.checkpoint();
  await runner.run("base = 20; open('/tmp/later', 'w').write('later')");
  const two = await runner.checkpoint(false, one.parts);
  assert.deepEqual([one.header.full, two.header.full], [true, false]);
  await runner[Symbol.asyncDispose]();

  const { runner: next, first } = await TestRunner.start(folder, two.parts);
  await using _ = next;
  assert.equal(first.type, "ready");
  for (
    const [code, value] of [
      ["next(g), a.f(1)", "(2, 21)"],
      ["db.execute('select * from t').fetchall(), text.getvalue()", "([(5,)], 'abc')"],
      [
        "os.getcwd(), open('f').read(), oct(os.stat('f').st_mode)",
        "('/tmp/d', 'in a file', '0o100640')",
      ],
      ["os.readlink('/tmp/link'), open('/tmp/later').read()", "('/tmp/d/f', 'later')"],
      ["half.write('three'), half.close(), open('/tmp/half').read()", "(5, None, 'one two three')"],
      ["gone.read()", "b'secret'"],
      ["random.random() == expected, callback(14)", "(True, 42)"],
      ["await task, ticks", "(None, [0, 1, 2])"],
    ] as const
  ) {
    const result = await next.run(code);
    assert.equal(result.value, value, `${code}: ${result.error?.traceback}`);
  }
});

Deno.test("thousands of files are kept, and sent again only when they change", async () => {
  const { runner } = await TestRunner.start(folder);
  await runner.run(`
import os
for i in range(10_000):
    with open(f'/tmp/{i}', 'w') as f: f.write(str(i) * 10)
`);
  const one = await runner.checkpoint();
  await runner.run("open('/tmp/7', 'w').write('seven')");
  const two = await runner.checkpoint(false, one.parts);
  const sizes = [one, two].map(({ header }) =>
    header.parts.flatMap(({ kind, length }) => kind === "file" ? [length] : [])
  );
  assert.deepEqual(sizes, [[388_900], [388_900, 5]]);
  await runner[Symbol.asyncDispose]();
  const { runner: next } = await TestRunner.start(folder, two.parts);
  await using _ = next;
  const { value } = await next.run(
    "len(os.listdir('/tmp')), open('/tmp/7').read(), open('/tmp/9999').read()",
  );
  assert.equal(value, `(10000, 'seven', '${"9999".repeat(10)}')`);
  const three = await next.checkpoint(false, two.parts);
  assert.ok(!three.header.full);
  assert.deepEqual(three.header.parts.filter(({ kind }) => kind === "file").length, 2);
});

Deno.test("a JavaScript object is a tombstone after a restore, a global is itself", async () => {
  const { runner } = await TestRunner.start(folder);
  await runner.run("import js\nheaders = js.Headers.new(); now = js.Date.now");
  const { parts, header } = await runner.checkpoint();
  assert.deepEqual(header.lost, ["JavaScript object headers (Headers)"]);
  await runner[Symbol.asyncDispose]();
  const { runner: next } = await TestRunner.start(folder, parts);
  await using _ = next;
  assert.equal((await next.run("now() > 0")).value, "True");
  const { error } = await next.run("headers.get('a')");
  assert.match(error?.message ?? "", /this JavaScript object \(Headers\) did not survive/);
  assert.doesNotMatch(error?.traceback ?? "", /file:/);
});

Deno.test("a file of a mount stays open over a restore, and only while it is granted", async () => {
  const host = await Deno.makeTempDir({ prefix: "cloche-mount-" });
  const mounts = [{ path: host, writable: true }];
  const { runner } = await TestRunner.start(folder, [], { mounts });
  await runner.run(`f = open('${host}/a', 'w'); f.write('one '); f.flush()`);
  const { parts } = await runner.checkpoint();
  await runner[Symbol.asyncDispose]();
  {
    const { runner: next } = await TestRunner.start(folder, parts, { mounts });
    await using _ = next;
    await next.run("f.write('two'); f.close()");
    assert.equal(await Deno.readTextFile(`${host}/a`), "one two");
  }
  const { runner: last } = await TestRunner.start(folder, parts);
  await using _ = last;
  assert.equal((await last.run("import os; os.listdir('/tmp')")).value, "[]");
  assert.equal((await last.run("f.write('three'); f.flush()")).error?.name, "OSError");
  await Deno.remove(host, { recursive: true });
});

Deno.test("input and getpass are answered by the host", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  runner.answer("Ada", "geheim", null);
  const { value, messages } = await runner.run(
    "import getpass\n(input('name? '), getpass.getpass())",
  );
  assert.equal(value, "('Ada', 'geheim')");
  const requests = messages.flatMap((m) => m.type === "inputRequest" ? [[m.prompt, m.hidden]] : []);
  assert.deepEqual(requests, [["name? ", false], ["Password: ", true]]);
  assert.equal((await runner.run("input()")).error?.name, "EOFError");
});

Deno.test("a malformed image is refused with a reason", async () => {
  const { runner } = await TestRunner.start(folder);
  const { parts } = await runner.checkpoint();
  await runner[Symbol.asyncDispose]();
  for (const [index, part] of parts.entries()) {
    const bytes = part.bytes.slice(0, part.bytes.length - 5);
    const name = { ...part.name, length: bytes.length };
    const { runner: next, first } = await TestRunner.start(
      folder,
      parts.with(index, { name, bytes }),
    );
    await using _ = next;
    assert.equal(first.type, "failure", part.name.kind);
  }
});

Deno.test("what JavaScript alone has seen of an error ends neither the cell nor the session", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  const source = `
import asyncio, js
js.setTimeout(lambda: 1 / 0, 1)
js.Promise.reject(js.Error.new("late"))
await asyncio.sleep(0.05)
x = 7`;
  const { status, stderr } = await runner.run(source);
  assert.equal(status, "ok");
  assert.match(stderr, /^Uncaught in JavaScript: /);
  assert.equal((await runner.run("x")).value, "7");
});

Deno.test("whatever a cell says through the runner's own voice, frames stay well formed", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  const { status } = await runner.run(`
import sys
host = sys.modules["_cloche.bridge"].host
host.blocked(1, 2)
host.used(1, 2)
for n in range(2000): host.used("read", f"/{n}")
host.blocked("read", "/" * 3_000_000)
host.display("garbage")
for n in range(100_000): globals()[f"variable_number_{n}"] = n
globals()["x" * 3_000_000] = 1
try: input("p" * 3_000_000)
except EOFError: pass`);
  assert.equal(status, "ok");
  const { header } = await runner.checkpoint();
  assert.ok(Array.isArray(header.variables) && header.variables.length > 5000);
  await runner.run("sys.modules['_cloche.cells'].to_json = lambda value: 'garbage'");
  assert.equal((await runner.run("1")).status, "died");
});

Deno.test("what is no UTF-8 reaches the host as UTF-8", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  const { messages, status } = await runner.run(`
import os
for call in (open, os.listdir):
    try: call(b"/etc/\\xff")
    except PermissionError: pass
try: input("\\udcff")
except EOFError: pass
globals()["\\udcff"] = 1`);
  assert.equal(status, "ok");
  const told = messages.flatMap((message) =>
    message.type === "blocked"
      ? [message.item]
      : message.type === "inputRequest"
      ? [message.prompt]
      : []
  );
  assert.deepEqual(told, ["/etc/\ufffd", "\ufffd"]);
  const { header } = await runner.checkpoint();
  assert.deepEqual(header.variables.toSorted(), ["call", "os", "\ufffd"]);
});

for (
  const source of [
    "import builtins; vars(builtins).clear()",
    "import builtins; builtins.__import__ = None",
    "import sys; sys.modules.clear()",
    "import sys; sys.path = sys.meta_path = sys.stdout = None",
    "import os; os.environ = None",
  ]
) {
  Deno.test(`an image boots although a cell ran: ${source}`, async () => {
    const { runner } = await TestRunner.start(folder);
    await runner.run(`kept = 7\n${source}`);
    const { parts } = await runner.checkpoint();
    await runner[Symbol.asyncDispose]();
    const { runner: next, first } = await TestRunner.start(folder, parts);
    await using _ = next;
    assert.equal(first.type, "ready");
    assert.equal((await next.run("kept")).value, "7");
  });
}

Deno.test("questions about the session are answered between its cells, and blocked is no news", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  await runner.run("def price(of, *, tax=0.2): 'Adds it.'");
  const completions = await runner.ask({ type: "complete", request: 1, cursor: 3 }, "pri");
  assert.equal(completions.message.type, "completions");
  assert.deepEqual(completions.answer.candidates, [
    { text: "price", type: "function" },
    { text: "print", type: "function" },
  ]);
  const path = "open('/root/";
  const files = await runner.ask({ type: "complete", request: 2, cursor: path.length }, path);
  assert.deepEqual(files.answer, { replaced: 0, candidates: [] });
  const signature = await runner.ask({ type: "signature", request: 3 }, "price");
  assert.deepEqual([signature.message.type, signature.answer.name], ["signature", "price"]);
  const inspection = await runner.ask({ type: "inspect", request: 4, source: true }, "price");
  assert.deepEqual([inspection.answer.documentation, inspection.answer.file], [
    "Adds it.",
    "<cell 1>",
  ]);
  const { value, messages } = await runner.run("price.__name__");
  assert.deepEqual([value, messages.length], ["'price'", 1]);
});

Deno.test("tasks, timers and promises rest between cells, and go on while one waits", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  const first = await runner.run(`
import asyncio, js
from pyodide.ffi import create_proxy
ran = []
async def tick():
    while True: ran.append("task"); await asyncio.sleep(0)
task = asyncio.create_task(tick())
asyncio.get_running_loop().call_later(0, lambda: ran.append("call"))
js.setTimeout(create_proxy(lambda: ran.append("timer")), 0)
interval = js.setInterval(create_proxy(lambda: ran.append("interval")), 1)
js.Promise.resolve(1).then(lambda _: ran.append("promise"))`);
  assert.equal(first.status, "ok");
  assert.equal(first.header.pending, 4);
  await runner.checkpoint();
  assert.equal((await runner.run("ran")).value, "[]");
  await runner.run("await asyncio.sleep(0.02)");
  const before = await runner.run("ran.clear()");
  assert.equal(before.header.pending, 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await runner.checkpoint();
  assert.equal((await runner.run("ran")).value, "[]");
  const last = await runner.run(
    "await asyncio.sleep(0.05); js.clearInterval(interval); task.cancel()",
  );
  assert.equal(last.status, "ok");
  assert.equal((await runner.run("sorted(set(ran))")).value, "['interval', 'task']");
  assert.equal((await runner.run("await asyncio.sleep(0)")).header.pending, 0);
});

Deno.test("a cell that is too long for the mailbox runs, and an interrupt that came late stops nothing", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  assert.equal(
    (await runner.run(`text = '${"x".repeat(2 << 20)}'; len(text)`)).value,
    `${2 << 20}`,
  );
  await runner.send({ type: "interrupt", cell: 1 });
  assert.equal((await runner.run("import asyncio; await asyncio.sleep(0.1); 1")).value, "1");
});
