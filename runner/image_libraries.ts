/**
 * Compiled extension modules and the function table of an image.
 *
 * A restored heap holds addresses of code and data, so every library has to be loaded again at
 * the address it had, and every slot of the function table filled with what it held. The values
 * of the global offset table are set first: then the linker never hands out slots of its own,
 * and the order in which libraries, callbacks and look-ups took theirs does not matter.
 */
import type { ClosureArguments, EmscriptenModule, LibraryRecord } from "./emscripten.ts";

/** What a slot of the function table holds. */
type Slot =
  | { readonly library: string; readonly symbol: string }
  | { readonly imported: string }
  | { readonly exported: string }
  | { readonly closure: ClosureArguments };

/** An entry of the global offset table. */
type OffsetValue = readonly [value: number, required: boolean];

/** The package that a library belongs to: the SHA-256 of its archive, and its name and version. */
export interface Owner {
  readonly id: string;
  readonly title: string;
}

/** Tells which packages there are. */
export interface Packages {
  /** The package whose file is seen at `path`. */
  packageAt(path: string): Owner | undefined;
  /** The path of the file that has this name in no folder. */
  pathOf(name: string): string | undefined;
}

/** The libraries of an image. */
export interface LibrariesState {
  readonly libraries: readonly LibraryRecord[];
  /** The packages that libraries belong to, by the library's name. */
  readonly owners: Readonly<Record<string, Owner>>;
  /** References and visibility by name; -1 stands for a library that is never unloaded. */
  readonly loaded: Readonly<Record<string, { references: number; global: boolean }>>;
  readonly handles: Readonly<Record<string, string>>;
  /** What differs from a fresh boot. */
  readonly offsets: Readonly<Record<string, OffsetValue>>;
  readonly slots: Readonly<Record<string, Slot>>;
  readonly freeSlots: readonly number[];
  readonly tableLength: number;
}

const MAIN = "__main__";

/** The libraries of one guest: records those that are loaded from its start on. */
export class Libraries {
  readonly #module: EmscriptenModule;
  readonly #freshTableLength: number;
  readonly #freshFreeSlots: readonly number[];
  /** The global offset table as it is before the first library, once it was filled. */
  #freshOffsets: ReadonlyMap<string, OffsetValue> | undefined;
  #records: LibraryRecord[] = [];
  readonly #packages: Packages;
  readonly #owners = new Map<string, Owner>();

  constructor(module: EmscriptenModule, packages: Packages) {
    this.#module = module;
    this.#packages = packages;
    this.#freshTableLength = module.internals.table.length;
    this.#freshFreeSlots = [...module.freeTableIndexes];
    const fill = module.fillTable;
    module.fillTable = (): void => {
      fill?.();
      module.fillTable = undefined;
      this.#freshOffsets = new Map(offsetValues(module));
    };
    module.recordLibrary = (library): void => {
      this.#records.push(library);
      const owner = packages.packageAt(library.name);
      if (owner) this.#owners.set(library.name, { id: owner.id, title: owner.title });
      else this.#owners.delete(library.name);
    };
    module.forgetLibrary = (name): void => {
      this.#records = this.#records.filter((library) => library.name !== name);
    };
    module.findLibrary = (name): string | undefined => packages.pathOf(name);
  }

  /**
   * What has to be loaded again; undefined when nothing was loaded and no slot taken.
   *
   * @throws {Error} when a slot of the table holds something that cannot be named
   */
  capture(): LibrariesState | undefined {
    const module = this.#module;
    const length = module.internals.table.length;
    if (length === this.#freshTableLength && !module.closures?.size) return undefined;
    module.fillTable?.();
    const { loadedLibsByName, loadedLibsByHandle } = module.LDSO;
    return {
      libraries: this.#records,
      owners: Object.fromEntries(this.#owned()),
      loaded: mapValues(
        withoutMain(loadedLibsByName),
        ({ refcount, global }) => ({
          references: refcount === Infinity ? -1 : refcount,
          global,
        }),
      ),
      handles: mapValues(withoutMain(loadedLibsByHandle), ({ name }) => name),
      offsets: Object.fromEntries(
        offsetValues(module).filter(([name, value]) =>
          !isEqual(this.#freshOffsets?.get(name), value)
        ),
      ),
      slots: this.#captureSlots(),
      freeSlots: [...module.freeTableIndexes],
      tableLength: length,
    };
  }

  /** The packages whose libraries are loaded. */
  get owners(): readonly Owner[] {
    return this.#owned().map(([, owner]) => owner);
  }

  #owned(): [library: string, owner: Owner][] {
    return this.#records.flatMap(({ name }) => {
      const owner = this.#owners.get(name);
      return owner ? [[name, owner]] : [];
    });
  }

