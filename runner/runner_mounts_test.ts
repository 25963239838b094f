import assert from "node:assert/strict";
import { buildRunner, TestRunner } from "./testing/runner.ts";

const folder = await buildRunner();
const top = Deno.realPathSync(Deno.makeTempDirSync({ dir: "/var/tmp", prefix: "cloche-hints-" }));
globalThis.addEventListener("unload", () => {
  for (const path of [folder, top]) Deno.removeSync(path, { recursive: true });
});
const data = `${top}/data`;
const fixed = `${top}/fixed`;
for (const path of [data, `${data}/secret`, fixed]) Deno.mkdirSync(path);
Deno.writeTextFileSync(`${top}/outside`, "outside");
Deno.writeTextFileSync(`${data}/kept`, "kept");
Deno.writeTextFileSync(`${data}/secret/key`, "key");
Deno.writeTextFileSync(`${fixed}/file`, "file");
Deno.symlinkSync(`${top}/outside`, `${data}/link`);

/** Starts a runner that may change `data` (a file and a folder aside) and read `fixed`. */
async function start(): Promise<TestRunner> {
  const pyodide = Deno.env.get("CLOCHE_PYODIDE");
  const mounts = [{ path: data, writable: true }, { path: fixed, writable: false }];
  const { runner, first } = await TestRunner.start(folder, [], { mounts }, [
    `--allow-read=${folder},${pyodide},${data},${fixed}`,
    `--deny-read=${data}/secret`,
    `--allow-write=${data}`,
    `--deny-write=${data}/kept`,
  ]);
  assert.equal(first.type, "ready");
  await runner.run("import os, pathlib, shutil, sqlite3");
  return runner;
}

Deno.test("what a mount does not let pass names the command that grants it", async () => {
  await using runner = await start();
  const cases: [source: string, kind: string, item: string][] = [
    [`open('${data}/link')`, "read", `${top}/outside`],
    [`os.stat('${data}/link')`, "read", `${top}/outside`],
    [`pathlib.Path('${data}/link').read_text()`, "read", `${top}/outside`],
    [`shutil.copy('${data}/link', '/tmp/copy')`, "read", `${top}/outside`],
    [`sqlite3.connect('${data}/link')`, "read", `${top}/outside`],
    [`os.chdir('${data}'); open('link')`, "read", `${top}/outside`],
    [`open('${data}/link', 'w')`, "read", `${top}/outside`],
    [`open('${data}/secret/key')`, "read", `${data}/secret`],
    [`os.listdir('${data}/secret')`, "read", `${data}/secret`],
    [`os.lstat('${data}/secret')`, "read", `${data}/secret`],
    [`open('${data}/kept', 'a')`, "write", `${data}/kept`],
    [`os.remove('${data}/kept')`, "write", `${data}/kept`],
    [`os.rename('${data}/kept', '${data}/moved')`, "write", `${data}/kept`],
    [`os.truncate('${data}/kept', 0)`, "write", `${data}/kept`],
    [`open('${fixed}/new', 'w')`, "write", `${fixed}/new`],
    [`os.mkdir('${fixed}/new')`, "write", `${fixed}/new`],
    [`os.symlink('file', '${fixed}/new')`, "write", `${fixed}/new`],
  ];
  for (const [source, kind, item] of cases) {
    const { error, messages } = await runner.run(`${source}\n`);
    const hint = `${kind} access to '${item}' is not granted; to grant it: :allow ${kind} ${item}`;
    assert.deepEqual([error?.name, error?.message], ["PermissionError", hint], source);
    const blocked = messages.filter((message) => message.type === "blocked");
    assert.deepEqual(blocked.map((message) => [message.kind, message.item]), [[kind, item]]);
  }
});

Deno.test("what is granted passes, and what is missing is missing", async () => {
  await using runner = await start();
  const passing = `
open('${data}/new', 'x').close(); os.rename('${data}/new', '${data}/moved'); os.remove('${data}/moved')
os.mkdir('${data}/folder'); os.rmdir('${data}/folder')
open('${data}/kept').read(), open('${fixed}/file').read(), os.readlink('${data}/link')
`;
  const { value, error, messages } = await runner.run(passing);
  assert.equal(value, `('kept', 'file', '${top}/outside')`, error?.traceback);
  assert.deepEqual(messages.filter(({ type }) => type !== "used").map(({ type }) => type), [
    "result",
  ]);
  for (const path of [`${data}/missing`, `${fixed}/missing`, "/tmp/missing", "missing"]) {
    assert.equal((await runner.run(`open('${path}')`)).error?.name, "FileNotFoundError", path);
  }
});

Deno.test("what is used of a mount is told once, by its real path", async () => {
  await using runner = await start();
  const { messages, error } = await runner.run(`
open('${fixed}/file').read(); open('${fixed}/file').read(); os.listdir('${fixed}'); os.path.exists('${fixed}/file')
os.mkdir('${data}/made'); open('${data}/made/x', 'w').close(); shutil.rmtree('${data}/made')`);
  assert.equal(error, undefined, error?.traceback);
  const used = messages.filter((message) => message.type === "used");
  assert.deepEqual(used.map((message) => `${message.kind} ${message.item}`), [
    `read ${fixed}/file`,
    `read ${fixed}`,
    `write ${data}/made`,
    `write ${data}/made/x`,
    `read ${data}/made`,
  ]);
  const again = await runner.run(`open('${fixed}/file').read()`);
  assert.equal(again.messages.filter((message) => message.type === "used").length, 1);
});

