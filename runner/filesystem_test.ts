import assert from "node:assert/strict";
import { mountHostPaths } from "./filesystem.ts";
import { bootGuest } from "./testing/guest.ts";

const top = Deno.realPathSync(Deno.makeTempDirSync({ dir: "/var/tmp", prefix: "cloche-files-" }));
globalThis.addEventListener("unload", () => Deno.removeSync(top, { recursive: true }));
const data = `${top}/data`;
const readOnly = `${top}/read-only`;
for (const path of [data, `${data}/sub`, readOnly]) Deno.mkdirSync(path);
Deno.writeTextFileSync(`${data}/hello.txt`, "hello\n");
Deno.writeTextFileSync(`${data}/module.py`, "answer = 42\n");
Deno.writeTextFileSync(`${readOnly}/fixed.txt`, "fixed");
Deno.symlinkSync("hello.txt", `${data}/inside`);

const blocked: string[] = [];
const guest = await bootGuest();
mountHostPaths(
  guest.module,
  [{ path: data, writable: true }, { path: readOnly, writable: false }],
  (kind, path) => blocked.push(`${kind} ${path}`),
);

async function check(source: string, expected: unknown): Promise<void> {
  assert.deepEqual(await guest.run(source), expected);
}

Deno.test("a granted file is read, in text and in bytes", async () => {
  await check(`result = [read("${data}/hello.txt"), len(read("${data}/hello.txt", "rb"))]`, [
    "hello\n",
    6,
  ]);
});

Deno.test("a file is written, appended to, sought in and cut", async () => {
  await check(
    `
path = "${data}/new.txt"
write(path, "one two")
write(path, " three", "a")
with open(path, "r+") as file:
    file.seek(4); file.write("TWO"); file.seek(0, 2); end = file.tell(); file.truncate(7)
fd = os.open(path, os.O_RDWR | os.O_APPEND)
os.write(fd, b"!"); os.lseek(fd, 0, 0); start = os.read(fd, 3).decode(); os.ftruncate(fd, 5); os.close(fd)
result = [end, start, read(path), os.path.getsize(path)]
os.truncate(path, 2)
result.append(read(path))
`,
    [13, "one", "one T", 5, "on"],
  );
  assert.equal(await Deno.readTextFile(`${data}/new.txt`), "on");
});

Deno.test("a big file is read and written in pieces", async () => {
  await check(
    `
import hashlib
piece = bytes(range(256)) * 4096
with open("${data}/big", "wb") as file:
    for _ in range(24): file.write(piece)
digest = hashlib.sha256()
with open("${data}/big", "rb") as file:
    while chunk := file.read(1_000_003): digest.update(chunk)
    file.seek(20_000_001)
    byte = file.read(1)[0]
result = [os.path.getsize("${data}/big"), byte, digest.hexdigest() == hashlib.sha256(piece * 24).hexdigest()]
os.remove("${data}/big")
`,
    [24 << 20, 20_000_001 & 255, true],
  );
});

Deno.test("a new file's rights follow the host's umask and the program's wish", async () => {
  await check(
    `
write("${data}/plain", "")
os.close(os.open("${data}/private", os.O_CREAT | os.O_WRONLY, 0o600))
os.mkdir("${data}/folder", 0o700)
os.chmod("${data}/plain", 0o640)
result = [oct(os.stat("${data}/" + name).st_mode) for name in ("private", "folder", "plain")]
`,
    ["0o100600", "0o40700", "0o100640"],
  );
  await guest.run(`write("${data}/shared", "")`);
  const umask = 0o777 & ~((await Deno.lstat(data)).mode ?? 0);
  assert.equal(((await Deno.lstat(`${data}/shared`)).mode ?? 0) & 0o777, 0o666 & ~umask);
});

Deno.test("times and numbers are the host's", async () => {
  const { ino, dev, size } = await Deno.lstat(`${data}/hello.txt`);
  await check(
    `
os.utime("${data}/hello.txt", (1_000_000_000.5, 1_100_000_000.25))
info = os.stat("${data}/hello.txt")
result = [info.st_ino, info.st_dev, info.st_size, info.st_atime, info.st_mtime,
          os.path.samefile("${data}/hello.txt", "${data}/inside")]
`,
    [ino, dev, size, 1_000_000_000.5, 1_100_000_000.25, true],
  );
});

Deno.test("folders are walked, made, moved, copied and removed", async () => {
  await check(
    `
import pathlib, shutil
root = pathlib.Path("${data}/tree")
(root / "a" / "b").mkdir(parents=True)
(root / "a" / "b" / "file.txt").write_text("x")
(root / "größe ☃ 日本").write_text("named")
shutil.copytree(root, "${data}/copy")
os.rename("${data}/copy/a", "${data}/copy/moved")
os.replace("${data}/copy/moved/b/file.txt", "${data}/copy/größe ☃ 日本")
result = [
    sorted((here.removeprefix("${data}/"), sorted(folders), sorted(files))
           for here, folders, files in os.walk("${data}/copy")),
    sorted(str(path.relative_to(root)) for path in root.rglob("*")),
    (pathlib.Path("${data}") / "copy" / "größe ☃ 日本").read_text(),
    error(os.rmdir, "${data}/copy/moved"),
]
shutil.rmtree(root); shutil.rmtree("${data}/copy")
result.append(os.path.exists(root))
`,
    [
      [["copy", ["moved"], ["größe ☃ 日本"]], ["copy/moved", ["b"], []], ["copy/moved/b", [], []]],
      ["a", "a/b", "a/b/file.txt", "größe ☃ 日本"],
      "x",
      ["OSError", "ENOTEMPTY"],
      false,
    ],
  );
});

