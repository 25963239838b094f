/**
 * Images: the heap of a session plus what JavaScript holds for it.
 *
 * The only place, with the other image_*.ts files, that touches the interpreter's insides. An
 * image is taken when no cell runs, never inside a suspended call.
 */
import type { EmscriptenModule, HiwireState } from "./emscripten.ts";
import type { Births } from "./image_births.ts";
import { lostDescriptors } from "./image_descriptors.ts";
import { applyDelta, type Codec, HeapShadow, loadCodec, unpack } from "./image_heap.ts";
import { Files, type FilesState, type PackReference, type Packs } from "./image_files.ts";
import { Libraries, type LibrariesState, type Owner, type Packages } from "./image_libraries.ts";
import {
  captureReferences,
  lostReferences,
  restoreReference,
  rewindReferences,
} from "./image_references.ts";
import { type Baseline, growTo, readRuns } from "./loader.ts";
import type { Names } from "./names.ts";

/** Everything of an image but the heap and the contents of files. */
interface ImageState {
  readonly format: 1;
  /** Id of the baseline image that the heap's deltas stand on. */
  readonly baseline: string;
  readonly references: HiwireState;
  readonly libraries: LibrariesState | null;
  readonly files: FilesState;
  /** Names that Python resolved, with the addresses that it knows them by. */
  readonly names: readonly (readonly [name: string, address: string])[];
  readonly packages: Readonly<Record<string, string>>;
  readonly keepalive: number;
  /** The guest that took it, and the number it has there. */
  readonly mark: { readonly guest: string; readonly number: number };
  /** When it was taken, in milliseconds since 1970. */
  readonly taken: number;
  /** What Python's monotonic clock showed, in milliseconds. */
  readonly clock: number;
}

/** An image as bytes, as it travels to the host and lies in a session file. */
export interface Image {
  readonly references: Uint8Array;
  /** Deltas in the order in which they apply; the first is against the baseline image. */
  readonly heap: readonly Uint8Array[];
  readonly files: Packs;
}

/** What a checkpoint adds to the one before. */
export interface Checkpoint {
  /** Whether it stands alone, or follows the one before. */
  readonly full: boolean;
  readonly references: Uint8Array<ArrayBuffer>;
  readonly heap: Uint8Array<ArrayBuffer>;
  readonly files: readonly PackReference[];
  readonly lost: readonly string[];
}

/** The user's names for what lies outside of the memory. */
export interface Holders {
  readonly objects: ReadonlyMap<unknown, string>;
  readonly descriptors: Readonly<Record<string, string>>;
}

/** What images are taken of. */
export interface Guest {
  /** Before anything of the user's is in it. */
  readonly module: EmscriptenModule;
  readonly baseline: Baseline;
  /** Folder of the baseline image. */
  readonly runner: string;
  /** The runner's own object that Python holds. */
  readonly host: object;
  /** Names of the network. */
  readonly names: Names;
  /** What JavaScript holds of Python's memory. */
  readonly births: Births;
  readonly packages: Packages;
}

/** The most that `references` may unpack to, in bytes. */
const MAXIMUM_STATE = 256 * 1024 * 1024;

// Slot of Pyodide's table of references that holds its list of loaded packages.
const PACKAGES = 6;

/** Takes and restores the images of one guest. */
export class Images {
  readonly #module: EmscriptenModule;
  readonly #baseline: Baseline;
  readonly #runner: string;
  readonly #host: object;
  readonly #names: Names;
  readonly #births: Births;
  readonly #files: Files;
  readonly #libraries: Libraries;
  #shadow: HeapShadow | undefined;
  /** The deltas that the heap was restored from; the shadow is made of them when it is needed. */
  #restored: readonly Uint8Array[] | undefined;

  constructor({ module, baseline, runner, host, names, births, packages }: Guest) {
    this.#module = module;
    this.#births = births;
    this.#names = names;
    this.#baseline = baseline;
    this.#runner = runner;
    this.#host = host;
    this.#files = new Files(module);
    this.#libraries = new Libraries(module, packages);
  }

  /** The references of the baseline image, for a session that starts from it. */
  get baselineReferences(): HiwireState {
    return this.#baseline.references;
  }

