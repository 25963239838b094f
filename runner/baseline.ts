/** Makes the baseline image: boots an interpreter from nothing and saves its memory. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import type { EmscriptenModule, LazyTable, ModuleFactory } from "./emscripten.ts";
import { captureReferences } from "./image_references.ts";
import type { Host } from "./interpreter.ts";
import { makeGlobals } from "./jsglobals.ts";
import {
  type Baseline,
  type LoadedModule,
  loadModule,
  PAGE,
  type RuntimeFolders,
} from "./loader.ts";
import { installPackage, readPackage } from "./python_package.ts";
import { standStill } from "./still.ts";

/** The name of this file in an installed runner. */
export const BASELINE_MODULE = "baseline.js";

/** Pages of zeros that are cheaper to read than to skip. */
const SMALL_GAP = 8;

// gc.freeze: a collection then leaves the baseline's pages alone, 234 changed ones, not 2,821.
const FINISH = "(lambda gc: (gc.collect(), gc.freeze()))(__import__('gc'))";

/** Boots and writes `baseline.json`, `baseline.heap` and `offsets.json` into the runner's folder. */
export async function buildBaseline(folders: RuntimeFolders, python: string): Promise<void> {
  const { default: factory } = await import(
    pathToFileURL(`${folders.runner}/pyodide.asm.js`).href
  ) as { default: ModuleFactory };
  standStill();
  const program = WebAssembly.compile(fs.readFileSync(`${folders.pyodide}/pyodide.asm.wasm`));
  const load = (table?: (table: LazyTable) => void): Promise<LoadedModule> =>
    loadModule(folders, program, factory, makeGlobals({ fetch, console }), table);
  let needed: string[] = [];
  const { module } = await load(({ GOT, updateAll }: LazyTable): void => {
    needed = Object.keys(GOT);
    updateAll();
  });
  const offsets = Object.fromEntries(
    Object.entries(module.GOT).map(([name, { value }]) => [name, value]),
  );
  const tableLength = module.internals.table.length;
  const host = await bootPython(module, python);
  const heap = module.HEAPU8;
  const runs = nonZeroRuns(heap);
  const baseline: Baseline = {
    id: createHash("sha256").update(heap).digest("hex"),
    heapBytes: heap.length,
    runs,
    references: captureReferences(module, host),
    offsets: Object.fromEntries(needed.map((name) => [name, offsets[name] ?? 0])),
    tableLength,
  };
  writeHeap(`${folders.runner}/baseline.heap`, heap, runs);
  fs.writeFileSync(`${folders.runner}/offsets.json`, JSON.stringify(offsets));
  fs.writeFileSync(`${folders.runner}/baseline.json`, JSON.stringify(baseline));
  const { module: loaded } = await load();
  if (Buffer.from(loaded.HEAPU8.buffer).compare(heap) !== 0) {
    throw new Error("Cannot build the runner: a module that starts writes where the image is zero");
  }
}

async function bootPython(module: EmscriptenModule, folder: string): Promise<Host> {
  const host = placeholderHost();
  const front = module.API.finalizeBootstrap();
  module.API.sys.path.insert(0, "");
  module.API._pyodide.set_excepthook();
  await module.API.packageIndexReady;
  module.API.initializeStreams();
  installPackage((code) => front.runPython(code), readPackage(folder));
  const attach = front.runPython("__import__('_cloche').attach") as (host: Host) => void;
  attach(host);
  front.runPython(FINISH);
  return host;
}

/** Has the names of the real one: an image names its members, not what they do. */
function placeholderHost(): Host {
  return {
    readInput: (): null => null,
    sleep: (): void => {},
    display: (): void => {},
    blocked: (): void => {},
    used: (): void => {},
    refused: (): undefined => undefined,
    programs: () => undefined,
    fileRefusal: (): undefined => undefined,
    openLibrary: (): string => "",
    bindFunction: (): number => -1,
    callFunction: (): undefined => undefined,
  };
}

function nonZeroRuns(heap: Uint8Array): [number, number][] {
  const words = new BigInt64Array(heap.buffer, heap.byteOffset, heap.byteLength / 8);
  const perPage = PAGE / 8;
  const runs: [number, number][] = [];
  for (let page = 0; page < heap.length / PAGE; page++) {
    const start = page * perPage;
    if (words.subarray(start, start + perPage).every((word) => word === 0n)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] >= page - SMALL_GAP) last[1] = page + 1 - last[0];
    else runs.push([page, 1]);
  }
  return runs;
}

function writeHeap(
  path: string,
  heap: Uint8Array,
  runs: readonly (readonly [number, number])[],
): void {
  const file = fs.openSync(path, "w");
  for (const [first, count] of runs) {
    fs.writeFileSync(file, heap.subarray(first * PAGE, (first + count) * PAGE));
  }
  fs.closeSync(file);
}
