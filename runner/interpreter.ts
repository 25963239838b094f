// deno-lint-ignore-file camelcase -- the names of the Python side are Python's
/** The interpreter of a guest: boots it, runs cells in it, takes its checkpoints. */
import type { EmscriptenModule, PyodideFront, PyProxy } from "./emscripten.ts";
import { type Checkpoint, type Holders, type Image, Images } from "./image.ts";
import type { Births } from "./image_births.ts";
import type { Codec } from "./image_heap.ts";
import type { NamedBytes } from "./guest_messages.ts";
import type { PackageIndex } from "./image_parts.ts";
import type { LoadedModule, RuntimeFolders } from "./loader.ts";
import { Names } from "./names.ts";
import type { NativeAccess } from "./native.ts";
import { PackageFiles } from "./package_files.ts";
import type { Programs } from "./programs.ts";

/** What Python reaches of JavaScript; `runner/python` says what each does. */
export interface Host extends NativeAccess {
  readInput(prompt: string, hidden: boolean): string | null;
  sleep(seconds: number): void;
  display(bundle: string): void;
  blocked(kind: string, item: string): void;
  used(kind: string, item: string): void;
  refused(address: string, port: number): string | undefined;
  fileRefusal(path: string, write: boolean, follow: boolean): string | undefined;
  programs(): Programs | undefined;
}

/** Options for `prepare` in `runner/python`. */
export interface Preparation {
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
  readonly workingDirectory: string;
  readonly mounts: readonly { readonly path: string; readonly writable: boolean }[];
  readonly terminal: boolean;
}

/** The streams and signals of a guest, below Python. */
export interface Devices {
  write(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  readLine(): string | null;
  terminalSize(): { rows: number; columns: number };
  readonly signals: Uint8Array;
  /** Whether stdin, stdout and stderr are a terminal, as far as Python can tell. */
  readonly isTerminal: boolean;
}

/** Everything that a boot needs. */
export interface BootOptions {
  /** The module, whose loading was begun before it was known what to boot. */
  readonly loaded: Promise<LoadedModule>;
  readonly folders: RuntimeFolders;
  readonly host: Host;
  readonly devices: Devices;
  readonly preparation: Preparation;
  /** How far Python's memory may grow, in bytes. */
  readonly memory: number;
  /** Mounts host paths, on top of the files of the session. */
  readonly mount: (module: EmscriptenModule) => void;
  /** Folder of the packs of packages, and the packages that are there from the start. */
  readonly site: string;
  readonly packages: readonly PackageIndex[];
  /** Tells the user, in a line, what is wrong with a package. */
  readonly complain: (line: string) => void;
  /** Installs the network. */
  readonly connect: (module: EmscriptenModule, names: Names) => void;
  readonly image: Image | undefined;
  /** What JavaScript holds of Python's memory. */
  readonly births: Births;
  /** Sets a timer for Python's event loop. */
  readonly setTimer: (callback: () => void, milliseconds: number) => void;
}

/** The functions of the Python package `_cloche`. */
interface PythonSide {
  prepare(options: string): void;
  execute: PyProxy;
  load: PyProxy;
  save: PyProxy;
  cancel(): void;
  variables(digests: boolean): string;
  complete(source: string, cursor: number): string;
  signature(name: string): string;
  inspect(name: string, withSource: boolean): string;
  names(): string;
  before_checkpoint(): void;
  after_checkpoint(): void;
  holders(): string;
  objects(): unknown[];
  tasks(awaited: string): string;
  after_restore(elapsed: number, ...lost: string[]): string;
  after_rewind(awaited: string): string;
  missing_modules(names: string): string;
  packages_changed(): void;
}

/** A Python object whose bytes JavaScript can look at. */
interface PyBuffer {
  getBuffer(): { readonly data: Uint8Array; release(): void };
}

/** A live interpreter. */
export class Interpreter {
  readonly #module: EmscriptenModule;
  readonly #images: Images;
  readonly #births: Births;
  readonly #packages: PackageFiles;
  readonly #python: PythonSide;
  /** Places in Python's memory of the functions that run on a stack of their own. */
  readonly #execute: number;
  readonly #load: number;
  readonly #save: number;
  readonly #front: PyodideFront;
  /** Names of what a restore could not bring back. */
  readonly lost: readonly string[];