  /** Loads the libraries again; before the heap is filled, which has their data. */
  restore(state: LibrariesState | undefined): void {
    if (!state) return;
    this.#requireOwners(state);
    const module = this.#module;
    module.fillTable?.();
    for (const [name, [value, required]] of Object.entries(state.offsets)) {
      const entry = module.GOT[name] ??= new WebAssembly.Global(
        { value: "i32", mutable: true },
        -1,
      );
      entry.value = value;
      if (required) entry.required = true;
    }
    // Loading writes a library's first data, and the deltas of the heap stand on what was there before.
    const before = state.libraries.map(({ memoryBase, memorySize }) =>
      module.HEAPU8.slice(memoryBase, memoryBase + memorySize)
    );
    this.#replay(state);
    before.forEach((bytes, i) => module.HEAPU8.set(bytes, state.libraries[i]!.memoryBase));
    this.#fillSlots(state);
    module.freeTableIndexes.splice(0, Infinity, ...state.freeSlots);
    this.#records = [...state.libraries];
    for (const [name, owner] of Object.entries(state.owners)) this.#owners.set(name, owner);
  }

  /** @throws {Error} when a package whose library the heap has is not there, naming it */
  #requireOwners({ owners }: LibrariesState): void {
    for (const [name, { id, title }] of Object.entries(owners)) {
      if (this.#packages.packageAt(name)?.id === id) continue;
      throw new Error(`Cannot restore image: it needs package ${title}, which is not installed`);
    }
  }

  /**
   * Sees whether the libraries of an image that this guest took are those that it loaded first.
   *
   * @returns what then forgets the others; before the heap is filled
   * @throws {Error} when they are not
   */
  rewind(state: LibrariesState | undefined): () => void {
    const module = this.#module;
    const { table } = module.internals;
    const records = state?.libraries ?? [];
    const isFirst = records.every((library, index) => {
      const loaded = this.#records[index];
      return loaded?.name === library.name && loaded.memoryBase === library.memoryBase &&
        loaded.tableBase === library.tableBase;
    });
    if (!isFirst) throw new Error("Cannot rewind: it has libraries that are not loaded");
    if (!state && table.length === this.#freshTableLength && !module.closures?.size) {
      return () => {};
    }
    return () => {
      this.#records = [...records];
      this.#forget(state);
      this.#rewindOffsets(state);
      this.#clearSlots(state);
      if (state) this.#fillSlots({ ...state, tableLength: table.length });
      const free = state?.freeSlots ?? this.#freshFreeSlots;
      module.freeTableIndexes.splice(0, Infinity, ...free);
      module.closures = new Map();
    };
  }

