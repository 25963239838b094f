import assert from "node:assert/strict";
import type { Mount } from "./grants.ts";
import { runInSession } from "./testing/session_process.ts";

const top = Deno.realPathSync(Deno.makeTempDirSync({ dir: "/var/tmp", prefix: "cloche-denied-" }));
globalThis.addEventListener("unload", () => Deno.removeSync(top, { recursive: true }));
Deno.mkdirSync(`${top}/data/secret`, { recursive: true });
Deno.mkdirSync(`${top}/data/out`);
Deno.writeTextFileSync(`${top}/data/hello.txt`, "hello");
Deno.writeTextFileSync(`${top}/data/secret/key`, "key");
Deno.writeTextFileSync(`${top}/outside`, "outside");
Deno.symlinkSync(`${top}/outside`, `${top}/data/link`);
Deno.mkdirSync(`${top}/links`);
Deno.symlinkSync("/proc/self", `${top}/links/process`);
const temporary = Deno.makeTempDirSync({ dir: "/tmp", prefix: "cloche-view-" });
globalThis.addEventListener("unload", () => Deno.removeSync(temporary, { recursive: true }));
Deno.writeTextFileSync(`${temporary}/file`, "the host's");
Deno.symlinkSync(`${temporary}/file`, `${top}/links/temporary`);

interface Answer {
  readonly results: unknown[];
  readonly blocked: string[];
}

/** Runs cells in a new process with the flags that a session has. */
async function runUnder(flags: string[], mounts: Mount[], cells: string[]): Promise<Answer> {
  const [read = "", ...rest] = flags;
  const options = { read: [read], flags: rest };
  return await runInSession("mount_child.ts", { mounts, cells }, options) as Answer;
}

Deno.test("what Deno refuses is a PermissionError and is reported", async () => {
  const { results, blocked } = await runUnder(
    [`${top}/data`, `--deny-read=${top}/data/secret`, `--allow-write=${top}/data/out`],
    // The mounts claim more than the flags give.
    [{ path: `${top}/data`, writable: true }, { path: `${top}/outside`, writable: false }],
    [
      `result = [read("${top}/data/hello.txt"), sorted(os.listdir("${top}/data"))]`,
      `result = [error(read, "${top}/data/secret/key"), error(os.listdir, "${top}/data/secret"),
                 error(os.stat, "${top}/data/secret"), [name for name, *_ in os.walk("${top}/data")]]`,
      `result = [error(write, "${top}/data/hello.txt", ""), error(os.remove, "${top}/data/hello.txt"),
                 error(os.mkdir, "${top}/data/new"), error(os.chmod, "${top}/data/hello.txt", 0),
                 error(os.utime, "${top}/data/hello.txt"), error(os.truncate, "${top}/data/hello.txt", 0),
                 error(os.rename, "${top}/data/hello.txt", "${top}/data/out/hello.txt")]`,
      `result = error(read, "${top}/data/link")`,
      `
write("${top}/data/out/file", "written"); os.mkdir("${top}/data/out/folder"); os.chmod("${top}/data/out/file", 0o600)
os.utime("${top}/data/out/file", (1, 2)); os.rename("${top}/data/out/file", "${top}/data/out/folder/file")
result = [read("${top}/data/out/folder/file"), os.stat("${top}/data/out/folder/file").st_mtime,
          error(os.symlink, "folder", "${top}/data/out/link")]
`,
    ],
  );
  const denied = ["PermissionError", "EACCES"];
  assert.deepEqual(results, [
    ["hello", ["hello.txt", "link", "out", "secret"]],
    [denied, denied, denied, [`${top}/data`, `${top}/data/out`]],
    Array(7).fill(denied),
    denied,
    ["written", 2, ["PermissionError", "EPERM"]],
  ]);
  assert.deepEqual(
    new Set(blocked),
    new Set([
      `read ${top}/data/secret`,
      `write ${top}/data/hello.txt`,
      `write ${top}/data/new`,
      `write ${top}/data/out/hello.txt`,
      `read ${top}/outside`,
    ]),
  );
});

