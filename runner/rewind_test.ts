import assert from "node:assert/strict";
import { buildRunner, TestRunner } from "./testing/runner.ts";
import { Timeline } from "./testing/timeline.ts";

const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** Runs a test with a runner that boots from nothing. */
async function withTimeline(test: (time: Timeline) => Promise<void>): Promise<void> {
  const { runner, first } = await TestRunner.start(folder);
  await using _ = runner;
  assert.equal(first.type, "ready");
  await test(new Timeline(runner));
}

Deno.test("a rewind undoes what cells did since, and a redo brings it back", () =>
  withTimeline(async (time) => {
    const one = await time.run("x = [1]; y = 'kept'");
    const two = await time.run("x.append(2); z = {i: str(i) for i in range(10_000)}; del y");
    await time.runner.run("x.append('lost'); w = 1");
    const { lost } = await time.goTo(one);
    assert.deepEqual(lost, []);
    assert.equal(
      await time.value("x, y, 'z' in globals(), 'w' in globals()"),
      "([1], 'kept', False, False)",
    );
    await time.goTo(two);
    assert.equal(await time.value("x, z[9999], 'y' in globals()"), "([1, 2], '9999', False)");
  }));

Deno.test("after a rewind a checkpoint adds to the target, and an image of it boots", async () => {
  const { runner } = await TestRunner.start(folder);
  const time = new Timeline(runner);
  const one = await time.run("x = 1");
  await time.run("x = 2");
  await time.goTo(one);
  const three = await time.run("y = x + 10; data = bytes(range(256)) * 1000");
  assert.ok(!three.header.full);
  await runner[Symbol.asyncDispose]();
  const { runner: next, first } = await TestRunner.start(folder, three.parts);
  await using _ = next;
  assert.equal(first.type, "ready");
  assert.equal((await next.run("x, y, len(data)")).value, "(1, 11, 256000)");
});

Deno.test("files, folders and links are as they were, and the packs that are needed are told", () =>
  withTimeline(async (time) => {
    const setup = `
import os, time
os.makedirs('/tmp/d/e'); open('/tmp/d/f', 'w').write('one'); os.chmod('/tmp/d/f', 0o640)
os.utime('/tmp/d/f', (1e9, 1e9)); os.symlink('/tmp/d/f', '/tmp/link'); open('/tmp/big', 'wb').write(bytes(100_000))
os.chdir('/tmp/d'); time.sleep(0.005)`;
    const look = `
def look():
    import os, stat
    seen = []
    for folder, folders, files in sorted(os.walk('/tmp')):
        for name in sorted(folders + files):
            path = os.path.join(folder, name)
            info = os.lstat(path)
            text = '' if stat.S_ISDIR(info.st_mode) else os.readlink(path) if stat.S_ISLNK(info.st_mode) else open(path, 'rb').read()
            seen.append((path, oct(info.st_mode), int(info.st_mtime), len(text), hash(text)))
    return os.getcwd(), seen`;
    const one = await time.run(setup, look);
    const seen = await time.value("look()");
    const two = await time.run(`
import shutil
open('/tmp/d/f', 'w').write('two'); open('/tmp/d/g', 'w').write('new'); os.rmdir('/tmp/d/e')
os.remove('/tmp/link'); os.symlink('/elsewhere', '/tmp/link'); os.remove('/tmp/big'); os.mkdir('/tmp/big')
open('/tmp/big/inner', 'w').write('x'); os.chdir('/'); os.chmod('/tmp/d', 0o500)
shutil.rmtree('/home/pyodide'); time.sleep(0.005)`);
    const later = await time.value("look()");
    await assert.rejects(time.goTo(one, false), /the content of a file is missing/);
    assert.equal(await time.value("look()"), later);
    await time.goTo(one);
    assert.equal(await time.value("look()"), seen);
    assert.equal(await time.value("os.path.isdir('/home/pyodide')"), "True");
    await time.goTo(two);
    assert.equal(await time.value("look()"), later);
    await time.goTo(one);
    await time.run("open('/tmp/only', 'w').write('here')");
    await time.goTo(one, false);
    assert.equal(await time.value("look()"), seen);
  }));

Deno.test("after a rewind to before a checkpoint that stands alone, files are where that one has them", () =>
  withTimeline(async (time) => {
    const one = await time.run("import time; open('/tmp/f', 'w').write('one'); time.sleep(0.005)");
    await time.take(true);
    await time.goTo(one);
    const { header, parts } = await time.run("x = 1");
    const packs = header.parts.filter(({ kind }) => kind === "file").map(({ id }) => id);
    assert.deepEqual(
      packs,
      one.header.parts.filter(({ kind }) => kind === "file").map(({ id }) => id),
    );
    assert.ok(packs.every((id) => parts.some(({ name }) => name.id === id)));
  }));

