/**
 * Images: the heap of a session plus what JavaScript holds for it.
 *
 * The only place, with the other image_*.ts files, that touches the interpreter's insides. An
 * image is taken when no cell runs, never inside a suspended call.
 */
import type { EmscriptenModule, HiwireState } from "./emscripten.ts";
import { applyDelta, type Codec, HeapShadow, loadCodec } from "./image_heap.ts";
import { Files, type FilesState, type PackReference, type Packs } from "./image_files.ts";
import { Libraries, type LibrariesState } from "./image_libraries.ts";
import { captureReferences, lostReferences, restoreReference } from "./image_references.ts";
import { type Baseline, readRuns } from "./loader.ts";
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
  /** When it was taken, in milliseconds since 1970. */
  readonly taken: number;
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
  readonly #files: Files;
  readonly #libraries: Libraries;
  #shadow: HeapShadow | undefined;
  /** The deltas that the heap was restored from; the shadow is made of them when it is needed. */
  #restored: readonly Uint8Array[] | undefined;

  /**
   * @param module before anything of the user's is in it
   * @param host the runner's own object that Python holds
   * @param names those of the network
   */
  constructor(
    module: EmscriptenModule,
    baseline: Baseline,
    runner: string,
    host: object,
    names: Names,
  ) {
    this.#module = module;
    this.#names = names;
    this.#baseline = baseline;
    this.#runner = runner;
    this.#host = host;
    this.#files = new Files(module);
    this.#libraries = new Libraries(module);
  }

  /** The references of the baseline image, for a session that starts from it. */
  get baselineReferences(): HiwireState {
    return this.#baseline.references;
  }

  /** Turns a saved reference into an object; see `image_references.ts`. */
  readonly restoreReference = (saved: unknown): unknown =>
    restoreReference(this.#module, this.#host, saved);

  /** Mounts host paths in a module that starts from the baseline image. */
  mount(mount: () => void): void {
    this.#files.mount(undefined, mount);
  }

  /**
   * Puts an image into the module, whose memory holds the baseline image.
   *
   * @param mount mounts host paths
   * @returns the references to finish the start with, milliseconds since the image was taken, and
   * the names of what could not be restored
   * @throws {Error} when the image is malformed or does not fit into the memory limit
   */
  async restore(image: Image, mount: () => void): Promise<{
    references: HiwireState;
    elapsed: number;
    lost: string[];
  }> {
    const codec = await loadCodec();
    const state = JSON.parse(
      new TextDecoder().decode(codec.decompress(image.references, MAXIMUM_STATE)),
    ) as ImageState;
    if (state.format !== 1) throw new Error(`Cannot restore image: its format is ${state.format}`);
    if (state.baseline !== this.#baseline.id) {
      throw new Error("Cannot restore image: it stands on another baseline image");
    }
    const module = this.#module;
    this.#files.restore(state.files, image.files);
    this.#files.mount(state.files, mount);
    this.#libraries.restore(state.libraries ?? undefined);
    for (const delta of image.heap) applyDelta(module, delta, codec);
    this.#restored = image.heap;
    this.#libraries.restoreClosures(state.libraries ?? undefined);
    const lost = this.#files.restoreDescriptors(state.files, image.files);
    const keys = module.API.getExpectedKeys.bind(module.API);
    module.API.getExpectedKeys = (): unknown[] => keys().with(PACKAGES, state.packages);
    module.internals.keepalive = state.keepalive;
    this.#names.restore(state.names);
    return {
      references: state.references,
      elapsed: Math.max(0, Date.now() - state.taken),
      lost: [...lost, ...lostReferences(state.references)],
    };
  }

  /**
   * Takes a checkpoint.
   *
   * @param full whether it must stand alone; without one before it, or an image that the guest was
   * restored from, it always does
   * @throws {Error} when the function table holds what cannot be named
   */
  checkpoint(full: boolean, codec: Codec): Checkpoint {
    const module = this.#module;
    const stands = full || !this.#shadow && !this.#restored;
    const files = this.#files.capture(stands);
    const references = captureReferences(module, this.#host);
    const state: ImageState = {
      format: 1,
      baseline: this.#baseline.id,
      references,
      libraries: this.#libraries.capture() ?? null,
      files: files.state,
      names: this.#names.entries(),
      packages: { ...module.__hiwire_get(PACKAGES) as Record<string, string> },
      keepalive: module.internals.keepalive,
      taken: Date.now(),
    };
    if (stands || !this.#shadow) this.#shadow = this.#makeShadow(stands, codec);
    const descriptors = state.files.descriptors.filter(({ kind }) => kind === "lost");
    return {
      full: stands,
      references: new Uint8Array(codec.compress(new TextEncoder().encode(JSON.stringify(state)))),
      heap: this.#shadow.delta(module.HEAPU8, codec),
      files: files.packs,
      lost: [
        ...descriptors.map(({ fd, path }) => `descriptor ${fd} (${path})`),
        ...lostReferences(references),
      ],
    };
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
