import assert from "node:assert/strict";
import { closedFolders, contains, Grants, normalize } from "./grants.ts";

function make(...paths: string[]): Grants {
  return new Grants(paths.map((path) => ({
    path: path.replace(/^\+/, ""),
    writable: path.startsWith("+"),
  })));
}

Deno.test("a path contains itself and what is below it", () => {
  assert.deepEqual(
    [["/a", "/a"], ["/a", "/a/b"], ["/a", "/ab"], ["/", "/a"], ["/a/b", "/a"]].map(([a, b]) =>
      contains(a ?? "", b ?? "")
    ),
    [true, true, false, true, false],
  );
});

Deno.test("paths are normalized", () => {
  assert.deepEqual(["/a//b/./c/", "/a/../b", "/..", "/"].map(normalize), [
    "/a/b/c",
    "/b",
    "/",
    "/",
  ]);
});

Deno.test("a relative path is refused", () => {
  assert.throws(() => make("data"), {
    name: "TypeError",
    message: "Cannot mount 'data': it is not absolute",
  });
});

Deno.test("a granted folder shows what is below it and nothing beside it", () => {
  const grants = make("/data/", "+/data/out");
  assert.deepEqual(
    ["/data", "/data/x", "/data2", "/"].map((path) => grants.hostPath(path) === path),
    [
      true,
      true,
      false,
      false,
    ],
  );
  assert.deepEqual(["/data/x", "/data/out", "/data/out/x"].map((path) => grants.writable(path)), [
    false,
    true,
    true,
  ]);
  assert.deepEqual(grants.tops(), ["/data"]);
  assert.deepEqual(grants.roots("/data/out/x"), ["/data", "/data/out"]);
});

Deno.test("the sandbox's own folders are hidden by no grant around them", () => {
  const grants = make("+/", "/tmp", "/tmp/project", "/dev/shm", "/home/pyodide");
  const shown = ["/etc", "/tmp", "/tmp/x", "/tmp/project/x", "/dev", "/dev/shm", "/home/pyodide/x"];
  assert.deepEqual(shown.filter((path) => grants.hostPath(path) === path), [
    "/etc",
    "/tmp/project/x",
  ]);
  assert.deepEqual(grants.tops(), ["/", "/host", "/tmp/project"]);
  assert.equal(grants.writable("/tmp/project"), true);
  assert.equal(grants.merges("/home"), true);
});

Deno.test("what the sandbox's own folders hide is seen below /host, the host's processes nowhere", () => {
  const all = make("/");
  const places = [
    "/host",
    "/host/tmp/x",
    "/host/home/pyodide",
    "/host/proc/1",
    "/host/dev",
    "/tmp",
  ];
  assert.deepEqual(places.map((place) => all.hostPath(place)), [
    "/",
    "/tmp/x",
    "/home/pyodide",
    undefined,
    undefined,
    undefined,
  ]);
  const some = make("+/tmp", "/host/data", "/srv");
  assert.deepEqual(
    ["/host/tmp/x", "/host/data/x", "/host/srv", "/host"].map((place) => some.hostPath(place)),
    [
      "/tmp/x",
      "/host/data/x",
      undefined,
      undefined,
    ],
  );
  assert.deepEqual(some.tops(), ["/host/data", "/host/tmp", "/srv"]);
  assert.equal(make("/srv").hostPath("/host/srv"), undefined);
});

Deno.test("the folder of all site folders stays closed, whatever is granted", () => {
  const grants = new Grants([
    { path: "/", writable: true },
    { path: "/cache/sites/site-1", writable: true },
  ], closedFolders("/cache/sites/site-1"));
  const paths = ["/cache", "/cache/sites", "/cache/sites/site-1/x.pack", "/cache/sites/site-2"];
  assert.deepEqual(paths.map((path) => [grants.readable(path), grants.writable(path)]), [
    [true, true],
    [false, false],
    [false, false],
    [false, false],
  ]);
  assert.deepEqual(paths.map((path) => grants.hostPath(path) ?? null), [
    "/cache",
    null,
    null,
    null,
  ]);
  assert.deepEqual(closedFolders(""), []);
});