Deno.test("open files go on where they were; what was opened since is closed", () =>
  withTimeline(async (time) => {
    const one = await time.run(`
import os, tempfile
half = open('/tmp/half', 'w+'); half.write('one '); half.flush(); half.write('two ')
reader = open('/tmp/text', 'w+'); reader.write('abcdef'); reader.flush(); reader.seek(2)
gone = tempfile.TemporaryFile(); gone.write(b'secret'); gone.flush(); gone.seek(3)
twin = os.dup(reader.fileno()); ends = os.pipe(); os.write(ends[1], b'in the pipe')
null = os.open('/dev/null', os.O_WRONLY)
fds = lambda: sorted(int(fd) for fd in range(3, 60) if not failing(os.fstat, fd))
def failing(call, *args):
    try: call(*args)
    except OSError: return True`);
    const fds = await time.value("fds()");
    await time.run(`
half.write('three'); half.close(); reader.read(); os.close(twin); gone.write(b'!!!'); gone.flush()
more = [open(f'/tmp/{i}', 'w') for i in range(20)]; os.remove('/tmp/text'); os.close(null)
other = os.pipe()`);
    const { lost } = await time.goTo(one);
    assert.deepEqual(lost, []);
    assert.equal(await time.value("fds()"), fds);
    assert.equal(
      await time.value(
        "half.write('2'), half.close(), open('/tmp/half').read(), reader.read(), os.lseek(twin, 0, 1)",
      ),
      "(1, None, 'one two 2', 'cdef', 6)",
    );
    assert.equal(
      await time.value("gone.read(), os.read(ends[0], 99), os.write(null, b'x')"),
      "(b'ret', b'in the pipe', 1)",
    );
    assert.equal(await time.value("os.listdir('/tmp')"), "['half', 'text']");
  }));

Deno.test("timers and tasks go on with what was left, each once", () =>
  withTimeline(async (time) => {
    const one = await time.run(`
import asyncio, js
from pyodide.ffi import create_proxy
ticks = []
async def tick():
    for i in range(3):
        await asyncio.sleep(0.03); ticks.append(i)
task = asyncio.create_task(tick())
asyncio.get_event_loop().call_later(0.05, ticks.append, 'once')
promise = asyncio.create_task(asyncio.wait_for(js.Promise.new(create_proxy(lambda done, _: js.setTimeout(done, 60))), 5))`);
    for (let round = 0; round < 3; round++) {
      await time.run("await task; await asyncio.sleep(0.1)");
      await time.run(
        "late = asyncio.get_event_loop().call_later(0.02, ticks.append, 'undone'); js.setTimeout(create_proxy(lambda: ticks.append('js')), 20)",
      );
      const { lost } = await time.goTo(one);
      assert.ok(lost.length <= 1, String(lost));
      assert.equal(await time.value("ticks"), "[]");
      await time.runner.run("await asyncio.wait_for(task, 60)");
      assert.equal(
        await time.value("sorted(map(str, ticks)), task.done()"),
        "(['0', '1', '2', 'once'], True)",
      );
      await time.goTo(one);
    }
  }));

Deno.test("what JavaScript holds of undone memory is dead, and the rest is not", () =>
  withTimeline(async (time) => {
    const one = await time.run(`
import js, gc
from pyodide.ffi import create_proxy
def old(*_): return 'old'
kept = create_proxy(old); target = js.EventTarget.new(); headers = js.Headers.new(); headers.set('a', 'b')
target.addEventListener('old', kept); heard = []`);
    await time.run(`
class Big:
    def __init__(self): self.data = ['x' * 100 for _ in range(100)]
    def __call__(self, *_): heard.append(1)
holders = [create_proxy(Big()) for _ in range(2000)]
for holder in holders: target.addEventListener('new', holder)
js.Promise.resolve(1).then(create_proxy(lambda _: heard.append('promise')))
request = js.Promise.new(create_proxy(lambda done, _: js.setTimeout(done, 5)))
async def wait(): heard.append(await request)
import asyncio
waiting = asyncio.create_task(wait())`);
    const { lost } = await time.goTo(one);
    assert.deepEqual(lost, []);
    const { stderr, status, error } = await time.runner.run(`
import asyncio
target.dispatchEvent(js.Event.new('new')); target.dispatchEvent(js.Event.new('old'))
arrays = [js.Uint8Array.new(1_000_000) for _ in range(300)]; del arrays
await asyncio.sleep(0.1); gc.collect(); heard += [kept(), headers.get('a')]`);
    assert.deepEqual([status, stderr, error?.traceback], ["ok", "", undefined]);
    assert.equal(await time.value("heard"), "['old', 'b']");
    for (let i = 0; i < 20; i++) {
      await time.run(
        "z = [create_proxy(object()) for _ in range(300)]; arrays = [js.Uint8Array.new(1_000_000) for _ in range(30)]",
      );
      await time.goTo(one);
      await time.runner.run("await asyncio.sleep(0)");
    }
    assert.equal(await time.value("kept(), headers.get('a')"), "('old', 'b')");
  }));

