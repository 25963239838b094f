// deno-lint-ignore-file camelcase -- the names are Emscripten's and Pyodide's
/**
 * The parts of Emscripten's and Pyodide's private JavaScript API that the runner uses.
 *
 * All of it belongs to the pinned Pyodide 314.0.7 (pyodide.asm.mjs, pyodide.mjs); `patches.ts`
 * makes the closures of {@link Internals} reachable.
 */

/** A node of Emscripten's file system. */
export interface FSNode {
  id: number;
  name: string;
  parent: FSNode;
  mode: number;
  atime: number;
  mtime: number;
  ctime: number;
  mount: FSMount;
  mounted?: FSMount | null;
  /** Bytes of a file, entries of a directory. */
  contents: Uint8Array | Record<string, FSNode>;
  usedBytes: number;
  link?: string;
  stream_ops: Record<string, unknown>;
}

/** A mounted file system. */
export interface FSMount {
  type: unknown;
  mountpoint: string;
}

/** An open descriptor; duplicated ones have `shared` in common. */
export interface FSStream {
  fd: number;
  flags: number;
  position: number;
  path: string;
  node: FSNode;
  shared: object;
  stream_ops: Record<string, unknown> & {
    dup?: (stream: FSStream) => void;
    close?: (stream: FSStream) => void;
  };
}

/** Emscripten's `FS`, as far as it is used. */
export interface FileSystem {
  root: FSNode;
  streams: (FSStream | null | undefined)[];
  /** The number of the next node. */
  nextInode: number;
  ErrnoError: new (errno: number) => Error;
  getPath(node: FSNode): string;
  lookupPath(path: string, options?: { follow?: boolean }): { node: FSNode };
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  isLink(mode: number): boolean;
  isChrdev(mode: number): boolean;
  cwd(): string;
  chdir(path: string): void;
  mkdir(path: string, mode?: number): FSNode;
  mkdirTree(path: string): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  symlink(target: string, path: string): void;
  writeFile(path: string, data: Uint8Array, options?: { canOwn?: boolean }): void;
  open(path: string, flags: number): FSStream;
  closeStream(fd: number): void;
  createStream(stream: object, fd?: number): FSStream;
  destroyNode(node: FSNode): void;
  hashAddNode(node: FSNode): void;
  ignorePermissions: boolean;
}

/** A dynamic library that Emscripten loaded. */
export interface LoadedLibrary {
  name: string;
  refcount: number;
  global: boolean;
  exports?: Record<string, unknown>;
}

/** Where a library lies in memory and in the function table. */
export interface LibraryRecord {
  readonly name: string;
  readonly memoryBase: number;
  readonly tableBase: number;
  readonly memorySize: number;
  readonly tableSize: number;
}

/** The arguments with which a ctypes callback was prepared. */
export type ClosureArguments = readonly [number, number, number, number, number];

/** Closures of pyodide.asm.mjs that `patches.ts` hands out. */
export interface Internals {
  readonly wasmImports: Record<string, unknown>;
  readonly wasmExports: Record<string, unknown>;
  readonly table: WebAssembly.Table;
  readonly tableMap: WeakMap<object, number>;
  keepalive: number;
  setTableEntry(index: number, value: unknown): void;
  prepareClosure(...args: ClosureArguments): void;
}

/** An entry of the global offset table. */
export interface Offset {
  value: number;
  required?: boolean;
}

/** What the hook for a lazily filled global offset table is given. */
export interface LazyTable {
  readonly GOT: Record<string, Offset>;
  readonly wasmTable: WebAssembly.Table;
  readonly freeTableIndexes: number[];
  updateAll(): void;
}

