import assert from "node:assert/strict";
import { buildRunner, TestRunner } from "./testing/runner.ts";

const folder = await buildRunner();
const cache = await Deno.makeTempDir({ prefix: "cloche-walls-" });
globalThis.addEventListener("unload", () => {
  Deno.removeSync(folder, { recursive: true });
  Deno.removeSync(cache, { recursive: true });
});

const NAME = "a".repeat(64);
const [site, other] = [`${cache}/cloche/sites/site-own`, `${cache}/cloche/sites/site-other`];
const packages = `${cache}/cloche/packages`;
const FILES = [
  `${packages}/${NAME}/pack`,
  `${packages}/.staging-1/wheel.whl`,
  `${site}/${NAME}.pack`,
  `${other}/${NAME}.pack`,
];

/** The files anew, with the pack linked into both site folders. */
function fill(): void {
  for (const path of FILES) {
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  }
  for (const path of FILES.slice(0, 2)) Deno.writeTextFileSync(path, "code");
  for (const path of FILES.slice(2)) Deno.linkSync(FILES[0]!, path);
}

/** What a hostile cell tries; gives what it could do. */
const ATTEMPTS = `import os, shutil
def tries(path):
    folder = os.path.dirname(path)
    yield "read", lambda: open(path).read()
    yield "list", lambda: os.listdir(folder)
    yield "write", lambda: open(path, "w")
    yield "append", lambda: open(path, "a").write("x")
    yield "make", lambda: open(folder + "/new.pack", "x")
    yield "remove", lambda: os.remove(path)
    yield "rename", lambda: os.rename(path, path + ".old")
    yield "replace", lambda: os.replace("/home/pyodide/x", path)
    yield "chmod", lambda: os.chmod(path, 0o777)
    yield "truncate", lambda: os.truncate(path, 0)
    yield "link", lambda: (os.symlink(path, "/home/pyodide/link"), open("/home/pyodide/link").read())
    yield "link of the host", lambda: (os.symlink(path, top + "/link"), open(top + "/link").read())
    yield "move the folder", lambda: os.rename(folder, top + "/moved")
    yield "move all", lambda: os.rename(top + "/cloche", top + "/moved")
    yield "remove all", lambda: shutil.rmtree(folder)
    yield "dots", lambda: open(top + "/cloche/x/../" + path[len(top + "/cloche/"):]).read()
done = []
for path in paths:
    for name, attempt in tries(path):
        try:
            attempt()
            done.append((name, path))
        except OSError:
            pass
        for left in ("/home/pyodide/link", top + "/link"):
            if os.path.islink(left): os.remove(left)
open(top + "/free", "w").write("is granted")
done`;

Deno.test("cells reach no package, whatever is granted", async () => {
  fill();
  const { runner, first } = await TestRunner.start(
    folder,
    [],
    { site, mounts: [{ path: "/", writable: true }] },
    [
      "--allow-read",
      `--deny-read=${packages},${other}`,
      "--allow-write",
      `--deny-write=${packages},${cache}/cloche/sites`,
    ],
  );
  await using _ = runner;
  assert.equal(first.type, "ready", JSON.stringify(first));
  const paths = JSON.stringify(FILES.map((path) => `/host${path}`));
  const names = `top, paths = ${JSON.stringify(`/host${cache}`)}, ${paths}\n`;
  const { status, value, error } = await runner.run(names + ATTEMPTS);
  assert.equal(status, "ok", error?.traceback);
  assert.equal(value, "[]");
  for (const path of FILES) assert.equal(await Deno.readTextFile(path), "code", path);
  assert.equal(await Deno.readTextFile(`${cache}/free`), "is granted");
});
