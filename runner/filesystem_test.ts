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
result += [error(os.rename, "${data}", "${data}2"), len(os.listdir("${data}")) > 0, error(open, "${data}/not-there")]
`,
    [
      ["FileNotFoundError", "ENOENT"],
      ["OSError", "EXDEV"],
      ["FileNotFoundError", "ENOENT"],
      false,
      ["OSError", "EBUSY"],
      true,
      ["FileNotFoundError", "ENOENT"],
    ],
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

Deno.test("pipes, sockets and devices are seen and opened by nobody, and nothing waits for them", async () => {
  const odd = `${data}/odd`;
  await Deno.mkdir(odd);
  await new Deno.Command("mkfifo", { args: [`${odd}/pipe`] }).output();
  const bind = "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])";
  await new Deno.Command("python3", { args: ["-c", bind, `${odd}/socket`] }).output();
  await check(
    `
import pathlib
result = [sorted(os.listdir("${odd}")), pathlib.Path("${odd}/pipe").is_fifo(), pathlib.Path("${odd}/socket").is_socket(),
          error(open, "${odd}/pipe"), error(open, "${odd}/pipe", "w"), error(open, "${odd}/socket"),
          error(os.open, "${odd}/pipe", os.O_RDWR | os.O_NONBLOCK)]
`,
    [
      ["pipe", "socket"],
      true,
      true,
      ["OSError", "ENXIO"],
      ["OSError", "EINVAL"],
      ["OSError", "ENXIO"],
      ["OSError", "ENXIO"],
    ],
  );
});

Deno.test("names keep their form, and one that is no UTF-8 is neither made nor mistaken", async () => {
  await check(
    `
names = ["caf\\u00e9", "cafe\\u0301", "\\U0001f469\\u200d\\U0001f469 \\U0001f389", "a\\nb", "x" * 255]
folder = "${data}/names"
os.mkdir(folder)
for name in names: write(folder + "/" + name, name)
result = [sorted(os.listdir(folder)) == sorted(names), [read(folder + "/" + name) == name for name in names],
          error(open, folder.encode() + b"/bad\\xff", "w"), error(os.mkdir, folder + "/bad\\udcff"),
          error(os.rename, folder + "/" + names[0], folder + "/\\udcff"), error(open, folder + "/" + "x" * 256, "w"),
          len(os.listdir(folder))]
`,
    [
      true,
      Array(5).fill(true),
      ["OSError", "EILSEQ"],
      ["OSError", "EILSEQ"],
      ["OSError", "EILSEQ"],
      ["OSError", "ENAMETOOLONG"],
      5,
    ],
  );
});

Deno.test("a listed entry has the number that stat gives", async () => {
  await check(
    `result = [entry.inode() == os.stat(entry.path).st_ino for entry in os.scandir("${data}/names")]`,
    Array(5).fill(true),
  );
});

Deno.test("a database has its journal, its write-ahead log, and one writer at a time", async () => {
  await check(
    `
import sqlite3
path = "${data}/wal.db"
one, two = sqlite3.connect(path), sqlite3.connect(path, timeout=0)
result = [one.execute("pragma journal_mode=wal").fetchone()[0]]
one.execute("create table t (n)"); one.execute("insert into t values (1)"); one.commit()
result += [two.execute("select n from t").fetchall(), os.path.exists(path + "-wal")]
two.execute("insert into t values (2)")
try: one.execute("insert into t values (3)")
except sqlite3.OperationalError as failure: result.append(str(failure))
two.commit(); result.append(one.execute("select n from t").fetchall())
one.close(); two.close()
one = sqlite3.connect(path); one.execute("pragma journal_mode=delete"); one.execute("delete from t")
result.append(os.path.exists(path + "-journal")); one.rollback()
result += [one.execute("select count(*) from t").fetchone()[0], os.path.exists(path + "-journal")]
one.close()
`,
    ["wal", [[1]], true, "database is locked", [[1], [2]], true, 2, false],
  );
});

Deno.test("a file that shrinks, grows or goes while it is read gives what is there", async () => {
  const path = `${data}/restless`;
  await Deno.writeTextFile(path, "0123456789");
  await check(`file = open("${path}", "rb", buffering=0); result = file.read(4).decode()`, "0123");
  await Deno.truncate(path, 2);
  await check(`result = [file.read(4).decode(), os.fstat(file.fileno()).st_size]`, ["", 2]);
  await Deno.writeTextFile(path, "abcdefghij");
  await check(`result = file.read(4).decode()`, "efgh");
  await Deno.remove(path);
  await check(
    `result = [file.read(4).decode(), os.path.exists("${path}"), os.fstat(file.fileno()).st_nlink]; file.close()`,
    ["ij", false, 0],
  );
});

Deno.test("a folder that becomes a link is left", async () => {
  await Deno.mkdir(`${data}/swapped`);
  await Deno.writeTextFile(`${data}/swapped/fixed.txt`, "inside");
  await check(`result = read("${data}/swapped/fixed.txt")`, "inside");
  await Deno.rename(`${data}/swapped`, `${data}/was`);
  await Deno.symlink(readOnly, `${data}/swapped`);
  await Deno.symlink("/etc", `${data}/etc`);
  // A folder may count as one for some milliseconds more: then what it leads to is refused.
  const deadline = Date.now() + 10_000;
  const isRefused = `result = error(read, "${data}/swapped/fixed.txt") != "fixed"`;
  while (await guest.run(isRefused)) assert.ok(Date.now() < deadline);
  await check(
    `result = [read("${data}/swapped/fixed.txt"), error(os.stat, "${data}/etc/passwd"), error(os.listdir, "${data}/etc"),
               error(os.stat, "${data}/etc/not-there"), error(write, "${data}/etc/x", "")]`,
    ["fixed", ...Array(4).fill(["PermissionError", "EACCES"])],
  );
});
