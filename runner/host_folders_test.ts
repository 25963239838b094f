import assert from "node:assert/strict";
import { isHostNode, mountHostPaths } from "./filesystem.ts";
import { bootGuest } from "./testing/guest.ts";

const top = Deno.realPathSync(Deno.makeTempDirSync({ dir: "/var/tmp", prefix: "cloche-mounts-" }));
const project = Deno.makeTempDirSync({ prefix: "cloche-project-" });
globalThis.addEventListener("unload", () => {
  for (const folder of [top, project]) Deno.removeSync(folder, { recursive: true });
});

const data = `${top}/data`;
const readOnly = `${top}/read-only`;
const file = `${top}/one.txt`;
const late = `${top}/late/folder`;
const shadowed = `${top}/shadowed`;
for (const path of [data, `${data}/sub`, readOnly, `${readOnly}/out`, shadowed]) {
  Deno.mkdirSync(path);
}
Deno.writeTextFileSync(`${data}/hello.txt`, "hello\n");
Deno.writeTextFileSync(`${readOnly}/fixed.txt`, "fixed");
Deno.writeTextFileSync(`${top}/secret.txt`, "secret");
Deno.writeTextFileSync(`${shadowed}/host.txt`, "the host's");
Deno.writeTextFileSync(file, "one");
Deno.writeTextFileSync(`${project}/main.py`, "answer = 42\n");
Deno.symlinkSync("hello.txt", `${data}/inside`);
Deno.symlinkSync(`${top}/secret.txt`, `${data}/outside`);
Deno.symlinkSync("../secret.txt", `${data}/relative`);
Deno.symlinkSync(top, `${data}/up`);
Deno.symlinkSync("nowhere", `${data}/dangling`);
Deno.symlinkSync("/dev/null", `${data}/null`);
Deno.symlinkSync(data, `${top}/linked`);

const blocked: string[] = [];
const guest = await bootGuest();
await guest.run(`
os.makedirs("${shadowed}")
write("${shadowed}/memory.txt", "the sandbox's")
`);
mountHostPaths(
  guest.module,
  [
    { path: data, writable: true },
    { path: readOnly, writable: false },
    { path: `${readOnly}/out`, writable: true },
    { path: file, writable: true },
    { path: `${late}/`, writable: true },
    { path: shadowed, writable: false },
    { path: `${top}/linked`, writable: false },
    { path: project, writable: true },
    { path: "/tmp", writable: true },
    { path: "/dev", writable: true },
  ],
  (kind, path) => blocked.push(`${kind} ${path}`),
);

/** Runs statements and returns their result and what was blocked meanwhile. */
async function observe(source: string): Promise<{ result: unknown; blocked: string[] }> {
  blocked.length = 0;
  const result = await guest.run(source);
  return { result, blocked: [...blocked] };
}

async function check(source: string, expected: unknown): Promise<void> {
  assert.deepEqual(await guest.run(source), expected);
}

Deno.test("a read-only mount refuses every change and names the path", async () => {
  const path = `${readOnly}/fixed.txt`;
  const denied = ["PermissionError", "EACCES"];
  const { result, blocked } = await observe(`
path = "${path}"
result = [read(path), error(open, path, "w"), error(open, path, "a"), error(open, path, "r+"),
          error(os.truncate, path, 0), error(os.remove, path), error(os.chmod, path, 0o777),
          error(os.utime, path), error(os.rename, path, path + "2"), error(os.mkdir, "${readOnly}/new"),
          error(os.rename, "${data}/hello.txt", "${readOnly}/hello.txt"), error(open, "${readOnly}/new", "w"),
          error(os.symlink, "fixed.txt", "${readOnly}/link"), error(os.rmdir, "${readOnly}/out")]
`);
  assert.deepEqual(result, [
    "fixed",
    ...Array(12).fill(denied),
    ["OSError", "EBUSY"],
  ]);
  assert.equal(blocked[0], `write ${path}`);
  assert.deepEqual(new Set(blocked.map((line) => line.split(" ")[0])), new Set(["write"]));
  assert.equal(await Deno.readTextFile(path), "fixed");
});

Deno.test("a writable folder inside a read-only one is writable", async () => {
  await check(`write("${readOnly}/out/x", "y"); result = os.listdir("${readOnly}/out")`, ["x"]);
});