Deno.test("libraries of the standard library and callbacks that came since are gone, and come again", () =>
  withTimeline(async (time) => {
    const one = await time.run("x = 1");
    const two = await time.run(`
import ctypes, functools
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n * 3)
sort = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_int)(lambda a, b: a / b)`);
    for (let i = 0; i < 3; i++) {
      await time.run("other = ctypes.CFUNCTYPE(ctypes.c_long)(lambda: 5); del callback");
      await time.goTo(two);
      assert.equal(await time.value("callback(14), sort(7, 2)"), "(42, 3.5)");
      await time.goTo(one);
      await time.run(
        "import ctypes; cb = ctypes.CFUNCTYPE(ctypes.c_float, ctypes.c_float)(lambda f: f + 1); assert cb(1) == 2",
      );
      await time.goTo(two);
      assert.equal(await time.value("callback(5), sort(9, 2)"), "(15, 4.5)");
    }
  }));

Deno.test("a rewind from another guest's checkpoint, or to one with too little, is refused", async () => {
  const { runner } = await TestRunner.start(folder);
  const state = await new Timeline(runner).run("x = 1");
  await runner[Symbol.asyncDispose]();
  await withTimeline(async (time) => {
    await assert.rejects(
      time.runner.rewind(state.parts),
      /has taken no checkpoint|another sandbox/,
    );
    const own = await time.run("y = 5");
    await assert.rejects(time.runner.rewind(state.parts), /another sandbox took the checkpoint/);
    const [references] = own.parts;
    const bytes = references!.bytes.slice(0, -3);
    const cut = { name: { ...references!.name, length: bytes.length }, bytes };
    await assert.rejects(time.runner.rewind([cut]));
    assert.equal(await time.value("y"), "5");
  });
});

Deno.test("undone and redone again and again, memory stays what it was", () =>
  withTimeline(async (time) => {
    const one = await time.run(
      "import js; from pyodide.ffi import create_proxy; x = list(range(1000))",
    );
    const two = await time.run(
      "x += [create_proxy(print) for _ in range(5)]; open('/tmp/f', 'w').write('x' * 10_000)",
    );
    const sizes: number[] = [];
    for (let i = 0; i < 100; i++) {
      await time.goTo(one);
      sizes.push((await time.goTo(two)).heapBytes);
    }
    assert.equal(
      await time.value("len(x), x[:3], len(open('/tmp/f').read())"),
      "(1005, [0, 1, 2], 10000)",
    );
    assert.equal(new Set(sizes).size, 1);
  }));

/** What a process runs; nothing when it has ended. */
function commandOf(pid: number): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/cmdline`);
  } catch {
    return "";
  }
}

Deno.test("connections, pipes and programs that came since are closed, those before stay", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const commands = { sleep: "/bin/sleep", "/bin/sleep": "/bin/sleep" };
  const { runner } = await TestRunner.start(folder, [], { commands });
  await using _ = runner;
  const time = new Timeline(runner);
  const { port } = listener.addr as Deno.NetAddr;
  const one = await time.run(`
import os, socket, subprocess
first = socket.create_connection(("127.0.0.1", ${port})); first.sendall(b"a"); ends = os.pipe()`);
  using before = await listener.accept();
  await time.run(`
second = socket.create_connection(("127.0.0.1", ${port})); second.sendall(b"b")
child = subprocess.Popen(["sleep", "60"], stdout=subprocess.PIPE); pid = child.pid
os.write(ends[1], b"kept")`);
  using since = await listener.accept();
  const pid = Number(await time.value("pid"));
  assert.deepEqual((await time.goTo(one)).lost, []);
  const buffer = new Uint8Array(10);
  assert.equal(await since.read(buffer), 1);
  assert.equal(await since.read(buffer), null);
  await before.write(new TextEncoder().encode("hello"));
  assert.equal(await time.value("first.recv(9), os.read(ends[0], 9)"), "(b'hello', b'kept')");
  assert.equal(commandOf(pid), "");
  await time.run("first.close(); os.close(ends[0]); os.close(ends[1])");
  const { lost } = await time.goTo(one);
  assert.equal(lost.length, 3, String(lost));
  assert.equal((await runner.run("first.send(b'x')")).error?.name, "OSError");
});

Deno.test("a call that is suspended in a task forbids a rewind, which then changes nothing", () =>
  withTimeline(async (time) => {
    const one = await time.run("import asyncio; from pyodide.ffi import run_sync; x = 1");
    await time.runner.run(`
async def task(): run_sync(asyncio.sleep(3600))
waiting = asyncio.create_task(task()); x = 2; await asyncio.sleep(0.01)`);
    await assert.rejects(time.goTo(one), /a call is suspended/);
    assert.equal(await time.value("x"), "2");
  }));