  private constructor(
    module: EmscriptenModule,
    images: Images,
    births: Births,
    packages: PackageFiles,
    front: PyodideFront,
    python: PythonSide,
    lost: readonly string[],
  ) {
    this.#module = module;
    this.#front = front;
    this.#images = images;
    this.#births = births;
    this.#packages = packages;
    this.#python = python;
    this.#execute = module.PyProxy_getPtr(python.execute);
    this.#load = module.PyProxy_getPtr(python.load);
    this.#save = module.PyProxy_getPtr(python.save);
    this.lost = lost;
  }

  /** Boots from the baseline image or from `options.image`. @throws {Error} when it is malformed */
  static async boot(options: BootOptions): Promise<Interpreter> {
    const { folders, host, image, births } = options;
    const { module, baseline } = await options.loaded;
    if (!baseline) throw new Error("Cannot boot: the baseline image is missing");
    module.heapLimit = options.memory;
    const names = new Names();
    births.watch(module);
    module.API.setTimeout = options.setTimer;
    // Before the first look at files: what is in it is no part of an image.
    const packages = new PackageFiles(module, options.site, options.complain);
    packages.show(options.packages);
    const images = new Images({
      module,
      baseline,
      runner: folders.runner,
      host,
      names,
      births,
      packages,
    });
    const mount = (): void => options.mount(module);
    const restored = image ? await images.restore(image, mount) : void images.mount(mount);
    const front = module.API.finalizeBootstrap(
      restored?.references ?? images.baselineReferences,
      images.restoreReference,
    );
    await module.API.packageIndexReady;
    connectDevices(module, front, options.devices);
    options.connect(module, names);
    const opened = restored?.open() ?? [];
    const python = front.pyimport("_cloche") as unknown as PythonSide;
    python.prepare(JSON.stringify({ ...options.preparation, fresh: !image }));
    const lost = restored
      ? [...opened, ...JSON.parse(python.after_restore(restored.elapsed, ...opened)) as string[]]
      : [];
    return new Interpreter(module, images, births, packages, front, python, lost);
  }

  /** Bytes of WebAssembly memory. */
  get heapBytes(): number {
    return this.#module.HEAPU8.length;
  }

  /** The version of Python, such as "3.14.2". */
  get pythonVersion(): string {
    return this.#module.API.pyVersionTuple.join(".");
  }

  /** Raises KeyboardInterrupt when a signal waits. @throws it, on its way to Python */
  checkSignals(): void {
    this.#front.checkInterrupt();
  }

  /**
   * Runs one cell; resolves to the JSON that `execute` of `runner/python` returns.
   *
   * @throws what the interpreter died of
   */
  async execute(source: string, cell: number, name: string, display: boolean): Promise<string> {
    return await this.#callPromising(this.#execute, [source, cell, name, display]) as string;
  }

  /** Takes up the session in a pickle, as a cell; see `load` of `runner/python`. */
  async load(
    pickle: Uint8Array,
    packages: readonly string[],
    library: NamedBytes,
    cell: number,
  ): Promise<string> {
    const { name, bytes } = library;
    return await this.#callPromising(this.#load, [pickle, packages, bytes, name, cell]) as string;
  }

  /** Gives the session to `deliver` as a pickle, as a cell; see `save` of `runner/python`. */
  async save(
    library: NamedBytes,
    deliver: (pickle: Uint8Array) => void,
    cell: number,
  ): Promise<string> {
    const take = (proxy: PyBuffer): void => {
      const view = proxy.getBuffer();
      deliver(view.data.slice());
      view.release();
    };
    const { name, bytes } = library;
    return await this.#callPromising(this.#save, [bytes, name, take, cell]) as string;
  }

  /** Cancels the cell that is suspended. */
  cancel(): void {
    this.#python.cancel();
  }

  /** The user's variables as JSON, with or without a digest of what each holds. */
  variables(digests: boolean): string {
    return this.#python.variables(digests);
  }

  /** What the text before the cursor may become, as JSON. */
  complete(source: string, cursor: number): string {
    return this.#python.complete(source, cursor);
  }

  /** The signature of what a dotted name stands for, as JSON. */
  signature(name: string): string {
    return this.#python.signature(name);
  }

  /** What is known about a dotted name, as JSON. */
  inspect(name: string, withSource: boolean): string {
    return this.#python.inspect(name, withSource);
  }

