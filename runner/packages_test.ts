/** Packages in the sandbox: files of packs at `site-packages`. */
import assert from "node:assert/strict";
import type { PackageIndex } from "./image_parts.ts";
import { type Files, makePack } from "./testing/packs.ts";
import { buildRunner, packageParts, type Parts, TestRunner } from "./testing/runner.ts";

const folder = await buildRunner();
const site = await Deno.makeTempDir({ prefix: "cloche-test-site-" });
globalThis.addEventListener("unload", () => {
  for (const path of [folder, site]) Deno.removeSync(path, { recursive: true });
});

const pack = (name: string, files: Files, version?: string): Promise<PackageIndex> =>
  makePack(site, name, files, version);

const alpha = await pack("alpha", {
  "alpha/__init__.py": "def double(value):\n    return value * 2\n",
  "alpha/data/words.txt": "one\ntwo\nthree\n",
  "space/first.py": "NAME = 'first of alpha'\n",
  "shared.py": "OWNER = 'alpha'\n",
});
const beta = await pack("beta", {
  "beta.py": "import alpha\nVALUE = alpha.double(21)\n",
  "space/second.py": "NAME = 'second of beta'\n",
  "shared.py": "OWNER = 'beta'\n",
});

async function start(packages: readonly PackageIndex[], image: Parts = []): Promise<TestRunner> {
  const permissions = [`--allow-read=${folder},${Deno.env.get("CLOCHE_PYODIDE")},${site}`];
  const parts = [...packageParts(packages), ...image];
  const { runner, first } = await TestRunner.start(folder, parts, { site }, permissions);
  assert.equal(first.type, "ready", JSON.stringify(first));
  return runner;
}

async function value(runner: TestRunner, source: string): Promise<string | undefined> {
  const { value, error } = await runner.run(source);
  assert.equal(error, undefined, error?.traceback);
  return value;
}

Deno.test("packages are imported with their data, metadata and sources", async () => {
  await using runner = await start([alpha, beta]);
  const got = await value(
    runner,
    `import beta, alpha, shared, space.first, space.second
import importlib.metadata, importlib.resources, inspect
(beta.VALUE, alpha.__file__, shared.OWNER, space.first.NAME, space.second.NAME,
 importlib.metadata.version("beta"), sorted(each.name for each in importlib.metadata.distributions()),
 importlib.resources.files("alpha").joinpath("data/words.txt").read_text().split(), inspect.getsource(alpha.double))`,
  );
  assert.equal(
    got,
    "(42, '/lib/python3.14/site-packages/alpha/__init__.py', 'alpha', 'first of alpha', 'second of beta', " +
      "'1.0', ['alpha', 'beta'], ['one', 'two', 'three'], 'def double(value):\\n    return value * 2\\n')",
  );
});

Deno.test("packages come and go between cells, whatever was looked for before", async () => {
  await using runner = await start([]);
  const failure = "try: import alpha, beta\nexcept ImportError as error: print(error.name)";
  assert.equal((await runner.run(failure)).stdout, "alpha\n");
  await runner.setPackages([alpha]);
  assert.equal((await runner.run(failure)).stdout, "beta\n");
  await value(runner, "import space.first");
  await runner.setPackages([alpha, beta]);
  assert.equal(
    await value(runner, "import beta, space.second; file = open(beta.__file__); beta.VALUE"),
    "42",
  );
  await runner.setPackages([]);
  assert.equal(
    await value(runner, "file.readline(), file.seek(0), len(file.read())"),
    "('import alpha\\n', 0, 38)",
  );
  const left = "import os\nos.listdir(os.path.dirname(beta.__file__))";
  assert.equal(await value(runner, left), "[]");
  const again =
    "import sys; del sys.modules['beta']\ntry: import beta\nexcept ImportError as error: print(error.name)";
  assert.equal((await runner.run(again)).stdout, "beta\n");
});

Deno.test("another version of a package is another package", async () => {
  const newer = await pack("alpha", {
    "alpha/__init__.py": "def double(value):\n    return value + 2\n",
  }, "2.0");
  await using runner = await start([alpha]);
  await value(runner, "import alpha, importlib, inspect, os; before = os.stat(alpha.__file__)");
  await runner.setPackages([newer]);
  const got = await value(
    runner,
    `importlib.reload(alpha)
import importlib.metadata
after = os.stat(alpha.__file__)
alpha.double(21), importlib.metadata.version("alpha"), before.st_size == after.st_size, before.st_mtime != after.st_mtime`,
  );
  assert.equal(got, "(23, '2.0', True, True)");
});

