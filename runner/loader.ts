/**
 * Loads the interpreter without Pyodide's own loader: the hot path of every start.
 *
 * What `loadPyodide` of pyodide.mjs does is done here, less its lock file, with the baseline
 * image read straight into WebAssembly memory and the global offset table filled when needed.
 */
import type { EmscriptenModule, HiwireState, LazyTable, ModuleFactory } from "./emscripten.ts";

// Taken while the realm still has Deno. Not node:fs: loading it costs a seventh of a start.
const { openSync, readFileSync, readTextFileSync } = Deno;

/** Bytes of a page in images: what is compared, stored and restored as one. */
export const PAGE = 4096;

/** Pyodide's `BUILD_ID` of 314.0.7, from its pyodide.mjs. */
export const BUILD_ID = "990c3b51a9722d62434de2bbc9643732658d488c1b6d467f22c1b6beba80d497";

/** The version of Pyodide that `patches.ts` and this file are written for. */
export const PYODIDE_VERSION = "314.0.7";

/** `baseline.json`: what belongs to the heap of a freshly booted interpreter. */
export interface Baseline {
  /** SHA-256 of the heap, in hexadecimal. */
  readonly id: string;
  readonly heapBytes: number;
  /** Runs of non-zero pages in `baseline.heap`: first page, number of pages. */
  readonly runs: readonly (readonly [number, number])[];
  readonly references: HiwireState;
  /** Table slot of each function that the main module itself looks up. */
  readonly offsets: Readonly<Record<string, number>>;
  readonly tableLength: number;
}

/** Where the runtime lies. */
export interface RuntimeFolders {
  /** Folder of Pyodide's files. */
  readonly pyodide: string;
  /** Folder of the runner and the baseline image. */
  readonly runner: string;
}

/** A module before Python runs in it. */
export interface LoadedModule {
  readonly module: EmscriptenModule;
  readonly baseline: Baseline | undefined;
}

// WebAssembly that makes Pyodide's error marker out of a reference; embedded in pyodide.mjs.
const ERROR_MARKER_WASM = "AGFzbQEAAAABDANfAGAAAW9gAW8BfwMDAgECBygCE0pzdl9HZXRFcnJvcl9pbXBvcnQA" +
  "AA5Kc3ZFcnJvcl9DaGVjawABChMCBwD7AQD7GwsJACAA+xr7FAAL";

const HOME = "/home/pyodide";

/**
 * Makes the Emscripten module and, when there is a baseline image, fills its memory.
 *
 * @param program the compiled `pyodide.asm.wasm`
 * @param jsglobals what Python sees as the module `js`
 * @param lazyTable replaces the hook for the global offset table, for the one who builds images
 */
export async function loadModule(
  folders: RuntimeFolders,
  program: Promise<WebAssembly.Module>,
  factory: ModuleFactory,
  jsglobals: object,
  lazyTable?: (table: LazyTable) => void,
): Promise<LoadedModule> {
  const baseline = lazyTable ? undefined : readBaseline(folders.runner);
  let functions: Record<string, unknown> = {};
  const module = await factory({
    noImageDecoding: true,
    noAudioDecoding: true,
    noWasmDecoding: false,
    noInitialRun: baseline !== undefined,
    API: makeAPI(folders, jsglobals),
    arguments: [],
    thisProgram: "python",
    print: ignore,
    printErr: ignore,
    locateFile: (name: string): string => `${folders.pyodide}/${name}`,
    preRun: [(module: EmscriptenModule): void => fillFileSystem(module, folders.pyodide)],
    instantiateWasm: instantiator(program),
    lazyTable: (exports: Record<string, unknown>, table: LazyTable): void => {
      functions = exports;
      if (baseline) fillNeededOffsets(baseline, exports, table);
      else lazyTable?.(table);
    },
  });
  if (baseline) {
    module.fillTable = (): void => fillWholeTable(module, functions, folders.runner);
    readBaselineHeap(module, baseline, folders.runner);
  }
  return { module, baseline };
}

function ignore(): void {}

function readBaseline(runner: string): Baseline {
  return JSON.parse(readTextFileSync(`${runner}/baseline.json`)) as Baseline;
}

function makeAPI(folders: RuntimeFolders, jsglobals: object): object {
  const base = `${folders.pyodide}/`;
  return {
    config: {
      jsglobals,
      args: [],
      env: { HOME, PYTHONINSPECT: "1" },
      packages: [],
      enableRunUntilComplete: true,
      checkAPIVersion: true,
      _makeSnapshot: true,
      BUILD_ID,
      indexURL: base,
      packageBaseUrl: base,
      packageCacheDir: base,
      cdnUrl: base,
    },
    // Told to be Deno it would take Node's ways where Deno's are gone; told to be nothing it
    // leaves them alone.
    runtimeEnv: {
      IN_NODE: false,
      IN_NODE_COMMONJS: false,
      IN_NODE_ESM: false,
      IN_BUN: false,
      IN_DENO: true,
      IN_BROWSER: false,
      IN_BROWSER_MAIN_THREAD: false,
      IN_BROWSER_WEB_WORKER: false,
      IN_SAFARI: false,
      IN_SHELL: false,
    },
    lockFilePromise: Promise.resolve({
      info: {
        abi_version: "2026_0",
        arch: "wasm32",
        platform: "emscripten_5_0_3",
        python: "3.14.2",
        version: PYODIDE_VERSION,
      },
      packages: {},
    }),
  };
}