  /** Of these top-level names, those that no import would find, as JSON. */
  missingModules(names: readonly string[]): string {
    return this.#python.missing_modules(names.join("\n"));
  }

  /**
   * Shows these packages and no others.
   *
   * @throws {Error} when an index or a pack is not what it should be, or when one is gone whose
   * library is loaded: no image of this guest could be restored; nothing has changed then
   */
  setPackages(packages: readonly PackageIndex[]): void {
    const gone = this.#images.neededPackages.find(({ id }) =>
      !packages.some((each) => each.id === id)
    );
    if (gone) {
      const way = "undo its import or reset the session first";
      throw new Error(`Cannot remove package ${gone.title}: its compiled code is loaded; ${way}`);
    }
    this.#packages.show(packages);
    this.#python.packages_changed();
  }

  /** The names of the user's variables. */
  names(): string[] {
    return JSON.parse(this.#python.names()) as string[];
  }

  /** Takes a checkpoint; see {@link Images.checkpoint}. */
  checkpoint(full: boolean, codec: Codec): Checkpoint {
    this.#python.before_checkpoint();
    try {
      const { holders, tasks } = this.#findHolders();
      const checkpoint = this.#images.checkpoint(full, codec, holders);
      return { ...checkpoint, lost: [...checkpoint.lost, ...tasks] };
    } finally {
      this.#python.after_checkpoint();
    }
  }

  /** Finds the user's names for what an image cannot hold. */
  #findHolders(): { holders: Holders; tasks: string[] } {
    const python = this.#python;
    const found = JSON.parse(python.holders()) as {
      readonly descriptors: Record<string, string>;
      readonly objects: boolean;
      readonly waits: boolean;
    };
    const objects = new Map<unknown, string>();
    const named = found.objects ? python.objects() : [];
    for (let i = 0; i + 1 < named.length; i += 2) {
      if (!objects.has(named[i + 1])) objects.set(named[i + 1], String(named[i]));
    }
    const awaited = found.waits ? this.#births.awaited() : [];
    const tasks = awaited.length > 0 ? JSON.parse(python.tasks(awaited.join())) as string[] : [];
    return { holders: { objects, descriptors: found.descriptors }, tasks };
  }

  /**
   * Goes to a checkpoint that was taken here; see {@link Images.rewind}.
   *
   * @returns what then does it; gives the names of what could not be brought back
   */
  rewind(image: Image, codec: Codec): () => string[] {
    const rewind = this.#images.rewind(image, codec);
    return () => {
      const lost = rewind();
      const awaited = this.#births.awaited().join();
      return [...lost, ...JSON.parse(this.#python.after_rewind(awaited)) as string[]];
    };
  }

  /**
   * Calls a function of Python's on a stack that can be suspended.
   *
   * As Pyodide's `callPromising` does, less its turn of the event loop before each call, which
   * takes longer than a trivial cell.
   */
  async #callPromising(callee: number, args: unknown[]): Promise<unknown> {
    const module = this.#module;
    module._Py_IncRef(callee);
    const exception = module._malloc(4);
    try {
      module.enterTask();
      const before = module.validSuspender.value;
      module.validSuspender.value = false;
      const [result] = await module.promisingApply(
        callee,
        args,
        args.length,
        [],
        0,
        exception,
      ) as [unknown];
      module.validSuspender.value = before;
      if (result === module.error) {
        module._PyErr_SetRaisedException(module.HEAPU32[exception >>> 2] ?? 0);
        module._pythonexc2js();
      }
      return result;
    } finally {
      module._free(exception);
      module._Py_DecRef(callee);
    }
  }
}

function connectDevices(module: EmscriptenModule, front: PyodideFront, devices: Devices): void {
  module.API.initializeStreams();
  const output = (stream: "stdout" | "stderr"): object => ({
    isatty: devices.isTerminal,
    getTerminalSize: (): object => devices.terminalSize(),
    write: (bytes: Uint8Array): number => {
      devices.write(stream, bytes);
      return bytes.length;
    },
  });
  front.setStdout(output("stdout"));
  front.setStderr(output("stderr"));
  front.setStdin({
    isatty: devices.isTerminal,
    stdin: (): string | null => devices.readLine(),
  });
  front.setInterruptBuffer(devices.signals);
}