Deno.test("nothing of a package can be changed", async () => {
  await using runner = await start([alpha]);
  const attempts = [
    `open(f"{site}/alpha/__init__.py", "w")`,
    `open(f"{site}/alpha/__init__.py", "r+")`,
    `open(f"{site}/alpha/__init__.py", "a")`,
    `open(f"{site}/new.py", "w")`,
    `os.open(f"{site}/shared.py", os.O_RDONLY | os.O_TRUNC)`,
    `os.mkdir(f"{site}/new")`,
    `os.unlink(f"{site}/shared.py")`,
    `os.rmdir(f"{site}/alpha")`,
    `os.rename(f"{site}/shared.py", f"{site}/other.py")`,
    `os.rename(f"{site}/shared.py", "/tmp/shared.py")`,
    `os.rename("/tmp/own.py", f"{site}/own.py")`,
    `os.symlink("/tmp", f"{site}/link")`,
    `os.chmod(f"{site}/shared.py", 0o777)`,
    `os.chmod(site, 0o777)`,
    `os.utime(f"{site}/shared.py", (0, 0))`,
    `os.truncate(f"{site}/shared.py", 0)`,
    `os.fchmod(file.fileno(), 0o777)`,
    `os.ftruncate(file.fileno(), 0)`,
    `os.write(file.fileno(), b"x")`,
    `mmap.mmap(file.fileno(), 0, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)`,
    `os.rmdir(site)`,
  ];
  const got = await runner.run(
    `import mmap, os, alpha
site = os.path.dirname(os.path.dirname(alpha.__file__))
open("/tmp/own.py", "w").close()
file = open(f"{site}/shared.py", "rb")
for attempt in ${JSON.stringify(attempts)}:
    try: eval(attempt)
    except OSError as error: pass
    else: print("done:", attempt)
private = mmap.mmap(file.fileno(), 0, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)
private[:5] = b"WRITE"
private.close()
with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as seen: print(seen[:])
print(open(f"{site}/shared.py").read(), os.access(f"{site}/shared.py", os.W_OK), sorted(os.listdir(site)))`,
  );
  assert.equal(got.error, undefined, got.error?.traceback);
  assert.equal(
    got.stdout,
    `b"OWNER = 'alpha'\\n"\nOWNER = 'alpha'\n False ['alpha', 'alpha-1.0.dist-info', 'shared.py', 'space']\n`,
  );
});

Deno.test("a pack that was changed is an OSError, and what is missing or cut is refused", async () => {
  const hurt = await pack("hurt", { "hurt.py": "VALUE = 1\n", "whole.py": "VALUE = 2\n" });
  const path = `${site}/${hurt.id}.pack`;
  const text = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, text.replace("VALUE = 1", "VALUE = 9"));
  await using runner = await start([hurt]);
  const { error, stderr } = await runner.run("import hurt");
  assert.equal(error?.name, "OSError");
  assert.match(error?.message ?? "", /I\/O error: '\/lib\/python3.14\/site-packages\/hurt.py'/);
  assert.equal(stderr, "Package hurt 1.0: 'hurt.py' is not what was installed\n");
  assert.equal(await value(runner, "import whole; whole.VALUE"), "2");
  const cut = await pack("cut", { "cut.py": "VALUE = 1\n" });
  await Deno.truncate(`${site}/${cut.id}.pack`, 5);
  await assert.rejects(runner.setPackages([hurt, cut]), /its pack has 5 bytes, not/);
  await assert.rejects(
    runner.setPackages([{ ...alpha, id: "0".repeat(64) }]),
    /^Error: Cannot show package alpha 1.0: its pack is not there$/,
  );
  for (const path of ["../up.py", "/abs.py", "a//b.py", "a/./b.py", "nul\0.py", ""]) {
    const files = [{ path, offset: 0, size: 0, sha256: "0".repeat(64) }];
    const index = { format: 1, name: "bad", version: "1", packBytes: 10, files };
    const json = new TextEncoder().encode(JSON.stringify(index));
    await assert.rejects(runner.setPackages([{ ...alpha, json }]), /a file is not described/);
  }
  assert.equal(await value(runner, "del whole; import whole; whole.VALUE"), "2");
});

Deno.test("an image and a rewind find the packages that there are, and open files of them", async () => {
  await using runner = await start([alpha]);
  await value(
    runner,
    `import alpha, os
site = os.path.dirname(os.path.dirname(alpha.__file__))
file = open(f"{site}/alpha/data/words.txt"); first = file.readline()
raw = os.open(f"{site}/shared.py", os.O_RDONLY); os.read(raw, 6)`,
  );
  const one = await runner.checkpoint(true);
  assert.deepEqual(one.header.lost, []);
  await value(runner, "file.close(); os.close(raw); x = 1");
  await runner.setPackages([alpha, beta]);
  const two = await runner.checkpoint(false, one.parts);
  await runner.rewind([one.parts[0]!, two.parts[2]!]);
  const expected = `('one\\n', 'two\\n', b"= 'a", 8)`;
  const check = "first, file.readline(), os.read(raw, 4), alpha.double(4)";
  assert.equal(
    await value(runner, check),
    expected,
  );
  assert.equal(await value(runner, "import beta; beta.VALUE"), "42");
  await using other = await start([alpha, beta], one.parts);
  assert.equal(
    await value(other, check),
    expected,
  );
  assert.equal(await value(other, "import beta, space.second; beta.VALUE"), "42");
});

Deno.test("of modules those are missing that no import would find", async () => {
  await using runner = await start([alpha]);
  await value(runner, "open('own_module.py', 'w').close()");
  const names = [
    "alpha",
    "beta",
    "json",
    "sys",
    "_frozen_importlib",
    "space",
    "own_module",
    "no name",
    "__main__",
  ];
  const { answer } = await runner.ask({ type: "modules", request: 9 }, names.join("\n"));
  assert.deepEqual(answer, ["beta", "no name"]);
});
