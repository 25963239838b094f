import assert from "node:assert/strict";
import { runInSession } from "./testing/session_process.ts";

const top = Deno.realPathSync(Deno.makeTempDirSync({ dir: "/var/tmp", prefix: "cloche-access-" }));
globalThis.addEventListener("unload", () => Deno.removeSync(top, { recursive: true }));
const data = `${top}/data`;
Deno.mkdirSync(`${data}/secret`, { recursive: true });
Deno.mkdirSync(`${data}/open`);
Deno.writeTextFileSync(`${data}/secret/key`, "key");
Deno.writeTextFileSync(`${data}/open/file`, "file");
Deno.symlinkSync("key", `${data}/secret/link`);
Deno.symlinkSync("secret/key", `${data}/key`);
Deno.symlinkSync("secret", `${data}/folder`);
Deno.symlinkSync("open", `${data}/other`);

const read = { read: true, write: false, append: false };
const both = { read: true, write: true, append: false };

Deno.test("what is denied inside of a granted folder is denied by way of a link too", async () => {
  // Emscripten follows links itself, but a cell can hand over nodes whose links were not followed.
  const calls = [
    ["open", `${data}/key`, read],
    ["open", `${data}/key`, both],
    ["open", `${data}/folder/key`, read],
    ["names", `${data}/folder`],
    ["info", `${data}/folder/key`],
    ["target", `${data}/folder/link`, "", false],
    ["change", `${data}/key`, { size: 0 }],
    ["change", `${data}/key`, { mode: 0 }],
    ["change", `${data}/key`, { atime: 1, mtime: 1 }],
    ["makeFile", `${data}/folder/new`],
    ["makeFolder", `${data}/folder/new`, 0o777],
    ["makeLink", `${data}/folder/new`, "key"],
    ["move", `${data}/folder/key`, `${data}/stolen`],
    ["move", `${data}/open/file`, `${data}/folder/new`],
    ["remove", `${data}/folder/key`, false],
  ];
  const allowed = [
    ["names", `${data}/other`],
    ["open", `${data}/other/file`, both],
    ["change", `${data}/other/file`, { size: 1 }],
  ];
  const { results, told } = await runInSession("access_child.ts", {
    mounts: [{ path: data, writable: true }],
    calls: [...calls, ...allowed],
  }, {
    read: [data],
    flags: [
      `--allow-write=${data}`,
      `--deny-read=${data}/secret`,
      `--deny-write=${data}/secret`,
    ],
  }) as { results: unknown[]; told: string[] };
  const eperm = 29;
  assert.deepEqual(results, [
    ...calls.map(([method]) => method === "makeLink" ? eperm : 2),
    ["file"],
    "done",
    "done",
  ]);
  assert.deepEqual(told.filter((line) => line.startsWith("used")), [
    `used read ${data}/open`,
    `used write ${data}/open/file`,
  ]);
  assert.ok(told.includes(`blocked read ${data}/secret/key`), told.join());
  assert.equal(await Deno.readTextFile(`${data}/secret/key`), "key");
  const names = await Array.fromAsync(Deno.readDir(`${data}/secret`), ({ name }) => name);
  assert.deepEqual(names.sort(), ["key", "link"]);
});
