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
  assert.deepEqual(messages.map(({ type }) => type), ["result"]);
  for (const path of [`${data}/missing`, `${fixed}/missing`, "/tmp/missing", "missing"]) {
    assert.equal((await runner.run(`open('${path}')`)).error?.name, "FileNotFoundError", path);
  }
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