/** Pyodide's private `API` object. */
export interface PyodideAPI {
  config: { jsglobals: object; BUILD_ID: string };
  accessorSymbol: symbol;
  pyVersionTuple: readonly number[];
  abortSignalAny: unknown;
  /** Takes the timers of Python's event loop. */
  setTimeout?: (callback: () => void, milliseconds: number) => unknown;
  sys: { path: { insert(index: number, path: string): void } };
  _pyodide: { set_excepthook(): void };
  packageIndexReady: Promise<void>;
  finalizeBootstrap(config?: HiwireState, restore?: (value: unknown) => unknown): PyodideFront;
  initializeStreams(stdin?: unknown, stdout?: unknown, stderr?: unknown): void;
  getExpectedKeys(): unknown[];
  fatal_error(error: unknown): void;
}

/** The JavaScript references of a heap, in the form that Pyodide restores. */
export interface HiwireState {
  readonly hiwireKeys: readonly (Record<string, unknown> | null)[];
  readonly immortalKeys: readonly unknown[];
}

/** Pyodide's public object, as far as it is used. */
export interface PyodideFront {
  runPython(code: string): unknown;
  pyimport(name: string): PyProxy;
  setInterruptBuffer(buffer: Uint8Array): void;
  checkInterrupt(): void;
  setStdin(options: object): void;
  setStdout(options: object): void;
  setStderr(options: object): void;
}

/** A Python object held by JavaScript. */
export interface PyProxy {
  (...args: unknown[]): unknown;
  destroy(): void;
}

/** The Emscripten module that `pyodide.asm.mjs` makes, with our patches in it. */
export interface EmscriptenModule {
  API: PyodideAPI;
  FS: FileSystem;
  HEAPU8: Uint8Array<ArrayBuffer>;
  HEAPU32: Uint32Array;
  ENV: Record<string, string>;
  LDSO: {
    loadedLibsByName: Record<string, LoadedLibrary>;
    loadedLibsByHandle: Record<string, LoadedLibrary>;
  };
  GOT: Record<string, Offset>;
  freeTableIndexes: number[];
  internals: Internals;
  error: unknown;
  closures?: Map<number, ClosureArguments>;
  fillTable?: (() => void) | undefined;
  replayLibrary?: ((name: string, sizes: LibraryRecord) => LibraryRecord) | undefined;
  recordLibrary?: (library: LibraryRecord) => void;
  /** Told of a library that could not be loaded after all. */
  forgetLibrary?: (name: string) => void;
  /** The path of a library that is found by its name alone, beyond the linker's own folders. */
  findLibrary?: (name: string) => string | undefined;
  /** Told of everything that holds an address of Python's; see `image_births.ts`. */
  bear?: (born: { ptr: number } | { undo(): void }) => void;
  /** The numbers by which Python has JavaScript's objects, so that one has one number. */
  known?: Map<unknown, number>;
  /** Calls of Python that are suspended. */
  suspended?: number;
  finalizationRegistry: Pick<FinalizationRegistry<object>, "register" | "unregister">;
  validSuspender: { value: boolean };
  _Py_Version: number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _Py_IncRef(pointer: number): void;
  _Py_DecRef(pointer: number): void;
  _PyErr_SetRaisedException(pointer: number): void;
  _pythonexc2js(): void;
  enterTask(): void;
  promisingApply(
    callable: number,
    args: unknown[],
    positional: number,
    names: string[],
    named: number,
    exception: number,
  ): Promise<unknown>;
  growMemory(bytes: number): 1 | undefined;
  /** How far the heap may grow, in bytes; beyond it Python raises MemoryError. */
  heapLimit?: number;
  /** How far Python's monotonic clock is ahead of the one of this process, in milliseconds. */
  clock?: number;
  loadDynamicLibrary(name: string, flags: object, scope: object | null): void;
  convertJsFunctionToWasm(f: unknown, signature: string | undefined): unknown;
  pyproxy_new(pointer: number): unknown;
  PyProxy_getPtr(proxy: unknown): number;
  __hiwire_get(index: number): unknown;
  __hiwire_set(index: number, value: unknown): number;
  __hiwire_immortal_get(index: number): unknown;
}

/** The default export of the patched `pyodide.asm.mjs`. */
export type ModuleFactory = (settings: object) => Promise<EmscriptenModule>;