Deno.test("a link inside the mount is shown and followed", async () => {
  await check(
    `result = [os.readlink("${data}/inside"), os.path.islink("${data}/inside"), read("${data}/inside"),
               os.path.exists("${data}/dangling"), error(read, "${data}/dangling"), read("${data}/null")]`,
    ["hello.txt", true, "hello\n", false, ["FileNotFoundError", "ENOENT"], ""],
  );
});

Deno.test("a link out of the granted paths is shown and not followed", async () => {
  const { result, blocked } = await observe(`
result = [os.readlink("${data}/outside"), error(read, "${data}/outside"), error(read, "${data}/relative"),
          error(os.listdir, "${data}/up"), error(read, "${data}/up/secret.txt"), error(write, "${data}/outside", "x")]
`);
  const denied = ["PermissionError", "EACCES"];
  assert.deepEqual(result, [`${top}/secret.txt`, denied, denied, denied, denied, denied]);
  assert.deepEqual(new Set(blocked), new Set([`read ${top}/secret.txt`, `read ${top}`]));
  assert.equal(await Deno.readTextFile(`${top}/secret.txt`), "secret");
});

Deno.test("a link is made only to where the mount itself is", async () => {
  await check(
    `os.symlink("hello.txt", "${data}/made"); result = [read("${data}/made"),
     error(os.symlink, "/etc/passwd", "${data}/bad"), error(os.symlink, "../secret.txt", "${data}/bad")]
os.remove("${data}/made")
result.append(os.path.exists("${data}/hello.txt"))`,
    ["hello\n", ["PermissionError", "EPERM"], ["PermissionError", "EPERM"], true],
  );
});

Deno.test("a single granted file shows alone in its folder", async () => {
  await check(
    `
write("${file}", "changed")
write("/tmp/part", "moved over")
result = [read("${file}"), "secret.txt" in os.listdir("${top}"), "one.txt" in os.listdir("${top}"),
          error(os.replace, "/tmp/part", "${file}"), read("/tmp/part"), error(open, "${top}/secret.txt")]
os.remove("/tmp/part")
`,
    [
      "changed",
      false,
      true,
      ["OSError", "EXDEV"],
      "moved over",
      ["FileNotFoundError", "ENOENT"],
    ],
  );
  assert.equal(await Deno.readTextFile(file), "changed");
});

Deno.test("a granted path that does not exist yet shows when it does", async () => {
  await check(`result = [error(os.stat, "${late}"), os.listdir("${top}/late")]`, [
    ["FileNotFoundError", "ENOENT"],
    [],
  ]);
  await Deno.mkdir(late, { recursive: true });
  await check(
    `write("${late}/x", "y"); result = [os.listdir("${top}/late"), os.listdir("${late}")]`,
    [["folder"], ["x"]],
  );
});

Deno.test("a granted path shows before what the session had there", async () => {
  await check(`result = os.listdir("${shadowed}")`, ["host.txt"]);
});

Deno.test("a granted path that is itself a link counts as its folder", async () => {
  await check(`result = [read("${top}/linked/hello.txt"), os.path.isdir("${top}/linked")]`, [
    "hello\n",
    true,
  ]);
});

Deno.test("the sandbox's own folders win, a granted folder inside them shows", async () => {
  await check(
    `
import tempfile
write("/tmp/own", "mine")
result = [os.listdir("/tmp") == ["own", "${project.slice(5)}"], os.listdir("${project}"),
          os.path.exists("/dev/fd"), tempfile.gettempdir()]
`,
    [true, ["main.py"], false, "/tmp"],
  );
  assert.throws(() => Deno.statSync("/tmp/own"));
});

Deno.test("a walk of the memory file system meets no file of the host", () => {
  const { FS } = guest.module;
  const walk = (node: typeof FS.root): typeof FS.root[] =>
    FS.isDir(node.mode) ? [node, ...Object.values(node.contents ?? {}).flatMap(walk)] : [node];
  assert.equal(walk(FS.root).some(isHostNode), false);
  assert.equal(isHostNode(FS.lookupPath(`${data}/hello.txt`).node), true);
  assert.equal(isHostNode(FS.lookupPath(top).node), false);
});
