import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { importsOf, packArchive, type PackJob } from "./pack_writer.ts";
import { library } from "./testing/side_module.ts";
import { type MadeWheel, wheelFile, wheelOf, zipOf } from "./testing/wheel_maker.ts";
import { Unsound } from "./zip.ts";

/** Packs an archive in a folder of its own; gives what was written. */
function pack(
  bytes: Uint8Array<ArrayBuffer>,
  job: Partial<PackJob> = {},
): { index: Record<string, unknown>; pack: Uint8Array } {
  const folder = Deno.makeTempDirSync({ prefix: "cloche-pack-" });
  try {
    const path = `${folder}/${job.file ?? wheelFile()}`;
    Deno.writeFileSync(path, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const usual = { file: wheelFile(), kind: "wheel", name: "glass", version: "1.0" } as const;
    packArchive({ path, sha256, ...usual, ...job });
    const index = JSON.parse(Deno.readTextFileSync(`${folder}/index.json`));
    return { index, pack: Deno.readFileSync(`${folder}/pack`) };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Why an archive is not taken. */
function reason(bytes: Uint8Array<ArrayBuffer>, job: Partial<PackJob> = {}): string {
  try {
    pack(bytes, job);
  } catch (error) {
    if (error instanceof Unsound) return error.message;
    throw error;
  }
  return "it was taken";
}

Deno.test("a sound wheel is packed, and its index says where each file is", () => {
  const wheel = wheelOf({
    metadata: ["Requires-Dist: idna (>=2)", "Requires-Python: >=3.8"],
    files: { "glass/__init__.py": "VALUE = 42\n", "glass/data.txt": "", "_glass.so": library() },
  });
  const made = pack(wheel);
  const { files, sha256, archiveBytes, packBytes, ...rest } = made.index as {
    files: { path: string; offset: number; size: number; sha256: string }[];
  } & Record<string, unknown>;
  assert.deepEqual(rest, {
    format: 1,
    kind: "wheel",
    name: "glass",
    version: "1.0",
    file: "glass-1.0-py3-none-any.whl",
    requires: ["idna (>=2)"],
    requiresPython: ">=3.8",
    imports: ["_glass", "glass"],
    native: true,
  });
  assert.deepEqual([archiveBytes, packBytes], [wheel.length, made.pack.length]);
  assert.equal(sha256, createHash("sha256").update(wheel).digest("hex"));
  const dist = ["METADATA", "RECORD", "WHEEL"].map((name) => `glass-1.0.dist-info/${name}`);
  const expected = ["_glass.so", ...dist, "glass/__init__.py", "glass/data.txt"];
  assert.deepEqual(files.map(({ path }) => path), expected);
  for (const { offset, size, sha256 } of files) {
    const bytes = made.pack.subarray(offset, offset + size);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), sha256);
  }
});

Deno.test("what belongs into site-packages is put there, and scripts are left out", () => {
  const files = {
    "glass-1.0.data/purelib/pure.py": "",
    "glass-1.0.data/platlib/plat.py": "",
    "glass-1.0.data/scripts/glass": "",
    "glass-1.0.data/data/share/x": "",
    "other-1.0.data/purelib/kept.py": "",
  };
  const { index } = pack(wheelOf({ files }));
  const paths = (index.files as { path: string }[]).map(({ path }) => path);
  const own = paths.filter((path) => !path.includes("dist-info"));
  assert.deepEqual(own, ["other-1.0.data/purelib/kept.py", "plat.py", "pure.py"]);
});

Deno.test("an archive of libraries has them by their bare names", () => {
  const archive = zipOf([
    { path: "lib/libside.so", content: library() },
    { path: "lib/libside.so.1", content: library(), isStored: true },
    { path: "share/read.me", content: "x" },
  ]);
  const job = { file: "libside-1.0.zip", kind: "library", name: "libside" } as const;
  const { index } = pack(archive, job);
  assert.deepEqual(
    [(index.files as { path: string }[]).map(({ path }) => path), index.imports, index.native],
    [["libside.so", "libside.so.1"], [], true],
  );
});

const python = (requires: string): MadeWheel => ({ metadata: [`Requires-Python: ${requires}`] });
const extra = (path: string): MadeWheel => ({ extra: [{ path, content: "x" }] });
const bomb = new Uint8Array(80 << 20);

/** What is wrong with a wheel, with what is said about it. */
const HOSTILE: Readonly<Record<string, readonly [MadeWheel, string]>> = {
  "a path with ..": [extra("glass/../../x"), "has a path that leads elsewhere, or that is none"],
  "an absolute path": [extra("/etc/passwd"), "has a path that leads elsewhere, or that is none"],
  "a path of Windows": [extra("C:x"), "has a path that leads elsewhere, or that is none"],
  "a backslash": [extra("glass\\x.py"), "has a path that leads elsewhere, or that is none"],
  "a path with two spellings": [extra("glass//x"), "has a path that leads elsewhere"],
  "a control character": [extra("glass/\u001b[2J"), "has a path that leads elsewhere"],
  "a name of 300 bytes": [extra("x".repeat(300)), "has a path that leads elsewhere"],
  "a link": [{ extra: [{ path: "l", content: "/etc", mode: 0o120777 }] }, "has a link 'l'"],
  "a device": [{ extra: [{ path: "d", mode: 0o020666 }] }, "has an entry 'd' that is no file"],
  "a folder that is none": [{ extra: [{ path: "d/" }] }, "has an entry 'd/' that is no file"],
  "a file twice": [extra("glass/__init__.py"), "has 'glass/__init__.py' twice"],
  "a file that is a folder": [extra("glass"), "has 'glass' as a file and as a folder"],
  "two files that are folded into one": [
    { files: { "x.py": "1", "glass-1.0.data/purelib/x.py": "2" } },
    "has 'x.py' twice",
  ],
  "a folder of data that is not known": [
    { files: { "glass-1.0.data/else/x": "" } },
    "has 'glass-1.0.data/else/x', which has no place here",
  ],
  "a file that is not in RECORD": [
    extra("more.py"),
    "has a file 'more.py' that its RECORD does not list",
  ],
  "a file of RECORD that is missing": [
    { record: (rows) => [...rows, "gone.py,sha256=x,1"] },
    "lacks the file 'gone.py' that its RECORD lists",
  ],
  "another hash in RECORD": [
    { record: (rows) => rows.map((row) => row.replace(/(init.*sha256=)./, "$1_")) },
    "has a file 'glass/__init__.py' that is not the one of its RECORD",
  ],
  "another size in RECORD": [
    { record: (rows) => rows.map((row) => row.replace(/(init.*),\d+$/, "$1,9")) },
    "has a file 'glass/__init__.py' that is not the one of its RECORD",
  ],
  "no hash in RECORD": [
    { record: (rows) => rows.map((row) => row.replace(/(init.*?),.*/, "$1,,")) },
    "has no secure hash of 'glass/__init__.py' in its RECORD",
  ],
  "a weak hash in RECORD": [
    { record: (rows) => rows.map((row) => row.replace(/(init.*?),.*/, "$1,md5=x,")) },
    "has no secure hash of 'glass/__init__.py' in its RECORD",
  ],
  "a row of RECORD that is none": [{ record: (rows) => [...rows, "x"] }, "has a malformed RECORD"],
  "a file that says it has another size": [
    { entries: (all) => all.map((entry) => ({ ...entry, size: 5 })) },
    "has a damaged file 'glass-1.0.dist-info/WHEEL'",
  ],
  "another checksum": [
    { entries: (all) => all.map((entry) => ({ ...entry, crc: 5 })) },
    "has a damaged file 'glass-1.0.dist-info/WHEEL'",
  ],
  "two headers that differ": [
    {
      entries: (all) =>
        all.map((entry) => ({ ...entry, localPath: "x".padEnd(entry.path.length) })),
    },
    "has two headers of one file that differ",
  ],
  "entries that overlap": [
    { entries: (all) => all.map((entry) => ({ ...entry, offset: 0 })) },
    "has files that overlap",
  ],
  "an encrypted file": [
    { extra: [{ path: "secret", flags: 1 }] },
    "has an encrypted file 'secret'",
  ],
  "a bomb": [{ files: { "glass/zeros": bomb } }, "would unpack to "],
  "a bomb that says it is small": [
    {
      files: { "glass/zeros": bomb },
      entries: (all) => all.map((e) => e.path.endsWith("zeros") ? { ...e, size: 9 } : e),
    },
    "has a damaged file 'glass/zeros'",
  ],
  "a Python that is later": [python(">=3.15"), "needs Python >=3.15, this is 3.14.2"],
  "a Python that is older": [python("<3.12,>=3.8"), "needs Python <3.12,>=3.8, this is 3.14.2"],
  "another name in its metadata": [
    {
      entries: (all) =>
        all.map((e) =>
          e.path.endsWith("METADATA") ? { ...e, content: "Name: other\nVersion: 1.0\n" } : e
        ),
    },
    "is other 1.0 by its metadata, not glass 1.0",
  ],
  "no metadata": [
    { entries: (all) => all.filter(({ path }) => !path.endsWith("METADATA")) },
    "has no 'glass-1.0.dist-info/METADATA'",
  ],
  "two folders of metadata": [
    { files: { "glass-2.0.dist-info/METADATA": "" } },
    "has 2 folders of metadata, it needs one",
  ],
};

for (const [what, [wheel, expected]] of Object.entries(HOSTILE)) {
  Deno.test(`a wheel with ${what} is refused`, () => {
    const found = reason(wheelOf(wheel));
    assert.ok(found.startsWith(expected), found);
  });
}

/** Files that are cut, or whose name is not that of their content. */
Deno.test("a wheel that is cut short anywhere is refused", () => {
  const wheel = wheelOf();
  for (let length = 0; length < wheel.length; length += 7) {
    assert.notEqual(reason(wheel.slice(0, length)), "it was taken", `of ${length} bytes`);
  }
});

Deno.test("a wheel with any byte changed is refused by its hash, or by what it says", () => {
  const wheel = wheelOf();
  const sha256 = createHash("sha256").update(wheel).digest("hex");
  for (let at = 0; at < wheel.length; at += 11) {
    const changed = wheel.slice();
    changed[at]! ^= 0x55;
    assert.equal(reason(changed, { sha256 }), "has another SHA-256 than expected");
  }
});

const NAMES: readonly (readonly [Partial<PackJob>, string])[] = [
  [{ name: "other" }, "is glass 1.0 by its file name, not other 1.0"],
  [{ version: "1.1" }, "is glass 1.0 by its file name, not glass 1.1"],
  [{ file: "glass.whl" }, "has a name that is not that of a wheel"],
  [
    { file: "glass-1.0-cp314-cp314-manylinux_2_17_x86_64.whl" },
    "is made for cp314-cp314-manylinux_2_17_x86_64; here run py3-none-any and " +
    "cp314-cp314-pyemscripten_2026_0_wasm32",
  ],
  [{ file: "glass-1.0-py2-none-any.whl" }, "is made for py2-none-any; here run "],
  [{ file: "glass-1.0-cp313-cp313-pyemscripten_2026_0_wasm32.whl" }, "is made for cp313-cp313-"],
  [{ file: "glass-1.0-py315-none-any.whl" }, "is made for py315-none-any; here run "],
];

for (const [job, expected] of NAMES) {
  Deno.test(`a wheel as ${JSON.stringify(job)} is refused`, () => {
    const found = reason(wheelOf(), job);
    assert.ok(found.startsWith(expected), found);
  });
}

Deno.test("a wheel whose metadata is made for another platform is refused", () => {
  const found = reason(wheelOf({ tag: "cp314-cp314-win_amd64" }));
  assert.equal(found, "is made for cp314-cp314-win_amd64 by its metadata, which does not run here");
});

Deno.test("the spelling of names and versions does not matter", () => {
  const made = { name: "Glass_House.Of", version: "1.0.0rc1+local.1" };
  const job = { file: wheelFile(made), name: "glass-house-of", version: "1.0rc1+local.1" };
  assert.equal(reason(wheelOf(made), job), "it was taken");
});

Deno.test("imports are the modules and packages at the top", () => {
  const paths = [
    "a.py",
    "b/__init__.py",
    "c/d/e.py",
    "f.abi3.so",
    "g/data.txt",
    "h-1.dist-info/x.py",
  ];
  assert.deepEqual(importsOf([...paths, "_i.cpython-314-wasm32-emscripten.so"]), [
    ..."_i a b c f".split(" "),
  ]);
});