Deno.test("what changes on the host is seen at once", async () => {
  const path = `${data}/changing`;
  await check(`result = os.path.exists("${path}")`, false);
  await Deno.mkdir(path);
  await check(`result = os.path.isdir("${path}")`, true);
  await Deno.remove(path);
  await Deno.writeTextFile(path, "file now");
  await new Promise((resolve) => setTimeout(resolve, 30));
  await check(`result = read("${path}")`, "file now");
  await Deno.remove(path);
  await check(`result = error(read, "${path}")`, ["FileNotFoundError", "ENOENT"]);
  await check(`write("${path}", "again"); result = read("${path}")`, "again");
  await Deno.remove(path);
});

Deno.test("a failed rename leaves no ghost behind", async () => {
  await check(
    `
write("${data}/real", "")
result = [error(os.rename, "${data}/real", "${data}/no/where"), error(os.rename, "${data}/real", "${data}")]
os.remove("${data}/real")
result += [error(os.stat, "${data}/real"), "real" in os.listdir("${data}")]
`,
    [["FileNotFoundError", "ENOENT"], ["OSError", "EXDEV"], ["FileNotFoundError", "ENOENT"], false],
  );
});

Deno.test("modules are imported from a mounted folder", async () => {
  blocked.length = 0;
  await check(
    `
import sys
sys.path[:0] = ["${data}", "${readOnly}"]
import module
result = [module.answer, module.__file__]
`,
    [42, `${data}/module.py`],
  );
  assert.deepEqual(blocked, []);
});

Deno.test("sqlite3 works on a mounted file", async () => {
  await check(
    `
import sqlite3
base = sqlite3.connect("${data}/base.db")
base.execute("create table t (n integer)")
with base: base.executemany("insert into t values (?)", [(n,) for n in range(10_000)])
base.close()
base = sqlite3.connect("${data}/base.db")
result = [base.execute("select sum(n) from t").fetchone()[0], base.execute("pragma integrity_check").fetchone()[0]]
base.close()
os.remove("${data}/base.db")
`,
    [49_995_000, "ok"],
  );
});

Deno.test("mmap reads a mounted file and writes it back", async () => {
  await check(
    `
import mmap
write("${data}/mapped", "mapped file")
with open("${data}/mapped", "r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
    result = [memory[:6].decode()]
    memory[:6] = b"MAPPED"
    memory.flush()
result.append(read("${data}/mapped"))
with open("${readOnly}/fixed.txt", "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as memory:
    result.append(memory[:].decode())
`,
    ["mapped", "MAPPED file", "fixed"],
  );
});

Deno.test("the working directory can lie in a mount", async () => {
  await check(
    `
os.chdir("${data}/sub")
write("here.txt", "relative")
result = [os.getcwd(), os.listdir(), read("../hello.txt"), os.path.realpath("here.txt")]
os.remove("here.txt")
os.chdir("/home/pyodide")
`,
    [`${data}/sub`, ["here.txt"], "hello\n", `${data}/sub/here.txt`],
  );
});

Deno.test("duplicated descriptors share one open file, a deleted one goes on", async () => {
  await check(
    `
fd = os.open("${data}/dup", os.O_CREAT | os.O_RDWR)
twin = os.dup(fd)
os.write(fd, b"abc"); os.write(twin, b"def"); os.close(fd)
os.remove("${data}/dup")
os.lseek(twin, 1, 0)
result = [os.read(twin, 9).decode(), os.fstat(twin).st_size]
os.close(twin)
result.append(error(os.read, twin, 1))
`,
    ["bcdef", 6, ["OSError", "EBADF"]],
  );
});

Deno.test("files that were refused take no descriptors", async () => {
  await check(
    `
before = os.open("/dev/null", os.O_RDONLY); os.close(before)
for _ in range(5000): error(open, "${readOnly}/fixed.txt", "w")
after = os.open("/dev/null", os.O_RDONLY); os.close(after)
result = after == before
`,
    true,
  );
});

Deno.test("hostile names and odd requests are errors, not crashes", async () => {
  await check(
    `
result = [error(open, "${data}/" + "x" * 300), error(open, "${data}/hello.txt/x"), error(os.mkdir, "${data}"),
          error(os.listdir, "${data}/hello.txt"), error(open, "${data}"), error(os.chown, "${data}/hello.txt", 0, 0),
          error(os.remove, "${data}/sub"), error(os.rmdir, "${data}"), error(os.rename, "${data}", "${data}2"),
          error(os.rename, "${top}", "/var/elsewhere"), error(os.rmdir, "${top}"),
          error(os.open, "${data}/hello.txt", os.O_CREAT | os.O_EXCL)]
`,
    [
      ["OSError", "ENAMETOOLONG"],
      ["NotADirectoryError", "ENOTDIR"],
      ["FileExistsError", "EEXIST"],
      ["NotADirectoryError", "ENOTDIR"],
      ["IsADirectoryError", "EISDIR"],
      null,
      ["IsADirectoryError", "EISDIR"],
      ["OSError", "EBUSY"],
      ["OSError", "EBUSY"],
      ["OSError", "EBUSY"],
      ["OSError", "EBUSY"],
      ["FileExistsError", "EEXIST"],
    ],
  );
});