Deno.test("what is not granted reads the same whether it is there or not, and whatever looks", async () => {
  await using runner = await start();
  const { value, error } = await runner.run(`
def told(use, path):
    try: return bool(use(path))
    except OSError as failure: return f'{type(failure).__name__} {failure.errno} {failure}'.replace(path, 'PATH')
uses = [open, lambda path: open(path, 'w'), os.stat, os.lstat, os.listdir, os.scandir, os.mkdir, os.remove, os.chdir,
        lambda path: os.rename(path, path + 'x'), lambda path: os.access(path, os.R_OK), os.path.exists, os.path.isdir,
        os.readlink, os.statvfs, shutil.rmtree, lambda path: list(pathlib.Path(path).iterdir()),
        lambda path: sqlite3.connect(path), lambda path: sqlite3.connect(f'file:{path}?mode=ro', uri=True).close()]
def all_told(path):
    try: return [told(use, path) for use in uses]
    except sqlite3.Error as failure: return str(failure)
all_told('${top}/outside') == all_told('${top}/not-there') == all_told('/not/at/all')`);
  assert.equal(value, "True", error?.traceback);
});

Deno.test("a refusal keeps its text when somebody sets its file name, and can be pickled", async () => {
  await using runner = await start();
  const text =
    `read access to '${top}/outside' is not granted; to grant it: :allow read ${top}/outside`;
  assert.equal((await runner.run(`shutil.rmtree('${top}/outside')`)).error?.message, text);
  const { value } = await runner.run(`
import pickle
try: open('${top}/outside')
except PermissionError as error: copy = pickle.loads(pickle.dumps(error))
str(copy), type(copy) is PermissionError`);
  assert.equal(value, `(${JSON.stringify(text)}, True)`);
});

Deno.test("files go on working in a cell that has replaced builtins", async () => {
  await using runner = await start();
  const { value, error } = await runner.run(`
import builtins, posix
kept = dict(vars(builtins))
for name in ('isinstance', 'any', 'bool', 'len', 'str', 'OSError', 'FileNotFoundError', 'tuple', 'getattr', 'super'):
    setattr(builtins, name, None)
seen = []
try:
    seen.append(open('${fixed}/file').read())
    seen.append(os.stat('${fixed}/file').st_size)
    try: open('${top}/outside')
    except PermissionError as error: seen.append(error.errno)
finally: vars(builtins).update(kept)
seen`);
  assert.equal(value, "['file', 4, 2]", error?.traceback);
});

Deno.test("a path is opened relative to a folder's descriptor", async () => {
  await using runner = await start();
  const { value, error } = await runner.run(`
os.makedirs('${data}/tree/sub'); open('${data}/tree/sub/x', 'w').close(); os.makedirs('/tmp/tree/sub')
os.chdir('${top}')
folder = os.open('${data}/tree', os.O_RDONLY)
os.close(os.open('sub', os.O_RDONLY, dir_fd=folder)); os.close(folder)
shutil.rmtree('${data}/tree'); shutil.rmtree('/tmp/tree'); os.chdir('/tmp')
os.path.exists('${data}/tree'), os.path.exists('/tmp/tree')`);
  assert.equal(value, "(False, False)", error?.traceback);
});

Deno.test("a link in a mount is refused with the reason, as no permission allows it", async () => {
  await using runner = await start();
  const { error } = await runner.run(`os.symlink('kept', '${data}/new')`);
  const reason = "programs outside of the sandbox would follow them";
  assert.deepEqual(
    [error?.name, error?.message],
    ["PermissionError", `links cannot be made in granted folders: ${reason}`],
  );
  assert.equal((await runner.run("os.symlink('a', '/tmp/l'); os.readlink('/tmp/l')")).value, "'a'");
});

Deno.test("the sandbox's own folders can be changed while all of the host can be read", async () => {
  const mounts = [{ path: "/", writable: false }];
  const { runner } = await TestRunner.start(folder, [], { mounts }, ["--allow-read"]);
  await using _ = runner;
  const { value, error } = await runner.run(`
import os, tempfile
open('/tmp/mine', 'w').write('x'); open('here', 'w').close(); os.rmdir(tempfile.mkdtemp())
open('${fixed}/file').read()`);
  assert.equal(value, "'file'", error?.traceback);
  const hint = "write access to '/x' is not granted; to grant it: :allow write /x";
  assert.equal((await runner.run("open('/x', 'w')")).error?.message, hint);
});

Deno.test("a file beside a mount is there after a restore, with the mount and without", async () => {
  const host = await Deno.realPath(await Deno.makeTempDir({ prefix: "cloche-mount-" }));
  await Deno.mkdir(`${host}/data`);
  const mounts = [{ path: `${host}/data`, writable: false }];
  const { runner } = await TestRunner.start(folder, [], { mounts });
  const beside = `open('${host}/beside', 'w').write('beside'); import os; os.mkdir('${host}/own')`;
  assert.equal((await runner.run(beside)).error, undefined);
  const { parts } = await runner.checkpoint();
  await runner[Symbol.asyncDispose]();
  for (const granted of [mounts, []]) {
    const { runner: next, first } = await TestRunner.start(folder, parts, { mounts: granted });
    await using _ = next;
    assert.equal(first.type, "ready");
    const { value, error } = await next.run(
      `open('${host}/beside').read(), os.listdir('${host}/own')`,
    );
    assert.equal(value, "('beside', [])", error?.traceback);
  }
  await Deno.remove(host, { recursive: true });
});