  /** Forgets what was loaded since. */
  #forget(state: LibrariesState | undefined): void {
    const { LDSO, internals } = this.#module;
    const { loadedLibsByName, loadedLibsByHandle } = LDSO;
    const symbols = new Set<unknown>();
    for (const [name, library] of Object.entries(withoutMain(loadedLibsByName))) {
      const known = state?.loaded[name];
      if (known) {
        library.refcount = known.references < 0 ? Infinity : known.references;
        library.global = known.global;
        continue;
      }
      for (const symbol of Object.values(library.exports ?? {})) symbols.add(symbol);
      delete loadedLibsByName[name];
    }
    for (const handle of Object.keys(withoutMain(loadedLibsByHandle))) {
      delete loadedLibsByHandle[handle];
    }
    for (const [handle, name] of Object.entries(state?.handles ?? {})) {
      const library = loadedLibsByName[name];
      if (library) loadedLibsByHandle[handle] = library;
    }
    for (const [name, f] of Object.entries(symbols.size > 0 ? internals.wasmImports : {})) {
      if (symbols.has(f)) delete internals.wasmImports[name];
    }
  }

  #rewindOffsets(state: LibrariesState | undefined): void {
    const { GOT } = this.#module;
    if (!this.#freshOffsets) return;
    for (const [name, [value, required]] of offsetValues(this.#module)) {
      const was = state?.offsets[name] ?? this.#freshOffsets.get(name);
      const entry = GOT[name];
      if (!was) delete GOT[name];
      else if (entry && value !== was[0]) entry.value = was[0];
      if (entry && was && required !== was[1]) entry.required = was[1];
    }
  }

  /** Empties the slots that were taken since: the table cannot shrink, and is not reused. */
  #clearSlots(state: LibrariesState | undefined): void {
    const { table, tableMap, setTableEntry } = this.#module.internals;
    for (let i = this.#freshTableLength; i < table.length; i++) {
      if (this.#isInLibrary(i)) continue;
      const slot = state?.slots[i];
      const f = table.get(i);
      if (f === null || slot && !("closure" in slot) && tableMap.get(f) === i) continue;
      tableMap.delete(f);
      setTableEntry(i, null);
    }
  }

  /** Prepares ctypes callbacks again; after the heap is filled, which has their types. */
  restoreClosures(state: LibrariesState | undefined): void {
    for (const slot of Object.values(state?.slots ?? {})) {
      if ("closure" in slot) this.#module.internals.prepareClosure(...slot.closure);
    }
  }

  #captureSlots(): Record<string, Slot> {
    const { internals, freeTableIndexes, closures, LDSO } = this.#module;
    const { table, tableMap } = internals;
    const slots: Record<string, Slot> = {};
    const open = new Set<number>();
    for (let i = this.#freshTableLength; i < table.length; i++) {
      if (table.get(i) !== null && !this.#isInLibrary(i)) open.add(i);
    }
    const name = (f: unknown, slot: Slot): void => {
      const index = typeof f === "function" ? tableMap.get(f) : undefined;
      if (index !== undefined && open.delete(index)) slots[index] = slot;
    };
    for (const [library, { exports }] of Object.entries(withoutMain(LDSO.loadedLibsByName))) {
      for (const [symbol, f] of Object.entries(exports ?? {})) name(f, { library, symbol });
    }
    for (const [imported, f] of Object.entries(internals.wasmImports)) name(f, { imported });
    for (const [exported, f] of Object.entries(internals.wasmExports)) name(f, { exported });
    for (const [index, closure] of closures ?? []) {
      if (freeTableIndexes.includes(index)) continue;
      open.delete(index);
      slots[index] = { closure };
    }
    const unknown = [...open].filter((index) => !freeTableIndexes.includes(index));
    if (unknown.length > 0) {
      throw new Error(`Cannot save image: table slots ${unknown.join(", ")} hold unknown code`);
    }
    return slots;
  }

  #isInLibrary(index: number): boolean {
    return this.#records.some(({ tableBase, tableSize }) =>
      index >= tableBase && index < tableBase + tableSize
    );
  }

  #replay(state: LibrariesState): void {
    const module = this.#module;
    const table = module.internals.table;
    const byName = new Map(state.libraries.map((library) => [library.name, library]));
    module.replayLibrary = (name, sizes): LibraryRecord => {
      const library = byName.get(name);
      const same = library && library.tableSize === sizes.tableSize &&
        library.memorySize === sizes.memorySize;
      if (!same) throw new Error(`Cannot restore image: library '${name}' is not the one it had`);
      if (library.tableSize) growTable(table, library.tableBase);
      return library;
    };
    try {
      for (const { name } of state.libraries) {
        const { references = 1, global = false } = state.loaded[name] ?? {};
        module.loadDynamicLibrary(name, {
          global,
          nodelete: references < 0,
          loadAsync: false,
          allowUndefined: false,
        }, global ? null : {});
      }
    } finally {
      module.replayLibrary = undefined;
    }
    const { loadedLibsByName, loadedLibsByHandle } = module.LDSO;
    for (const [name, { references, global }] of Object.entries(state.loaded)) {
      const library = loadedLibsByName[name];
      if (!library) throw new Error(`Cannot restore image: library '${name}' was not loaded again`);
      library.refcount = references < 0 ? Infinity : references;
      library.global = global;
    }
    for (const [handle, name] of Object.entries(state.handles)) {
      const library = loadedLibsByName[name];
      if (library) loadedLibsByHandle[handle] = library;
    }
  }

  #fillSlots({ slots, tableLength }: LibrariesState): void {
    const { internals, LDSO } = this.#module;
    growTable(internals.table, tableLength);
    for (const [key, slot] of Object.entries(slots)) {
      const index = Number(key);
      const f = "library" in slot
        ? LDSO.loadedLibsByName[slot.library]?.exports?.[slot.symbol]
        : "imported" in slot
        ? internals.wasmImports[slot.imported]
        : "exported" in slot
        ? internals.wasmExports[slot.exported]
        : undefined;
      if (typeof f !== "function") continue;
      const isThere = internals.tableMap.get(f) === index && internals.table.get(index) !== null;
      if (!isThere) this.#setSlot(index, f as TableFunction);
    }
  }

  #setSlot(index: number, f: TableFunction): void {
    const { internals } = this.#module;
    try {
      internals.setTableEntry(index, f);
    } catch {
      internals.setTableEntry(index, this.#module.convertJsFunctionToWasm(f, f.sig));
    }
    internals.tableMap.set(f, index);
  }
}

/** A function for the table; Emscripten notes the signature on those of JavaScript. */
type TableFunction = ((...args: unknown[]) => unknown) & { sig?: string };

function offsetValues({ GOT }: EmscriptenModule): [name: string, OffsetValue][] {
  return Object.entries(GOT).map(([name, entry]) => [name, [entry.value, entry.required ?? false]]);
}

function isEqual(a: OffsetValue | undefined, b: OffsetValue): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}

function growTable(table: WebAssembly.Table, length: number): void {
  if (table.length > length) throw new Error("Cannot restore image: the function table is longer");
  table.grow(length - table.length);
}

function withoutMain<T extends { name: string }>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([, { name }]) => name !== MAIN));
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