Deno.test("a granted root shows the host below the sandbox's own folders", async () => {
  const { results, blocked } = await runUnder(["/"], [{ path: "/", writable: false }], [
    `result = [read("${top}/data/hello.txt"), read("${top}/data/link"), "etc" in os.listdir("/"), "pyodide" in os.listdir("/home")]`,
    `write("/tmp/mine", "x"); result = [os.listdir("/tmp"), os.path.exists("/lib/python3.14/site-packages"), os.listdir("/dev/shm")]`,
    `import colorsys, sqlite3; result = os.path.isdir("/etc") and os.path.exists("/usr/bin/env")`,
    `result = [error(write, "/cloche-must-not-be", ""), error(write, "/etc/cloche-must-not-be", "")]`,
    `result = os.getcwd()`,
  ]);
  const denied = ["PermissionError", "EACCES"];
  assert.deepEqual(results, [
    ["hello", "outside", true, true],
    [["mine"], true, ["tmp"]],
    true,
    [denied, denied],
    "/home/pyodide",
  ]);
  assert.deepEqual(blocked, ["write /cloche-must-not-be", "write /etc/cloche-must-not-be"]);
});

Deno.test("what the sandbox's own folders hide is seen below /host, but no process of the host's", async () => {
  const view = `/host${temporary}`;
  const { results, blocked } = await runUnder(["/"], [{ path: "/", writable: false }], [
    `result = [read("${view}/file"), os.listdir("${view}"), os.path.exists("${temporary}"), "host" in os.listdir("/"),
               os.listdir("/").count("host"), "" in os.listdir("/"), read("/host${top}/outside")]`,
    `os.chdir("${view}"); result = [os.getcwd(), read("file"), os.path.realpath("file")]; os.chdir("/home/pyodide")`,
    `result = [read("${top}/links/temporary"), read("/host${top}/links/temporary"), os.readlink("/host${top}/links/temporary")]`,
    `result = [error(write, "${view}/file", ""), error(os.rmdir, "/host"), error(os.rename, "/host", "/other")]`,
    `result = [error(read, path) for path in ("/host/proc/self/environ", "/host/dev/null", "/host/sys/kernel/x",
               "${top}/links/process/environ", "/host${top}/links/process/environ")]`,
    `result = [error(read, "/sys/kernel/x"), error(read, "/proc/self/environ"), set(os.listdir("/host")) & {"proc", "dev", "sys"} == set()]`,
  ]);
  const denied = ["PermissionError", "EACCES"];
  const missing = ["FileNotFoundError", "ENOENT"];
  assert.deepEqual(results, [
    ["the host's", ["file"], false, true, 1, false, "outside"],
    [view, "the host's", `${view}/file`],
    ["the host's", "the host's", `${view}/file`],
    [denied, ["OSError", "EBUSY"], ["OSError", "EBUSY"]],
    Array(5).fill(denied),
    [missing, missing, true],
  ]);
  assert.deepEqual(blocked.filter((line) => line.startsWith("write")), [`write ${temporary}/file`]);
});

Deno.test("a granted folder that the sandbox has of its own is seen below /host alone", async () => {
  const mounts = [{ path: "/tmp", writable: true }, { path: `${top}/data`, writable: false }];
  const { results } = await runUnder(
    ["/tmp", "--allow-write=/tmp", `--allow-read=${top}/data`],
    mounts,
    [
      `result = [os.listdir("/host"), read("/host${temporary}/file"), os.listdir("/tmp"), error(read, "/host${top}/data/hello.txt")]`,
      `
write("/host${temporary}/new", "made"); os.rename("/host${temporary}/new", "/host${temporary}/moved")
result = [read("/host${temporary}/moved"), error(os.rename, "/host${temporary}/moved", "/tmp/x")]
os.remove("/host${temporary}/moved")
`,
    ],
  );
  assert.deepEqual(results, [
    [["tmp"], "the host's", [], ["FileNotFoundError", "ENOENT"]],
    ["made", ["OSError", "EXDEV"]],
  ]);
});

Deno.test("a folder with something denied in it keeps its name", async () => {
  const { results } = await runUnder(
    [`${top}/data`, `--allow-write=${top}/data`, `--deny-read=${top}/data/secret/key`],
    [{ path: `${top}/data`, writable: true }],
    [
      `result = [error(os.rename, "${top}/data/secret", "${top}/data/open"), error(read, "${top}/data/secret/key")]`,
      `os.rename("${top}/data/out", "${top}/data/moved"); os.rename("${top}/data/moved", "${top}/data/out"); result = "moved"`,
    ],
  );
  assert.deepEqual(results, [
    [["PermissionError", "EPERM"], ["PermissionError", "EACCES"]],
    "moved",
  ]);
});