  /** Turns a saved reference into an object; see `image_references.ts`. */
  readonly restoreReference = (saved: unknown): unknown =>
    restoreReference(this.#module, this.#host, saved);

  /** The packages whose libraries are loaded: an image of this guest needs them. */
  get neededPackages(): readonly Owner[] {
    return this.#libraries.owners;
  }

  /** Mounts host paths in a module that starts from the baseline image. */
  mount(mount: () => void): void {
    this.#files.mount(undefined, mount);
  }

  /**
   * Puts an image into the module, whose memory holds the baseline image.
   *
   * @param mount mounts host paths
   * @returns the references to finish the start with, milliseconds since the image was taken, and
   * what opens the descriptors once devices are there; gives the names of what could not be restored
   * @throws {Error} when the image is malformed or does not fit into the memory limit
   */
  async restore(image: Image, mount: () => void): Promise<{
    references: HiwireState;
    elapsed: number;
    open: () => string[];
  }> {
    const codec = await loadCodec();
    const state = this.#read(image, codec);
    const module = this.#module;
    this.#files.restore(state.files, image.files);
    this.#files.mount(state.files, mount);
    // Libraries are loaded at the addresses that they had, beyond what the baseline needs.
    growTo(module, Math.max(0, ...image.heap.map((delta) => unpack(delta).heapBytes)));
    this.#libraries.restore(state.libraries ?? undefined);
    for (const delta of image.heap) applyDelta(module, delta, codec);
    this.#restored = image.heap;
    this.#libraries.restoreClosures(state.libraries ?? undefined);
    const keys = module.API.getExpectedKeys.bind(module.API);
    module.API.getExpectedKeys = (): unknown[] => keys().with(PACKAGES, state.packages);
    module.internals.keepalive = state.keepalive;
    this.#names.restore(state.names);
    const elapsed = Math.max(0, Date.now() - state.taken);
    module.clock = state.clock + elapsed - performance.now();
    return {
      references: state.references,
      elapsed,
      open: () => [
        ...this.#files.restoreDescriptors(state.files, image.files),
        ...lostReferences(state.references),
      ],
    };
  }

  /**
   * Takes a checkpoint.
   *
   * @param full whether it must stand alone; without one before it, or an image that the guest was
   * restored from, it always does
   * @param holders the user's names for what cannot be kept
   * @throws {Error} when the function table holds what cannot be named
   */
  checkpoint(full: boolean, codec: Codec, holders: Holders): Checkpoint {
    const module = this.#module;
    const stands = full || !this.#shadow && !this.#restored;
    const files = this.#files.capture(stands, holders.descriptors);
    const references = captureReferences(module, this.#host, holders.objects);
    const state: ImageState = {
      format: 1,
      baseline: this.#baseline.id,
      references,
      libraries: this.#libraries.capture() ?? null,
      files: files.state,
      names: this.#names.entries(),
      packages: { ...module.__hiwire_get(PACKAGES) as Record<string, string> },
      keepalive: module.internals.keepalive,
      mark: { guest: this.#births.guest, number: this.#births.take() },
      taken: Date.now(),
      clock: performance.now() + (module.clock ?? 0),
    };
    if (stands || !this.#shadow) this.#shadow = this.#makeShadow(stands, codec);
    return {
      full: stands,
      references: new Uint8Array(codec.compress(new TextEncoder().encode(JSON.stringify(state)))),
      heap: this.#shadow.delta(module.HEAPU8, codec),
      files: files.packs,
      lost: [...lostDescriptors(state.files.descriptors), ...lostReferences(references)],
    };
  }

  /**
   * Sees what is needed to go to a checkpoint that this guest took, without a boot.
   *
   * @param image its references, the heap deltas between the last checkpoint and it, and file packs
   * @returns what then goes there and gives the names of what could not be brought back; what it
   * throws leaves the interpreter broken
   * @throws {Error} when it cannot be done in place; nothing has happened then
   */
  rewind(image: Image, codec: Codec): () => string[] {
    const state = this.#read(image, codec);
    const { guest, number } = state.mark ?? {};
    const shadow = this.#shadow;
    const module = this.#module;
    if (guest !== this.#births.guest || number === undefined || !this.#births.has(number)) {
      throw new Error("Cannot rewind: another sandbox took the checkpoint");
    }
    if (!shadow) throw new Error("Cannot rewind: the sandbox has taken no checkpoint");
    if (module.suspended) throw new Error("Cannot rewind: a call is suspended");
    const deltas = image.heap.map(unpack);
    if (deltas.some(({ heapBytes }) => heapBytes > module.HEAPU8.length)) {
      throw new Error("Cannot rewind: the checkpoint is larger than the memory");
    }
    const libraries = state.libraries ?? undefined;
    const files = this.#files.rewind(state.files, image.files);
    const forget = this.#libraries.rewind(libraries);
    return () => {
      this.#births.goTo(number);
      const lost = files();
      forget();
      shadow.rewind(module.HEAPU8, deltas, codec);
      this.#libraries.restoreClosures(libraries);
      lost.push(...rewindReferences(module, this.#host, state.references));
      module.internals.keepalive = state.keepalive;
      this.#names.restore(state.names);
      this.#rewindPackages(state.packages);
      return lost;
    };
  }

  #rewindPackages(packages: Readonly<Record<string, string>>): void {
    const now = this.#module.__hiwire_get(PACKAGES) as Record<string, string>;
    for (const name of Object.keys(now)) delete now[name];
    Object.assign(now, packages);
  }

  #read(image: Image, codec: Codec): ImageState {
    const state = JSON.parse(
      new TextDecoder().decode(codec.decompress(image.references, MAXIMUM_STATE)),
    ) as ImageState;
    if (state.format !== 1) throw new Error(`Cannot restore image: its format is ${state.format}`);
    if (state.baseline !== this.#baseline.id) {
      throw new Error("Cannot restore image: it stands on another baseline image");
    }
    return state;
  }

  /** The heap of the baseline image, or of the image that the guest was restored from. */
  #makeShadow(stands: boolean, codec: Codec): HeapShadow {
    const heap = new Uint8Array(this.#baseline.heapBytes);
    readRuns(`${this.#runner}/baseline.heap`, this.#baseline, heap);
    const shadow = new HeapShadow(heap);
    if (!stands) { for (const delta of this.#restored ?? []) shadow.advance(delta, codec); }
    this.#restored = undefined;
    return shadow;
  }
}