function fillFileSystem(module: EmscriptenModule, pyodide: string): void {
  const { API, FS } = module;
  const packed = module.HEAPU32[module._Py_Version >>> 2] ?? 0;
  const version = [packed >>> 24, packed >>> 16 & 255, packed >>> 8 & 255];
  const library = `/lib/python${version[0]}.${version[1]}`;
  Object.assign(API, { pyVersionTuple: version, sitePackages: `${library}/site-packages` });
  FS.mkdirTree(`${library}/site-packages`);
  FS.mkdirTree(`${library}/lib-dynload`);
  const zip = readFileSync(`${pyodide}/python_stdlib.zip`);
  FS.writeFile(`/lib/python${version[0]}${version[1]}.zip`, zip, { canOwn: true });
  FS.mkdirTree(HOME);
  FS.chdir(HOME);
  Object.assign(module.ENV, { HOME, PYTHONINSPECT: "1" });
}

type Instantiate = (
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => object;

function instantiator(program: Promise<WebAssembly.Module>): Instantiate {
  const marker = Uint8Array.from(atob(ERROR_MARKER_WASM), (c) => c.charCodeAt(0));
  const markers = new WebAssembly.Instance(new WebAssembly.Module(marker)).exports;
  return (imports, done) => {
    Object.assign(imports.env as object, {
      Jsv_GetError_import: markers.Jsv_GetError_import,
      JsvError_Check: markers.JsvError_Check,
    });
    program.then(async (module) => done(await WebAssembly.instantiate(module, imports), module));
    return {};
  };
}

/** Puts only those functions in the table that the main module asks for; the rest can wait. */
function fillNeededOffsets(
  baseline: Baseline,
  exports: Record<string, unknown>,
  { GOT, wasmTable, freeTableIndexes }: LazyTable,
): void {
  wasmTable.grow(baseline.tableLength - 1 - wasmTable.length);
  const javascript = new Set<number>();
  for (const [name, entry] of Object.entries(GOT)) {
    const index = baseline.offsets[name] ?? 0;
    const f = exports[name];
    if (typeof f === "function") {
      entry.value = index;
      wasmTable.set(index, f);
    } else if (index > 0) {
      javascript.add(index);
    }
  }
  // Functions of JavaScript are given free slots in the order of GOT, from the end of the list.
  freeTableIndexes.push(...[...javascript].reverse());
}

/** Fills the rest of the table, before the first library or callback needs it. */
function fillWholeTable(
  module: EmscriptenModule,
  functions: Record<string, unknown>,
  runner: string,
): void {
  module.fillTable = undefined;
  const offsets = JSON.parse(readTextFileSync(`${runner}/offsets.json`)) as Record<
    string,
    number
  >;
  const { table, tableMap } = module.internals;
  for (const [name, value] of Object.entries(offsets)) {
    const f = functions[name];
    if (typeof f === "function" && table.get(value) === null) {
      table.set(value, f);
      tableMap.set(f, value);
    }
    const entry = module.GOT[name] ??= new WebAssembly.Global({ value: "i32", mutable: true }, -1);
    if (entry.value === -1) entry.value = value;
  }
}

/**
 * Reads the non-zero pages of the baseline straight into memory.
 *
 * All others are zero, as whoever built the image has seen, and take up no memory until they are written.
 */
function readBaselineHeap(module: EmscriptenModule, baseline: Baseline, runner: string): void {
  growTo(module, baseline.heapBytes);
  readRuns(`${runner}/baseline.heap`, baseline, module.HEAPU8);
}

/** Reads the baseline's pages that are not zero to their places in `target`. */
export function readRuns(path: string, baseline: Baseline, target: Uint8Array): void {
  using file = openSync(path);
  for (const [first, count] of baseline.runs) {
    const end = (first + count) * PAGE;
    for (let at = first * PAGE; at < end;) {
      const read = file.readSync(target.subarray(at, end));
      if (read === null) throw new Error(`Cannot read baseline image: '${path}' is too short`);
      at += read;
    }
  }
}

/**
 * Grows WebAssembly memory to at least `bytes`.
 *
 * @throws {Error} when the memory limit does not allow it
 */
export function growTo(module: EmscriptenModule, bytes: number): void {
  const has = module.HEAPU8.length;
  if (has < bytes && !module.growMemory(bytes)) {
    throw new Error(`Cannot restore image: it needs ${bytes} bytes of memory, over the limit`);
  }
}
